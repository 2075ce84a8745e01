package io.binrelay.relay.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the thread that polls Kafka and the thread that applies tell each other: ownership, where to read, decoded
 * records, failures. Thread-safe.
 *
 * <p>Holds at most its capacity in encoded bytes, and one record more; what was handed out counts until the next call
 * for more. Every change of ownership and every {@link #readFrom} begins a new <em>generation</em>: what belongs to an
 * earlier one is dropped.
 */
final class ReadBuffer {
    /** Handed out at once: what takes them looks around in between, for a wish to stop or to say how far it is. */
    private static final int MOST_RECORDS = 256;

    /** Not more than this part of the capacity is handed out at once, so that decoding and applying overlap. */
    private static final int PARTS = 4;

    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<LoggedRecord> records = new ArrayDeque<>();

    private long buffered;
    private long handedOut;
    private long generation;
    private boolean owned;
    private boolean reading;
    private boolean lost;
    private @Nullable Request request;
    private @Nullable RuntimeException failure;
    private boolean permanent;

    /** A place to read from, wanted by the applying thread. */
    record Request(long generation, long offset, long nextSequence) {}

    ReadBuffer(long capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity is " + capacity);
        }
        this.capacity = capacity;
    }

    // The applying thread's side.

    /** Waits until the partition is owned; false when it is not within the time-out. */
    boolean awaitOwnership(Duration timeout) {
        lock.lock();
        try {
            waitUntil(() -> owned || permanent, timeout);
            throwIf(permanent);
            return owned;
        } finally {
            lock.unlock();
        }
    }

    void readFrom(long offset, long nextSequence) {
        lock.lock();
        try {
            throwIf(permanent);
            lost = false;
            if (!owned) {
                throw ownershipLost();
            }
            beginGeneration();
            failure = null;
            reading = true;
            request = new Request(generation, offset, nextSequence);
        } finally {
            lock.unlock();
        }
    }

    /** The next records; see {@link RelayReader#poll}. */
    List<LoggedRecord> take(Duration timeout) {
        lock.lock();
        try {
            handedOut = 0;
            changed.signalAll();
            waitUntil(() -> !records.isEmpty() || !reading || failure != null, timeout);
            if (lost) {
                lost = false;
                throw ownershipLost();
            }
            if (records.isEmpty()) {
                throwIf(failure != null);
            }
            if (!reading) {
                throw new IllegalStateException("readFrom was not called");
            }
            return handOut();
        } finally {
            lock.unlock();
        }
    }

    private List<LoggedRecord> handOut() {
        List<LoggedRecord> taken = new ArrayList<>();
        long limit = Math.max(1, capacity / PARTS);
        while (!records.isEmpty() && handedOut < limit && taken.size() < MOST_RECORDS) {
            LoggedRecord record = records.remove();
            handedOut += record.sizeInBytes();
            buffered -= record.sizeInBytes();
            taken.add(record);
        }
        return taken;
    }

    // The polling thread's side.

    void assigned() {
        lock.lock();
        try {
            owned = true;
            beginGeneration();
        } finally {
            lock.unlock();
        }
    }

    void revoked() {
        lock.lock();
        try {
            owned = false;
            lost = lost || reading;
            reading = false;
            beginGeneration();
        } finally {
            lock.unlock();
        }
    }

    /** Where to read now, told once. */
    Optional<Request> nextRequest() {
        lock.lock();
        try {
            Optional<Request> next = Optional.ofNullable(request);
            request = null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is read for this generation is still wanted. */
    boolean isCurrent(long ofGeneration) {
        lock.lock();
        try {
            return reading && failure == null && ofGeneration == generation;
        } finally {
            lock.unlock();
        }
    }

    /** How many more bytes may come; not positive when full. */
    long room() {
        lock.lock();
        try {
            return capacity - buffered - handedOut;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room; not longer than the time-out. */
    void awaitRoom(Duration timeout) {
        lock.lock();
        try {
            waitUntil(() -> capacity - buffered - handedOut > 0, timeout);
        } finally {
            lock.unlock();
        }
    }

    /** Adds records; drops them when their generation is over. */
    void add(long ofGeneration, List<LoggedRecord> decoded) {
        lock.lock();
        try {
            if (ofGeneration != generation) {
                return;
            }
            for (LoggedRecord record : decoded) {
                records.add(record);
                buffered += record.sizeInBytes();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends this generation's reading: thrown once what was read before has been taken. */
    void fail(long ofGeneration, RuntimeException cause) {
        lock.lock();
        try {
            if (ofGeneration == generation && failure == null) {
                failure = cause;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all reading; nothing but closing helps. */
    void failForGood(RuntimeException cause) {
        lock.lock();
        try {
            failure = cause;
            permanent = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void beginGeneration() {
        generation++;
        records.clear();
        buffered = 0;
        handedOut = 0;
        request = null;
        changed.signalAll();
    }

    private void throwIf(boolean condition) {
        if (condition && failure != null) {
            throw failure;
        }
    }

    /** An interrupt ends the wait early and stays set. */
    private void waitUntil(BooleanSupplier condition, Duration timeout) {
        long left = timeout.toNanos();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static OwnershipLostException ownershipLost() {
        return new OwnershipLostException(
                "Another applier of this replica reads the relay log now, or Kafka has not heard of this one for too long.");
    }
}
