package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a service's loop has finished its last round. Thread-safe. */
public final class LoopPulse {
    private final LongSupplier nanoClock;
    private volatile long lastNanos;

    /** @param nanoClock nanoseconds since some moment, as {@link System#nanoTime} */
    public LoopPulse(LongSupplier nanoClock) {
        this.nanoClock = requireNonNull(nanoClock, "nanoClock is null");
        this.lastNanos = nanoClock.getAsLong();
    }

    /** A round was finished. */
    public void beat() {
        lastNanos = nanoClock.getAsLong();
    }

    /** How long ago that was; since the beginning when none was. */
    public Duration sinceLast() {
        return Duration.ofNanos(nanoClock.getAsLong() - lastNanos);
    }
}
