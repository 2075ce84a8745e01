package io.binrelay.relay.events;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.status.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The last errors of one service, made from the events of a channel. An error is what was told when it was met first,
 * with the count of what was told of it later. Not thread-safe.
 */
public final class ErrorHistory implements Consumer<ServiceEvent> {
    private final String service;
    private final int most;
    private final Map<Occurrence, ServiceEvent> errors = new LinkedHashMap<>();
    private final TreeSet<String> services = new TreeSet<>();

    /** What makes an error this one; it may have been written twice. */
    private record Occurrence(String host, long pid, long firstMillis, int errno, String message) {}

    /**
     * @param service {@code capture} or {@code applier/NAME}
     * @param most how many are kept, at least 1
     */
    public ErrorHistory(String service, int most) {
        this.service = requireNonNull(service, "service is null");
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most);
        }
        this.most = most;
    }

    /** The next event of the channel, of whichever service. */
    @Override
    public void accept(ServiceEvent event) {
        services.add(event.service());
        Failure error = event.error();
        if (error == null || !event.service().equals(service)) {
            return;
        }
        Occurrence occurrence =
                new Occurrence(event.host(), event.pid(), error.atMillis(), error.errno(), error.message());
        ServiceEvent first = errors.get(occurrence);
        if (first == null) {
            errors.put(occurrence, event);
            if (errors.size() > most) {
                errors.remove(errors.keySet().iterator().next());
            }
            return;
        }
        errors.put(occurrence, withCount(first, event, error));
    }

    /** The service asked for. */
    public String service() {
        return service;
    }

    /** The errors, oldest first: of each where the service was when it met it, and how often it did. */
    public List<ServiceEvent> errors() {
        return new ArrayList<>(errors.values());
    }

    /** The services that have left any event, sorted. */
    public List<String> services() {
        return List.copyOf(services);
    }

    /** The state is the last one told: a service that gave up has failed with this error. */
    private static ServiceEvent withCount(ServiceEvent first, ServiceEvent later, Failure error) {
        return new ServiceEvent(
                first.kind(),
                first.atMillis(),
                first.service(),
                first.host(),
                first.pid(),
                later.state(),
                first.progress(),
                error);
    }
}
