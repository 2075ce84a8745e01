package io.binrelay.schemas.binlog;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events inside a TRANSACTION_PAYLOAD event, one after the other: a transaction that MySQL 8.0.20 or newer wrote
 * with {@code binlog_transaction_compression}. Only the event that is being read is in memory, however much the payload
 * unpacks to. For one thread.
 *
 * <p>Layout: fields, each a type, a length and a value, up to type 0: 1 the payload's size, 2 how it is compressed (0
 * zstd, 255 not at all), 3 its size before compression; then the payload, the events in a row without checksums. All
 * numbers are length-encoded integers. Source: MySQL {@code libs/mysql/binlog/event/codecs/binary.h}
 * (Transaction_payload).
 */
public final class TransactionPayload implements AutoCloseable {
    private static final int END_OF_FIELDS = 0;
    private static final int SIZE = 1;
    private static final int COMPRESSION = 2;
    private static final int UNCOMPRESSED_SIZE = 3;
    private static final long ZSTD = 0;
    private static final long NONE = 255;

    /** How much of an event is taken at a time: a damaged size must not reserve gigabytes. */
    private static final int PIECE = 1 << 20;

    private final BinlogEvent event;
    private final InputStream events;

    /**
     * Opens a payload.
     *
     * @param event of type TRANSACTION_PAYLOAD
     * @throws MalformedEventException when the bytes contradict the format
     * @throws UnsupportedEventException when the payload is compressed in a way that is not known
     */
    public TransactionPayload(BinlogEvent event) {
        if (event.type() != EventType.TRANSACTION_PAYLOAD) {
            throw new IllegalArgumentException("event type " + event.type() + " is no TRANSACTION_PAYLOAD event");
        }
        this.event = event;
        EventReader reader = EventReader.body(event);
        long size = -1;
        long compression = NONE;
        for (long field = reader.lengthEncoded("field");
                field != END_OF_FIELDS;
                field = reader.lengthEncoded("field")) {
            EventReader value = reader.slice(reader.count("field length"), "field");
            if (field == SIZE) {
                size = value.lengthEncoded("payload size");
            } else if (field == COMPRESSION) {
                compression = value.lengthEncoded("compression");
            } else if (field == UNCOMPRESSED_SIZE) {
                value.lengthEncoded("uncompressed size");
            }
        }
        if (size != reader.remaining()) {
            throw reader.malformed("payload size", "it is " + size + ", " + reader.remaining() + " bytes are left");
        }
        this.events = open(event, compression, new ByteArrayInputStream(event.bytes(), reader.position(), (int) size));
    }

    private static InputStream open(BinlogEvent event, long compression, InputStream payload) {
        if (compression == NONE) {
            return payload;
        }
        if (compression != ZSTD) {
            throw new UnsupportedEventException(
                    event.type(),
                    "it is compressed with algorithm " + compression + ", which is not known",
                    "Set binlog_transaction_compression=OFF on the source, or use a newer version of binrelay");
        }
        try {
            return new ZstdInputStream(payload);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /**
     * The next event, as if it stood in the file; its end position is the payload's, for it has none of its own.
     *
     * @return null behind the last
     * @throws MalformedEventException when the payload is damaged
     */
    public @Nullable BinlogEvent next() {
        try {
            int first = events.read();
            if (first < 0) {
                return null;
            }
            byte[] header = new byte[BinlogEvent.HEADER_LENGTH];
            header[0] = (byte) first;
            fill(header, 1, header.length);
            long size = LittleEndian.uint32(header, 9);
            if (size < header.length || size > Integer.MAX_VALUE - 8) {
                throw new MalformedEventException("an event in the payload has a size of " + size);
            }
            byte[] bytes = header;
            while (bytes.length < size) {
                int read = bytes.length;
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, Math.max(PIECE, 2L * read)));
                fill(bytes, read, bytes.length);
            }
            return new BinlogEvent(event.file(), event.endPosition(), bytes);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private void fill(byte[] bytes, int from, int to) throws IOException {
        if (events.readNBytes(bytes, from, to - from) < to - from) {
            throw new EOFException("it ends inside an event");
        }
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static MalformedEventException damaged(IOException e) {
        return new MalformedEventException("the transaction's payload cannot be unpacked: " + e.getMessage());
    }
}
