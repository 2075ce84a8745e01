package io.binrelay.relay.service;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long to wait before the next attempt: the first wait, then twice the one before, up to the longest, each
 * shortened by up to half at random, so that services which lost the same server do not come back all at once. Not
 * thread-safe.
 */
public final class Backoff {
    private final Duration initial;
    private final Duration most;
    private final SplittableRandom random;
    private int failures;

    /**
     * Begins with the first wait.
     *
     * @param initial the first wait, at least a millisecond
     * @param most the longest wait; the first one when that is longer
     * @param seed of the random part
     */
    public Backoff(Duration initial, Duration most, long seed) {
        this.initial = requireNonNull(initial, "initial is null");
        if (initial.toMillis() < 1) {
            throw new IllegalArgumentException("initial is " + initial);
        }
        this.most = initial.compareTo(most) > 0 ? initial : most;
        this.random = new SplittableRandom(seed);
    }

    /** The wait after one more failure. */
    public Duration next() {
        long full = initial.toMillis();
        for (int doubled = 0; doubled < failures && full < most.toMillis(); doubled++) {
            full *= 2;
        }
        failures++;
        long capped = Math.min(full, most.toMillis());
        return Duration.ofMillis(capped - random.nextLong(capped / 2 + 1));
    }

    /** How many failures there were since the last success. */
    public int failures() {
        return failures;
    }

    /** After a success: the next wait is a first one again. */
    public void reset() {
        failures = 0;
    }
}
