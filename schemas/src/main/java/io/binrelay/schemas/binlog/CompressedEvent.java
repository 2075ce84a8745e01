package io.binrelay.schemas.binlog;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks the events that MariaDB writes with {@code log_bin_compress}: a QUERY or rows event whose last part, the
 * statement or the rows, is compressed. That part is: 0x80, plus 16 times the algorithm (0 for zlib), plus how many
 * bytes (1 to 4) the length before compression takes; the length, big end first; zlib's stream. Source: MariaDB
 * {@code sql/log_event.cc} (binlog_buf_compress, query_event_uncompress, row_log_event_uncompress).
 */
public final class CompressedEvent {
    private static final int MARK = 0x80;
    private static final int ALGORITHM = 0x70;
    private static final int LENGTH_BYTES = 0x07;
    private static final int ROWS_FIXED_LENGTH = 8;

    private CompressedEvent() {}

    /** Whether {@link #unpack} takes events of this type. */
    public static boolean isOne(int type) {
        return type >= EventType.MARIADB_QUERY_COMPRESSED && type <= EventType.MARIADB_DELETE_ROWS_COMPRESSED;
    }

    /**
     * The event as the source writes it without compression, at the same place.
     *
     * @throws MalformedEventException when the bytes contradict the format
     * @throws UnsupportedEventException when the algorithm is not known
     */
    public static BinlogEvent unpack(BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        if (event.type() == EventType.MARIADB_QUERY_COMPRESSED) {
            skipToText(reader);
        } else {
            skipToRows(event.type(), reader);
        }
        int head = reader.position();
        int mark = reader.uint8("compression");
        int lengthBytes = mark & LENGTH_BYTES;
        if ((mark & MARK) == 0 || lengthBytes < 1 || lengthBytes > 4) {
            throw reader.malformed("compression", "it begins with 0x" + Integer.toHexString(mark));
        }
        if ((mark & ALGORITHM) != 0) {
            throw new UnsupportedEventException(
                    event.type(),
                    "it is compressed with algorithm " + ((mark & ALGORITHM) >> 4) + ", which is not known",
                    "Set log_bin_compress=OFF on the source, or use a newer version of binrelay");
        }
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = length << 8 | reader.uint8("length before compression");
        }
        if (length > Integer.MAX_VALUE - 8 - head) {
            throw reader.malformed("length before compression", "it is " + length);
        }
        byte[] bytes = Arrays.copyOf(event.bytes(), head + (int) length);
        inflate(event.bytes(), reader, bytes, head);
        bytes[4] = (byte) plainType(event.type());
        LittleEndian.putInt32(bytes, 9, bytes.length);
        return new BinlogEvent(event.file(), event.endPosition(), bytes);
    }

    private static void skipToText(EventReader reader) {
        reader.skip(8, "thread id and duration");
        int databaseLength = reader.uint8("database name length");
        reader.skip(2, "error code");
        reader.skip(reader.uint16("status variables length"), "status variables");
        reader.skip(databaseLength + 1, "database name");
    }

    private static void skipToRows(int type, EventReader reader) {
        reader.skip(ROWS_FIXED_LENGTH, "table id and flags");
        if (type >= EventType.MARIADB_WRITE_ROWS_COMPRESSED) {
            // The length of the extra data counts its own two bytes.
            reader.skip(reader.uint16("extra data length") - 2, "extra data");
        }
        int columns = reader.count("column count");
        boolean update =
                type == EventType.MARIADB_UPDATE_ROWS_COMPRESSED || type == EventType.MARIADB_UPDATE_ROWS_COMPRESSED_V1;
        reader.skip((columns + 7) / 8 * (update ? 2 : 1), "column bitmaps");
    }

    private static void inflate(byte[] from, EventReader reader, byte[] to, int start) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from, reader.position(), reader.remaining());
            int done = inflater.inflate(to, start, to.length - start);
            boolean whole = done == to.length - start && inflater.inflate(new byte[1]) == 0 && inflater.finished();
            if (!whole) {
                throw reader.malformed("compressed part", "it does not unpack to " + (to.length - start) + " bytes");
            }
        } catch (DataFormatException e) {
            throw reader.malformed("compressed part", String.valueOf(e.getMessage()));
        } finally {
            inflater.end();
        }
    }

    private static int plainType(int type) {
        return switch (type) {
            case EventType.MARIADB_QUERY_COMPRESSED -> EventType.QUERY;
            case EventType.MARIADB_WRITE_ROWS_COMPRESSED_V1 -> EventType.WRITE_ROWS_V1;
            case EventType.MARIADB_UPDATE_ROWS_COMPRESSED_V1 -> EventType.UPDATE_ROWS_V1;
            case EventType.MARIADB_DELETE_ROWS_COMPRESSED_V1 -> EventType.DELETE_ROWS_V1;
            case EventType.MARIADB_WRITE_ROWS_COMPRESSED -> EventType.WRITE_ROWS;
            case EventType.MARIADB_UPDATE_ROWS_COMPRESSED -> EventType.UPDATE_ROWS;
            case EventType.MARIADB_DELETE_ROWS_COMPRESSED -> EventType.DELETE_ROWS;
            default -> throw new IllegalArgumentException("event type " + type + " is not compressed");
        };
    }
}
