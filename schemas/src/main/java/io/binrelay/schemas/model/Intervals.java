package io.binrelay.schemas.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Transaction numbers as ascending intervals with gaps between them. Immutable. */
final class Intervals {
    static final Intervals NONE = new Intervals(new long[0]);

    /** First and last number of each interval, both in it, by turns. */
    private final long[] bounds;

    private Intervals(long[] bounds) {
        this.bounds = bounds;
    }

    /** @throws IllegalArgumentException unless {@code 1 <= first <= last} */
    static Intervals of(long first, long last) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("the interval " + first + "-" + last);
        }
        return new Intervals(new long[] {first, last});
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    boolean contains(long number) {
        int index = Arrays.binarySearch(bounds, number);
        return index >= 0 || (-index - 1) % 2 == 1;
    }

    Intervals union(Intervals other) {
        long[] result = new long[bounds.length + other.bounds.length];
        int count = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length || theirs < other.bounds.length) {
            boolean takeMine =
                    theirs == other.bounds.length || (mine < bounds.length && bounds[mine] <= other.bounds[theirs]);
            long[] from = takeMine ? bounds : other.bounds;
            int at = takeMine ? mine : theirs;
            if (count > 0 && from[at] <= result[count - 1] + 1) {
                result[count - 1] = Math.max(result[count - 1], from[at + 1]);
            } else {
                result[count++] = from[at];
                result[count++] = from[at + 1];
            }
            mine += takeMine ? 2 : 0;
            theirs += takeMine ? 0 : 2;
        }
        return new Intervals(Arrays.copyOf(result, count));
    }

    Intervals subtract(Intervals other) {
        long[] result = new long[bounds.length + other.bounds.length];
        int count = 0;
        int theirs = 0;
        for (int mine = 0; mine < bounds.length; mine += 2) {
            long first = bounds[mine];
            long last = bounds[mine + 1];
            while (theirs < other.bounds.length && other.bounds[theirs + 1] < first) {
                theirs += 2;
            }
            for (int at = theirs; first <= last && at < other.bounds.length && other.bounds[at] <= last; at += 2) {
                if (other.bounds[at] > first) {
                    result[count++] = first;
                    result[count++] = other.bounds[at] - 1;
                }
                first = other.bounds[at + 1] + 1;
            }
            if (first <= last) {
                result[count++] = first;
                result[count++] = last;
            }
        }
        return new Intervals(Arrays.copyOf(result, count));
    }

    /** Appends {@code :1-5:7}. */
    void appendTo(StringBuilder text) {
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(':').append(bounds[i]);
            if (bounds[i + 1] > bounds[i]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Intervals that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }
}
