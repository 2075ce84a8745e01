package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How far everything is at one moment.
 *
 * @param elapsed since the load began
 * @param transactionsPerSecond committed on the source since the sample before
 * @param rowsPerSecond changed on the source since the sample before
 * @param captureRuns whether the capture process lives
 * @param sequence number of the last transaction in the relay log
 * @param replicas in the order they were added
 */
record Sample(
        Duration elapsed,
        long transactionsPerSecond,
        long rowsPerSecond,
        boolean captureRuns,
        long sequence,
        List<ReplicaLag> replicas) {
    Sample {
        requireNonNull(elapsed, "elapsed is null");
        replicas = List.copyOf(replicas);
    }

    /**
     * How far one replica is.
     *
     * @param applierRuns whether its applier process lives
     * @param transactions in the log and not yet in the replica
     * @param behind age of the oldest of them; zero when there is none
     */
    record ReplicaLag(String name, boolean applierRuns, long transactions, Duration behind) {
        ReplicaLag {
            requireNonNull(name, "name is null");
            requireNonNull(behind, "behind is null");
        }
    }
}
