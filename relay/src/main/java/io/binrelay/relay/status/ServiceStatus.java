package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service announces about itself. Immutable; the {@code with} methods make changed copies.
 *
 * @param sinceMillis since when it is in its state, milliseconds since the epoch
 * @param server the database it works on, {@code host:port}: the source or the replica
 * @param transactionsPerSecond over the last seconds
 * @param lastError null when there was none since the process started
 * @param heartbeatMillis when this was announced, by the announcing machine's clock; 0 before it is
 * @param details what only some services have to tell, name to text
 */
public record ServiceStatus(
        ServiceId service,
        ServiceState state,
        long sinceMillis,
        String server,
        Progress progress,
        double transactionsPerSecond,
        @Nullable Failure lastError,
        long heartbeatMillis,
        Map<String, String> details) {
    /** Detail of capture: how far the source's clock is ahead of that of capture's machine, milliseconds. */
    public static final String SOURCE_AHEAD = "source.clock.ahead.ms";

    public ServiceStatus {
        requireNonNull(service, "service is null");
        requireNonNull(state, "state is null");
        requireNonNull(server, "server is null");
        requireNonNull(progress, "progress is null");
        details = Map.copyOf(details);
    }

    /** A service that has just begun. */
    public static ServiceStatus starting(ServiceId service, String server, long nowMillis) {
        return new ServiceStatus(
                service, ServiceState.STARTING, nowMillis, server, Progress.NONE, 0, null, 0, Map.of());
    }

    /** In another state; the time is kept when it is the same state. */
    public ServiceStatus withState(ServiceState newState, long nowMillis) {
        long since = newState == state ? sinceMillis : nowMillis;
        return new ServiceStatus(
                service, newState, since, server, progress, transactionsPerSecond, lastError, heartbeatMillis, details);
    }

    /** Further on. */
    public ServiceStatus withProgress(Progress newProgress, double newTransactionsPerSecond) {
        return new ServiceStatus(
                service,
                state,
                sinceMillis,
                server,
                newProgress,
                newTransactionsPerSecond,
                lastError,
                heartbeatMillis,
                details);
    }

    /** With its last error, or without one again. */
    public ServiceStatus withError(@Nullable Failure failure) {
        return new ServiceStatus(
                service,
                state,
                sinceMillis,
                server,
                progress,
                transactionsPerSecond,
                failure,
                heartbeatMillis,
                details);
    }

    /** With one more, or another, detail. */
    public ServiceStatus withDetail(String name, String text) {
        Map<String, String> newDetails = new TreeMap<>(details);
        newDetails.put(name, text);
        return new ServiceStatus(
                service,
                state,
                sinceMillis,
                server,
                progress,
                transactionsPerSecond,
                lastError,
                heartbeatMillis,
                newDetails);
    }

    /**
     * A moment of this capture's machine by the source's clock, with which commits are timed.
     *
     * @param nowMillis milliseconds since the epoch
     */
    public long sourceMillis(long nowMillis) {
        return nowMillis + Long.parseLong(details.getOrDefault(SOURCE_AHEAD, "0"));
    }

    /** As announced at this time. */
    public ServiceStatus announcedAt(long nowMillis) {
        return new ServiceStatus(
                service, state, sinceMillis, server, progress, transactionsPerSecond, lastError, nowMillis, details);
    }
}
