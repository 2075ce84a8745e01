package io.binrelay.capture;

import java.time.Duration;

/** Time that passes only when told to. */
final class ManualClock implements LoopClock {
    private long nanos = 1_700_000_000_000_000_000L;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long epochSeconds() {
        return nanos / 1_000_000_000L;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
