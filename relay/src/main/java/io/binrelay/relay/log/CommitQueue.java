package io.binrelay.relay.log;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Commits transactions in a thread of its own, one after the other; behind one that failed none is committed any more.
 * Used by one thread.
 */
final class CommitQueue {
    private final ExecutorService thread;
    private @Nullable Future<?> last;

    /** What went wrong; written by the committing thread. */
    private volatile @Nullable Throwable failure;

    /** @param name of the thread */
    CommitQueue(String name) {
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread committing = new Thread(work, name);
            committing.setDaemon(true);
            return committing;
        });
    }

    /**
     * Commits a transaction once those before it are.
     *
     * @param durable is run when it is committed
     * @return done when it has ended, well or not: {@link #failure} tells
     */
    Future<?> add(LogProducer filled, Runnable durable) {
        Future<?> added = thread.submit(() -> end(filled, durable));
        last = added;
        return added;
    }

    private void end(LogProducer filled, Runnable durable) {
        if (failure != null) {
            return;
        }
        try {
            filled.commit();
            durable.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** What went wrong; null while nothing has. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Whether a transaction waits or is being committed. */
    boolean isBusy() {
        return last != null && !last.isDone();
    }

    /** Waits until the transactions added so far have ended. */
    void await() {
        await(last);
    }

    /**
     * Waits until a transaction has ended.
     *
     * @param added what {@link #add} returned; null for none
     */
    static void await(@Nullable Future<?> added) {
        if (added == null) {
            return;
        }
        try {
            added.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("a commit was given up", e);
        }
    }

    /**
     * Ends the thread.
     *
     * @param patience how long what was added may take
     * @return whether all of it has ended
     */
    boolean close(Duration patience) {
        thread.shutdown();
        try {
            if (thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return failure == null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
        return false;
    }
}
