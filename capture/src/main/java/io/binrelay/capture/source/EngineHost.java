package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a stream inside Debezium's embedded engine, which gives it its threads, its start and its end. An engine object
 * serves once, so this one does, too.
 *
 * <p>{@link #start} and {@link #close} are called by one thread.
 */
final class EngineHost {
    private static final Logger LOG = LoggerFactory.getLogger(EngineHost.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BinlogStream stream;
    private final EventQueue queue;
    private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    private @Nullable DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private @Nullable Thread thread;

    /** @param queue the stream's, for failures of the engine itself */
    EngineHost(BinlogStream stream, EventQueue queue) {
        this.stream = requireNonNull(stream, "stream is null");
        this.queue = requireNonNull(queue, "queue is null");
    }

    /**
     * Returns when the engine runs; then the stream has connected, or its failure has ended the queue.
     *
     * @throws SourceException when the engine does not start
     */
    void start(String name) throws InterruptedException {
        // Not the engine's own callback: it comes before the tasks are polled, and an engine closed in between never
        // ends.
        stream.onRunning(() -> started.complete(null));
        String ticket = StreamTickets.deposit(stream);
        try {
            DebeziumEngine<RecordChangeEvent<SourceRecord>> built = build(name, ticket);
            Thread runner = new Thread(built, "binrelay-engine-" + name);
            runner.setDaemon(true);
            engine = built;
            thread = runner;
            runner.start();
            started.get();
        } catch (ExecutionException e) {
            throw new SourceException("the engine did not start: " + e.getCause(), 0, false, e.getCause());
        } finally {
            StreamTickets.discard(ticket);
        }
    }

    /** Ends the engine and waits until its threads are gone. Idempotent. */
    void close() {
        DebeziumEngine<RecordChangeEvent<SourceRecord>> running = engine;
        Thread runner = thread;
        if (running == null || runner == null) {
            return;
        }
        engine = null;
        try {
            running.close();
        } catch (IllegalStateException e) {
            LOG.debug("The engine is ending or has ended by itself, or is starting and ends with its stream", e);
            stream.disconnect();
        } catch (IOException e) {
            throw new IllegalStateException("the engine did not close", e);
        }
        awaitEnd(runner);
    }

    private static void awaitEnd(Thread runner) {
        try {
            runner.join(PATIENCE.toMillis());
            if (runner.isAlive()) {
                // Closed in the middle of its start it can wait for tasks that it has dropped, until it is interrupted.
                runner.interrupt();
                runner.join(PATIENCE.toMillis());
            }
            if (runner.isAlive()) {
                LOG.warn("Thread {} of the engine does not end; it holds no connection any more", runner.getName());
            }
        } catch (InterruptedException e) {
            runner.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private DebeziumEngine<RecordChangeEvent<SourceRecord>> build(String name, String ticket) {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        properties.setProperty("connector.class", BinlogConnector.class.getName());
        properties.setProperty("offset.storage", NoOffsets.class.getName());
        properties.setProperty("errors.max.retries", "0");
        properties.setProperty(StreamTickets.PROPERTY, ticket);
        return DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using(EngineHost.class.getClassLoader())
                .using((processed, since) -> false)
                .using(this::ended)
                .notifying(EngineHost::refuseRecords)
                .build();
    }

    private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
        Throwable cause = error == null ? new IllegalStateException("the engine ended") : error;
        started.completeExceptionally(cause);
        // Where the stream itself has ended, its own failure came first and stands.
        queue.fail(new SourceException("the engine ended: " + cause, 0, true, cause));
    }

    private static void refuseRecords(
            List<RecordChangeEvent<SourceRecord>> records,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) {
        throw new IllegalStateException(records.size() + " records came through the engine, whose task makes none");
    }
}
