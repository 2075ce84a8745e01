package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

/**
 * How much committing is measured.
 *
 * @param seconds of each pass, at least 1
 * @param rounds passes of each side that count, at least 1
 * @param brokers of binrelay's side: 1, or 3 with three copies of the log of which two must have a transaction
 * @param waitPoint of both sources that wait
 */
public record CommitSize(int seconds, int rounds, int brokers, WaitPoint waitPoint) {
    public CommitSize {
        requireNonNull(waitPoint, "waitPoint is null");
        if (seconds < 1) {
            throw new IllegalArgumentException("seconds is " + seconds + ", must be at least 1");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be at least 1");
        }
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("brokers is " + brokers + ", must be 1 or 3");
        }
    }
}
