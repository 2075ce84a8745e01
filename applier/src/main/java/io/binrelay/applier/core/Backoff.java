package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How long to wait before the next attempt: doubled each time, up to a limit. Not thread-safe. */
public final class Backoff {
    private final Duration first;
    private final Duration limit;
    private int attempts;

    /**
     * @param first the first wait, more than zero
     * @param limit the longest, at least the first
     */
    public Backoff(Duration first, Duration limit) {
        this.first = requireNonNull(first, "first is null");
        this.limit = requireNonNull(limit, "limit is null");
        if (first.isNegative() || first.isZero() || limit.compareTo(first) < 0) {
            throw new IllegalArgumentException("first " + first + ", limit " + limit);
        }
    }

    /** How many attempts failed since the last success. */
    public int attempts() {
        return attempts;
    }

    /** Counts a failed attempt and says how long to wait. */
    public Duration failed() {
        int doublings = Math.min(attempts, 20);
        attempts++;
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(limit) < 0 ? wait : limit;
    }

    /** Something worked: the next failure is the first again. */
    public void succeeded() {
        attempts = 0;
    }
}
