package io.binrelay.applier.replica;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * At most one statement that a thread of its own runs, while the applying thread makes the next one. The server is the
 * slower of the two, so that it need not wait between statements, and one statement ahead is enough.
 *
 * <p>The connection is used by one thread at a time: whoever wants it calls {@link #settle} first. Called by the
 * applying thread only.
 */
final class BackgroundStatement implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "replica-statement");
        made.setDaemon(true);
        return made;
    });

    private @Nullable Future<?> running;

    /**
     * Lets the statement run once the one before has ended.
     *
     * @throws ReplicaException of the one before; this one is not run then
     */
    void start(Runnable statement) {
        settle();
        running = thread.submit(statement);
    }

    /**
     * Waits until nothing runs.
     *
     * @throws ReplicaException of the statement that ran
     */
    void settle() {
        Future<?> waitedFor = running;
        if (waitedFor == null) {
            return;
        }
        running = null;
        Throwable failure = failureOf(waitedFor);
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException("a statement ended with an error of this JVM", failure);
        }
    }

    /** Waits until nothing runs; how it ended does not matter any more. */
    void abandon() {
        Future<?> waitedFor = running;
        running = null;
        if (waitedFor != null) {
            failureOf(waitedFor);
        }
    }

    /** Not interruptible, as no statement over JDBC is: the connection cannot be used before it has ended. */
    private static @Nullable Throwable failureOf(Future<?> statement) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    statement.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for what runs. */
    @Override
    public void close() {
        abandon();
        thread.shutdown();
    }
}
