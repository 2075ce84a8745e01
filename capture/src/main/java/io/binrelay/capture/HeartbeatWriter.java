package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.HeartbeatTable;
import io.binrelay.capture.source.SourceException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the source's heartbeat table once a second, on a thread of its own: capture never waits for it. */
final class HeartbeatWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<HeartbeatTable> tables;
    private final Thread thread;
    private volatile boolean closed;

    /** @param tables called once, by the writer's thread, which closes what it gets */
    HeartbeatWriter(Supplier<HeartbeatTable> tables) {
        this.tables = requireNonNull(tables, "tables is null");
        this.thread = new Thread(this::run, "heartbeat-table");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Does not wait for a beat that is being written. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        @Nullable String told = null;
        try (HeartbeatTable table = tables.get()) {
            while (!closed) {
                told = beat(table, told);
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failure is told once, and so is its end. */
    private static @Nullable String beat(HeartbeatTable table, @Nullable String told) {
        try {
            table.beat();
            if (told != null) {
                LOG.info("The heartbeat table is written again");
            }
            return null;
        } catch (SourceException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(told)) {
                LOG.warn("The heartbeat table is not written: {}", message);
            }
            return message;
        }
    }
}
