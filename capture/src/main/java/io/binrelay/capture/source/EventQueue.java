package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from the reader thread to {@link BinlogSource#poll}, bounded in bytes. The first failure ends it,
 * behind all events put before.
 *
 * <p>Thread-safe. One event larger than the bound is admitted when the queue is empty.
 */
final class EventQueue {
    /** What an event costs besides its bytes: record, array header, list slot. Bounds a queue of tiny events, too. */
    private static final int OVERHEAD = 72;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomThere = lock.newCondition();
    private final Condition somethingThere = lock.newCondition();

    private List<BinlogEvent> events = new ArrayList<>();
    private long bytes;
    /** Whether whoever took events has not come back yet. */
    private boolean inUse;

    private boolean closed;
    private @Nullable SourceException failure;

    /** @param limit in bytes, at least 1 */
    EventQueue(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the event queue's limit is " + limit + " bytes, at least 1 is needed");
        }
        this.limit = limit;
    }

    /**
     * Appends an event, waiting for room.
     *
     * @return false when the queue was closed or has failed; the event is then not taken
     */
    boolean put(BinlogEvent event) throws InterruptedException {
        long cost = event.bytes().length + (long) OVERHEAD;
        lock.lockInterruptibly();
        try {
            while (!ended() && !events.isEmpty() && bytes + cost > limit) {
                roomThere.await();
            }
            if (ended()) {
                return false;
            }
            events.add(event);
            bytes += cost;
            if (events.size() == 1) {
                somethingThere.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing is in the queue and who took the last events has come back for more, so that nobody holds
     * any.
     *
     * @return false when the queue was closed or has failed
     */
    boolean awaitUsed() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended() && (inUse || !events.isEmpty())) {
                roomThere.await();
            }
            return !ended();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the queue behind what it holds. Only the first failure counts; none does after {@link #close()}. */
    void fail(SourceException cause) {
        requireNonNull(cause, "cause is null");
        lock.lock();
        try {
            if (!ended()) {
                failure = cause;
                wakeAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes all events there are, waiting for the first; empty when none came in time.
     *
     * @throws SourceException the failure, once all events before it were taken
     * @throws IllegalStateException when the queue is closed
     */
    List<BinlogEvent> drain(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            if (inUse) {
                inUse = false;
                roomThere.signalAll();
            }
            while (events.isEmpty() && !ended() && left > 0) {
                left = somethingThere.awaitNanos(left);
            }
            if (closed) {
                throw new IllegalStateException("the source is closed");
            }
            if (events.isEmpty() && failure != null) {
                throw failure;
            }
            List<BinlogEvent> taken = events;
            events = new ArrayList<>(taken.size());
            bytes = 0;
            inUse = !taken.isEmpty();
            roomThere.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is an event or the end; takes nothing.
     *
     * @throws SourceException the failure, when nothing came before it
     */
    void awaitFirst(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (events.isEmpty() && !ended() && left > 0) {
                left = somethingThere.awaitNanos(left);
            }
            if (events.isEmpty() && failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what is held and wakes whoever waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            events = new ArrayList<>();
            bytes = 0;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes more there is room for. */
    long remaining() {
        lock.lock();
        try {
            return Math.max(0, limit - bytes);
        } finally {
            lock.unlock();
        }
    }

    private boolean ended() {
        return closed || failure != null;
    }

    private void wakeAll() {
        roomThere.signalAll();
        somethingThere.signalAll();
    }
}
