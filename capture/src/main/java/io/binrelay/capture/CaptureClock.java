package io.binrelay.capture;

import java.time.Duration;

/** The time as capture sees it; tests have their own. */
public interface CaptureClock {
    /** Milliseconds since the epoch. */
    long epochMillis();

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** Lets time pass; may return early when capture shall end. */
    void pause(Duration time);
}
