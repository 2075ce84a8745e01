package io.binrelay.capture;

/** The time as the loop sees it; tests have their own. */
public interface LoopClock {
    /** Seconds since the epoch. */
    long epochSeconds();

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** The machine's clocks. */
    LoopClock SYSTEM = new LoopClock() {
        @Override
        public long epochSeconds() {
            return System.currentTimeMillis() / 1_000;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };
}
