package io.binrelay.capture.source;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.List;

/**
 * A source's binary log as one stream of events, from a start position on. Serves once: after a failure or
 * {@link #close()} a new one is made.
 *
 * <p>Every event the source sends is delivered, in order, except: artificial ROTATE events and FORMAT_DESCRIPTION
 * events re-sent at the start of a dump in the middle of a file are delivered too (their type tells), so that the
 * receiver knows the file and the format; only network-level packets are not events. Events of types the client library
 * does not know are delivered as bytes like all others. Nothing is ever dropped: what cannot be read ends the stream
 * with an error.
 *
 * <p>{@link #start}, {@link #poll} and {@link #close()} are called by one thread, {@link #acknowledge} by another one,
 * between the first and the last of them.
 */
public interface BinlogSource extends AutoCloseable {
    /**
     * Connects and begins to stream.
     *
     * @throws SourceException when the source cannot be reached or refuses; its message says what was tried
     */
    void start(StartPosition from);

    /**
     * The next events in the order of the binary log, as many as are there; empty when none came within the time-out.
     * Events are held in memory up to a limit in bytes, then the source is made to wait.
     *
     * @throws SourceException when the stream has ended; never after it returned part of what came before the end
     */
    List<BinlogEvent> poll(Duration timeout);

    /**
     * Tells the source that its binary log is durable elsewhere up to a position, so that the commits of a
     * semi-synchronous source that wait for that may return. Does nothing for any other source, and does not throw: a
     * connection that is lost shows at the next {@link #poll}.
     *
     * @param durable between two transactions; everything before it was delivered by {@link #poll}
     */
    void acknowledge(FilePosition durable);

    /** Ends the stream and frees the connection. Idempotent; does not throw for a stream that has failed. */
    @Override
    void close();
}
