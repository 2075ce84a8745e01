package io.binrelay.applier.core;

import java.util.ArrayDeque;
import java.util.Deque;

/** A rate over the last seconds, from a counter that only grows. Not thread-safe. */
public final class RateWindow {
    private static final long WINDOW_MILLIS = 5_000;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long millis, long count) {}

    /**
     * Takes the counter's value and says how fast it has grown.
     *
     * @param nowMillis a clock that does not go back
     * @return per second, over the last five seconds; 0 at first
     */
    public double at(long nowMillis, long count) {
        samples.addLast(new Sample(nowMillis, count));
        while (samples.size() > 1 && nowMillis - samples.getFirst().millis() > WINDOW_MILLIS) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        long millis = nowMillis - oldest.millis();
        return millis <= 0 ? 0 : (count - oldest.count()) * 1_000.0 / millis;
    }
}
