package io.binrelay.relay.service;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Guards what threads share, and lets them wait until it is as they need it. What it is given to run should be short:
 * it keeps all others waiting. Thread-safe.
 */
public final class Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Changes what is guarded; whoever waits looks again. */
    public void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at what is guarded, or takes of it what nobody waits for. */
    public <T> T look(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it is so, but not for ever.
     *
     * @return whether it is so; false when the time is over
     */
    public boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is so. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
