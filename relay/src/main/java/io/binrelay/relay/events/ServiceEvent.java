package io.binrelay.relay.events;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a service. Immutable.
 *
 * @param atMillis when, milliseconds since the epoch, by the clock of the service's machine
 * @param service {@code capture} or {@code applier/NAME}
 * @param host the machine it runs on
 * @param pid its process id there
 * @param state it is in from then on
 * @param progress how far it was: where the last transaction done ends, not the one that failed
 * @param error the one the event is about; null for {@link EventKind#STATE} alone
 */
public record ServiceEvent(
        EventKind kind,
        long atMillis,
        String service,
        String host,
        long pid,
        ServiceState state,
        Progress progress,
        @Nullable Failure error) {
    public ServiceEvent {
        requireNonNull(kind, "kind is null");
        requireNonNull(service, "service is null");
        requireNonNull(host, "host is null");
        requireNonNull(state, "state is null");
        requireNonNull(progress, "progress is null");
        if ((kind == EventKind.STATE) != (error == null)) {
            throw new IllegalArgumentException("an event of kind " + kind + " with error " + error);
        }
    }
}
