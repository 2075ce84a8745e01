package io.binrelay.benchmarks;

/**
 * How much latency is measured.
 *
 * @param rate transactions per second, 1 to 10,000
 * @param seconds of each pass, at least 1
 * @param rounds passes of each side that count, at least 1
 */
public record LatencySize(int rate, int seconds, int rounds) {
    public LatencySize {
        if (rate < 1 || rate > 10_000) {
            throw new IllegalArgumentException("a rate of " + rate + " is not between 1 and 10000");
        }
        if (seconds < 1) {
            throw new IllegalArgumentException("seconds is " + seconds + ", must be at least 1");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be at least 1");
        }
    }
}
