package io.binrelay.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Several samples of one figure.
 *
 * @param median the middle one, or the mean of the two middle ones
 */
public record Spread(double minimum, double median, double maximum) {
    /**
     * Sums up samples.
     *
     * @param samples at least one
     */
    public static Spread of(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return number(minimum) + ".." + number(maximum);
    }

    static String number(double value) {
        if (value >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
