package io.binrelay.relay.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a service that it shall end. Thread-safe; once requested, for ever. */
public final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Asks to end. */
    public void request() {
        requested.countDown();
    }

    /** Whether somebody has asked. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits, but not longer than until somebody asks. Where a service pauses, it pauses here.
     *
     * @return whether somebody has asked; an interrupt counts as asking, and stays set
     */
    public boolean await(Duration duration) {
        try {
            return requested.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
