package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The binary log of a MySQL or MariaDB server, read by the binlog client under Debezium's embedded engine, on an event
 * lane of our own: of Debezium's connectors nothing is used, so nothing is snapshot, parsed, mapped or stored, and the
 * source sees one connection that only reads.
 *
 * <p>Memory: up to the queue's limit, as much again in the events that the last poll returned, and one event on its
 * way.
 *
 * <p>An interrupt of the calling thread makes {@link #poll} return what there is, or nothing, with the interrupt flag
 * set.
 */
public final class DebeziumBinlogSource implements BinlogSource {
    /** 16 MiB. */
    public static final long DEFAULT_QUEUE_BYTES = 16L << 20;

    private final SourceSettings settings;
    private final EventQueue queue;
    private final AcknowledgementMeter acknowledged;
    private @Nullable EngineHost host;
    private @Nullable BinlogStream stream;

    /** With a queue of {@link #DEFAULT_QUEUE_BYTES}. */
    public DebeziumBinlogSource(SourceSettings settings) {
        this(settings, DEFAULT_QUEUE_BYTES);
    }

    /** Acknowledges without measuring. */
    public DebeziumBinlogSource(SourceSettings settings, long queueBytes) {
        this(settings, queueBytes, new AcknowledgementMeter());
    }

    /**
     * @param queueBytes how many bytes of events may wait for {@link #poll}, at least 1; an event that is larger waits
     *     alone
     * @param acknowledged told about semi-synchronous acknowledgements
     */
    public DebeziumBinlogSource(SourceSettings settings, long queueBytes, AcknowledgementMeter acknowledged) {
        this.settings = requireNonNull(settings, "settings is null");
        this.queue = new EventQueue(queueBytes);
        this.acknowledged = requireNonNull(acknowledged, "acknowledged is null");
    }

    @Override
    public void start(StartPosition from) {
        requireNonNull(from, "from is null");
        if (host != null) {
            throw new IllegalStateException("a source serves once: it was started before");
        }
        BinlogStream dump = new BinlogStream(settings, from, queue, acknowledged);
        stream = dump;
        EngineHost created = new EngineHost(dump, queue);
        host = created;
        try {
            created.start(settings.address());
            queue.awaitFirst(Duration.ZERO);
        } catch (SourceException e) {
            close();
            throw e;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted while connecting to source " + settings.address(), 0, true, e);
        }
    }

    @Override
    public List<BinlogEvent> poll(Duration timeout) {
        requireNonNull(timeout, "timeout is null");
        if (host == null) {
            throw new IllegalStateException("the source was not started");
        }
        try {
            return queue.drain(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void acknowledge(FilePosition durable) {
        requireNonNull(durable, "durable is null");
        if (stream == null) {
            throw new IllegalStateException("the source was not started");
        }
        stream.acknowledge(durable);
    }

    /** How many bytes of events more may wait for {@link #poll}. Any thread. */
    public long queueRemainingBytes() {
        return queue.remaining();
    }

    @Override
    public void close() {
        queue.close();
        EngineHost started = host;
        if (started != null) {
            started.close();
        }
    }
}
