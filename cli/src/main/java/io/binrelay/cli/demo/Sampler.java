package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Lag;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.StatusReader;
import io.binrelay.testsupport.workload.WorkloadStatistics;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts together what the load, the processes and their status say. Used by one thread. */
final class Sampler implements AutoCloseable {
    private static final ChannelStatus NOTHING_HEARD = ChannelStatus.of(List.of());

    private final Fleet fleet;
    private final ShopLoad load;
    private final long begunNanos = System.nanoTime();
    private @Nullable StatusReader reader;
    private WorkloadStatistics before;
    private long beforeNanos = begunNanos;

    Sampler(Fleet fleet, ShopLoad load) {
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.load = requireNonNull(load, "load is null");
        this.before = load.done();
    }

    /** How things are now; rates since the last call. */
    Sample next() {
        WorkloadStatistics done = load.done();
        long now = System.nanoTime();
        double seconds = Math.max(0.001, (now - beforeNanos) / 1e9);
        ChannelStatus status = status();
        Sample sample = new Sample(
                Duration.ofNanos(now - begunNanos),
                Math.round((transactions(done) - transactions(before)) / seconds),
                Math.round((done.rows() - before.rows()) / seconds),
                fleet.capture().isAlive(),
                status.capture()
                        .map(report -> report.status().progress().sequence())
                        .orElse(0L),
                fleet.replicas().stream().map(replica -> lag(replica, status)).toList(),
                status);
        before = done;
        beforeNanos = now;
        return sample;
    }

    /** Statements that change definitions are transactions, too. */
    private static long transactions(WorkloadStatistics done) {
        return done.transactions() + done.definitionChanges();
    }

    private static Sample.ReplicaLag lag(Replica replica, ChannelStatus status) {
        Progress applied = status.applier(replica.name())
                .map(report -> report.status().progress())
                .orElse(Progress.NONE);
        Lag lag = status.capture()
                .map(report -> Lag.between(report.status().progress(), applied))
                .orElse(new Lag(0, OptionalLong.empty()));
        return new Sample.ReplicaLag(
                replica.name(),
                replica.applier().isAlive(),
                applied.sequence() > 0,
                lag.transactions(),
                Duration.ofMillis(lag.millis().orElse(0)));
    }

    private ChannelStatus status() {
        try {
            StatusReader open = reader;
            if (open == null) {
                open = new StatusReader(
                        KafkaSettings.ofBootstrapServers(fleet.broker().bootstrapServers()),
                        fleet.settings().channel());
                reader = open;
            }
            return open.readChannel();
        } catch (BinrelayException e) {
            if (e.retriable() && reader == null) {
                // No service has announced itself yet: they have only just been started.
                return NOTHING_HEARD;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
