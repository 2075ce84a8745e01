package io.binrelay.cli.metrics;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of this process's service: counts what its statuses tell one after the other, and reads the rest from the
 * last when it is scraped. Beside {@link Metric}, those of the JVM. Thread-safe.
 */
public final class ServiceMetrics implements StatusSink {
    /** Held while a page is made, never by who publishes: no service waits for its readers. */
    private final Lock scraping = new ReentrantLock();

    private final Map<Integer, Long> errors = new HashMap<>();
    private @Nullable ServiceStatus last;
    private long disconnects;

    /** Made when somebody asks: to start a service must not take longer for it. */
    private @Nullable Exposition exposition;

    @Override
    public synchronized void publish(ServiceStatus status) {
        requireNonNull(status, "status is null");
        ServiceStatus before = last;
        last = status;
        if (status.service().role() == ServiceRole.APPLIER) {
            countError(before == null ? null : before.lastError(), status.lastError());
        } else if (before != null && before.state() == ServiceState.RUNNING && isWithoutSource(status)) {
            disconnects++;
        }
    }

    /**
     * All of them, in Prometheus' text format 0.0.4.
     *
     * @param channel what all services announced a moment ago; empty when that is not known
     * @param measured {@link io.binrelay.relay.service.Service#measurements}
     * @param nowMillis milliseconds since the epoch
     */
    public String scrape(Optional<ChannelStatus> channel, Map<String, Double> measured, long nowMillis) {
        List<Reading> readings = readings(channel, measured, nowMillis);
        scraping.lock();
        try {
            Exposition made = exposition;
            if (made == null) {
                made = new Exposition();
                exposition = made;
            }
            return made.page(readings);
        } finally {
            scraping.unlock();
        }
    }

    private synchronized List<Reading> readings(
            Optional<ChannelStatus> channel, Map<String, Double> measured, long nowMillis) {
        return last == null
                ? List.of()
                : Readings.of(last, channel, measured, new Counts(disconnects, errors), nowMillis);
    }

    private static boolean isWithoutSource(ServiceStatus status) {
        Failure error = status.lastError();
        return status.state() == ServiceState.RETRYING && error != null && error.code() == ErrorCode.SOURCE;
    }

    private void countError(@Nullable Failure before, @Nullable Failure error) {
        if (error == null || error.equals(before)) {
            return;
        }
        long told =
                before != null && before.isLike(error) && before.atMillis() == error.atMillis() ? before.times() : 0;
        errors.merge(error.errno(), error.times() - told, Long::sum);
    }
}
