package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.ApplyLoop;
import io.binrelay.applier.ApplySettings;
import io.binrelay.applier.Guidance;
import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.GroupLimits;
import io.binrelay.applier.replica.JdbcReplica;
import io.binrelay.applier.replica.ReplicaAddress;
import io.binrelay.relay.config.IgnoredErrors;
import io.binrelay.relay.config.SslMode;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.status.SkippedErrors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An applier of one channel to one replica, run by the caller's thread, from the log's beginning to its first failure.
 */
final class LabApplier implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private final LabChannel channel;
    private final ApplyLoop loop;
    private @Nullable String failure;

    LabApplier(LabChannel channel, LabServer replica) {
        this(channel, replica, FilterRules.NONE);
    }

    /** @param filters what of the channel it applies */
    LabApplier(LabChannel channel, LabServer replica, FilterRules filters) {
        this(channel, replica, filters, IgnoredErrors.NONE);
    }

    /** @param skipErrors with which it leaves out what the replica refuses */
    LabApplier(LabChannel channel, LabServer replica, FilterRules filters, IgnoredErrors skipErrors) {
        this.channel = requireNonNull(channel, "channel is null");
        ReplicaAddress address =
                new ReplicaAddress(replica.host(), replica.port(), "root", replica.password(), SslMode.DISABLED);
        this.loop = new ApplyLoop(
                () -> channel.log().newReader(replica.name()),
                new JdbcReplica(address, channel.name(), Duration.ofSeconds(1)),
                new ApplySettings(
                        new GroupLimits(100, 1 << 20),
                        Duration.ofMillis(1),
                        Duration.ofSeconds(5),
                        true,
                        filters,
                        skipErrors),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 1),
                Stages.UNWATCHED,
                InstantSource.system(),
                Guidance.NONE);
    }

    /**
     * Applies everything that is in the log.
     *
     * @return why it cannot; null when it does
     */
    @Nullable
    String applyAll() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (failure == null && !applied()) {
            if (System.nanoTime() > deadline) {
                failure = "applier did not reach transaction " + channel.lastSequence() + " within " + TIMEOUT + ": "
                        + loop.progress();
                break;
            }
            try {
                LockSupport.parkNanos(loop.runOnce().toNanos());
            } catch (BinrelayException e) {
                failure = "applier: " + e.getMessage();
            }
        }
        return failure;
    }

    /** What it has left out. */
    SkippedErrors skipped() {
        return loop.progress().skipped();
    }

    private boolean applied() {
        Checkpoint checkpoint = loop.progress().checkpoint();
        return checkpoint != null && checkpoint.sequence() >= channel.lastSequence();
    }

    @Override
    public void close() {
        loop.close();
    }
}
