package io.binrelay.simulation;

import io.binrelay.capture.CaptureClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the simulation says so, the same for all processes. */
final class SimulatedTime implements CaptureClock, InstantSource {
    private long nanos = 1_700_000_000L * 1_000_000_000L;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long epochMillis() {
        return nanos / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Others run meanwhile; the caller comes back and finds that its time has come or not. */
    @Override
    public void pause(Duration time) {}

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, nanos);
    }
}
