package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.deserialization.ChecksumType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.BufferedInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the network stream over from the binlog client: asked for the first event, it reads all of them and returns
 * when the stream has ended.
 *
 * <p>The client's own loop around this call would go on behind an event that it cannot read, take a connection that was
 * closed between two packets for an orderly end, copy an event once more for each 16 MiB of its size, and build an
 * object for the header and body of every event.
 */
final class StreamTakeover extends EventDeserializer {
    /** Reads the rest of a stream that stands behind the status byte of its first packet; returns at its end. */
    interface Reader {
        void read(InputStream stream, boolean checksummed);
    }

    private static final int BUFFER = 256 * 1024;

    private final Reader reader;
    private boolean checksummed;

    StreamTakeover(Reader reader) {
        this.reader = requireNonNull(reader, "reader is null");
    }

    /** The client tells it what it has agreed with the source; not called where that is "none". */
    @Override
    @SuppressWarnings("deprecation") // the only place where the client gives it away
    public void setChecksumType(ChecksumType checksumType) {
        checksummed = checksumType != ChecksumType.NONE;
    }

    /** Returns null, the end of the stream. */
    @Override
    @SuppressWarnings("NullAway") // null is what the client's contract says, in code without null annotations
    public @Nullable Event nextEvent(ByteArrayInputStream stream) {
        reader.read(new BufferedInputStream(stream, BUFFER), checksummed);
        return null;
    }
}
