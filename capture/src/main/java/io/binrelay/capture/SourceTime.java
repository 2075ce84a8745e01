package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The time by the source's clock, as far as that is known, for what is compared with its commits. */
final class SourceTime implements CaptureClock {
    private final CaptureClock clock;
    private final long aheadMillis;

    /** @param aheadMillis how far the source's clock is ahead of this one */
    SourceTime(CaptureClock clock, long aheadMillis) {
        this.clock = requireNonNull(clock, "clock is null");
        this.aheadMillis = aheadMillis;
    }

    @Override
    public long epochMillis() {
        return clock.epochMillis() + aheadMillis;
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public void pause(Duration time) {
        clock.pause(time);
    }
}
