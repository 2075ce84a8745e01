package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the acknowledgements that were sent to a semi-synchronous source, and how long its commits waited for us: from
 * reading a transaction's end to sending the acknowledgement. Thread-safe.
 */
public final class AcknowledgementMeter {
    /** Quantiles are of so many commits, the last ones. */
    private static final int REMEMBERED = 4096;

    private final long[] waitsNanos = new long[REMEMBERED];
    private long acknowledgements;
    private long commits;
    private @Nullable FilePosition last;

    /**
     * One was sent.
     *
     * @param waits of each commit that it covers and none before it covered, in nanoseconds
     */
    synchronized void acknowledged(FilePosition upTo, long[] waits) {
        last = requireNonNull(upTo, "upTo is null");
        acknowledgements++;
        for (long wait : waits) {
            waitsNanos[(int) (commits % REMEMBERED)] = wait;
            commits++;
        }
    }

    /** What it has counted so far. */
    public synchronized Reading read() {
        int known = (int) Math.min(commits, REMEMBERED);
        long[] sorted = Arrays.copyOf(waitsNanos, known);
        Arrays.sort(sorted);
        return new Reading(
                acknowledgements, commits, Optional.ofNullable(last), quantile(sorted, 50), quantile(sorted, 99));
    }

    /** The smallest value that so many percent of all do not exceed. */
    private static Duration quantile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }

    /**
     * What was counted.
     *
     * @param acknowledgements sent since capture began its work
     * @param commits covered by them
     * @param last up to where the newest one goes; empty before the first
     * @param median how long the source waited for us, of the last few thousand commits; zero before the first
     * @param percentile99 so long or less did 99 of 100 of them wait
     */
    public record Reading(
            long acknowledgements, long commits, Optional<FilePosition> last, Duration median, Duration percentile99) {
        public Reading {
            requireNonNull(last, "last is null");
            requireNonNull(median, "median is null");
            requireNonNull(percentile99, "percentile99 is null");
        }
    }
}
