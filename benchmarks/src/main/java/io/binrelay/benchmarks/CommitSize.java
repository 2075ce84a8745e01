package io.binrelay.benchmarks;

/**
 * How much committing is measured.
 *
 * @param seconds of each pass, at least 1
 * @param rounds passes of each side that count, at least 1
 * @param brokers of binrelay's side: 1, or 3 with three copies of the log of which two must have a transaction
 */
public record CommitSize(int seconds, int rounds, int brokers) {
    public CommitSize {
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
