package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

/**
 * A status as it was heard.
 *
 * @param ageMillis how long ago
 */
public record ServiceReport(ServiceStatus status, long ageMillis) {
    /** A service that has been silent for this long does not respond: it announces itself every second. */
    public static final long SILENCE_MILLIS = 5_000;

    public ServiceReport {
        requireNonNull(status, "status is null");
    }

    /** Whether the service is there: it spoke a moment ago. */
    public boolean responding() {
        return ageMillis < SILENCE_MILLIS && !status.state().ended();
    }

    /** Whether it is silent though it has not said farewell: it was killed, or cannot reach Kafka. */
    public boolean missing() {
        return ageMillis >= SILENCE_MILLIS && !status.state().ended();
    }

    /** Whether it is there and does its work. */
    public boolean running() {
        return responding() && status.state() == ServiceState.RUNNING;
    }
}
