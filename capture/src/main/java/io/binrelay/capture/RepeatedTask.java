package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Does something again and again on a daemon thread of its own, with a pause behind each time, so that capture never
 * waits for it.
 */
final class RepeatedTask implements AutoCloseable {
    private final Runnable task;
    private final Duration pause;
    private final Runnable atEnd;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Prepares it.
     *
     * @param name of the thread
     * @param task what it throws ends the thread
     * @param atEnd called by the thread when it ends, to give up what the task holds
     */
    RepeatedTask(String name, Runnable task, Duration pause, Runnable atEnd) {
        this.task = requireNonNull(task, "task is null");
        this.pause = requireNonNull(pause, "pause is null");
        this.atEnd = requireNonNull(atEnd, "atEnd is null");
        this.thread = new Thread(this::run, requireNonNull(name, "name is null"));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether no further time shall come. Any thread. */
    boolean isClosed() {
        return closed;
    }

    /** Does not wait for the task. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                task.run();
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atEnd.run();
        }
    }
}
