package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.status.ChannelStatus;
import java.time.Duration;
import java.util.List;

/**
 * How far everything is at one moment.
 *
 * @param elapsed since the first sample
 * @param transactionsPerSecond committed on the source since the sample before
 * @param rowsPerSecond changed on the source since the sample before
 * @param captureRuns whether the capture process lives
 * @param sequence number of the last transaction in the relay log
 * @param replicas in the order they were added
 * @param status what all this was read from
 */
record Sample(
        Duration elapsed,
        long transactionsPerSecond,
        long rowsPerSecond,
        boolean captureRuns,
        long sequence,
        List<ReplicaLag> replicas,
        ChannelStatus status) {
    Sample {
        requireNonNull(elapsed, "elapsed is null");
        replicas = List.copyOf(replicas);
        requireNonNull(status, "status is null");
    }

    /** Whether capture runs and everybody is as good as up to date with the log. */
    boolean allInStep() {
        return captureRuns
                && status.capture().filter(report -> report.running()).isPresent()
                && replicas.stream().allMatch(ReplicaLag::inStep);
    }

    /**
     * How far one replica is.
     *
     * @param applierRuns whether its applier process lives
     * @param begun whether its applier has announced anything applied
     * @param transactions in the log and not yet in the replica
     * @param behind between the last commit applied and the last one in the log
     */
    record ReplicaLag(String name, boolean applierRuns, boolean begun, long transactions, Duration behind) {
        /** Shorter lags than this say nothing: status itself comes about this late. */
        private static final Duration IN_STEP = Duration.ofSeconds(2);

        ReplicaLag {
            requireNonNull(name, "name is null");
            requireNonNull(behind, "behind is null");
        }

        boolean inStep() {
            return applierRuns && begun && (transactions == 0 || behind.compareTo(IN_STEP) < 0);
        }
    }
}
