package io.binrelay.relay.events;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Makes events of the statuses that pass through it, and one line of the log of each change of state. Thread-safe. */
public final class EventRecorder implements StatusSink {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private final StatusSink next;
    private final Consumer<ServiceEvent> history;
    private final InstantSource clock;
    private final EventDetector detector = new EventDetector();
    private @Nullable ServiceState logged;

    /**
     * @param next is told every status
     * @param history takes the events; must neither wait nor throw
     */
    public EventRecorder(StatusSink next, Consumer<ServiceEvent> history, InstantSource clock) {
        this.next = requireNonNull(next, "next is null");
        this.history = requireNonNull(history, "history is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public synchronized void publish(ServiceStatus status) {
        next.publish(status);
        for (ServiceEvent event : detector.next(status, clock.millis())) {
            log(event);
            history.accept(event);
        }
    }

    /** What failed is in the log already, told by who met it. */
    private void log(ServiceEvent event) {
        if (event.state() == logged) {
            return;
        }
        Progress progress = event.progress();
        LoggingEventBuilder line = LOG.atInfo();
        if (progress.position() != null) {
            line = line.addKeyValue("file", progress.position().file())
                    .addKeyValue("pos", progress.position().offset());
        }
        if (progress.gtid() != null) {
            line = line.addKeyValue("gtid", progress.gtid());
        }
        if (progress.offset() >= 0) {
            line = line.addKeyValue("offset", progress.offset());
        }
        line.addKeyValue("transaction", progress.sequence())
                .log(
                        "{} is {}{}",
                        event.service(),
                        word(event.state()),
                        logged == null ? "" : " (was " + word(logged) + ")");
        logged = event.state();
    }

    private static String word(ServiceState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
