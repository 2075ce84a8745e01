package io.binrelay.capture;

import java.time.Duration;

/** Time that passes only when told to. */
final class ManualClock implements CaptureClock {
    private static final long START = 1_700_000_000_000_000_000L;

    private long nanos = START;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos - START);
    }

    @Override
    public long epochMillis() {
        return nanos / 1_000_000L;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration time) {
        advance(time);
    }
}
