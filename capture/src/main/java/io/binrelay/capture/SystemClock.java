package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.StopSignal;
import java.time.Duration;

/** The machine's clocks. */
final class SystemClock implements CaptureClock {
    private final StopSignal stop;

    /** @param stop ends pauses */
    SystemClock(StopSignal stop) {
        this.stop = requireNonNull(stop, "stop is null");
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration time) {
        stop.await(time);
    }
}
