package io.binrelay.benchmarks;

import java.util.Arrays;

/** The latencies of one pass, sorted. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    /**
     * @param nanos at least one; what is below 0, because it was visible before the source had answered, counts as 0
     */
    Latencies(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("no latencies");
        }
        this.sorted =
                Arrays.stream(nanos).map(value -> Math.max(0, value)).sorted().toArray();
    }

    /** The smallest latency that this share of all does not exceed, in ms. */
    double quantile(double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.min(Math.max(index, 0), sorted.length - 1)] / NANOS_PER_MILLI;
    }

    double median() {
        return quantile(0.5);
    }

    double percentile99() {
        return quantile(0.99);
    }

    double maximum() {
        return quantile(1);
    }

    @Override
    public String toString() {
        return "p50 " + Spread.number(median()) + " ms, p99 " + Spread.number(percentile99()) + " ms, max "
                + Spread.number(maximum()) + " ms of " + sorted.length;
    }
}
