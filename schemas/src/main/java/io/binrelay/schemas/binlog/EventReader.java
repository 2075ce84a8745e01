package io.binrelay.schemas.binlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads an event's body front to back. Every read checks that it stays inside the event, so that a damaged length ends
 * in a {@link MalformedEventException} that names the field and the byte, and not in bytes of something else. Not
 * thread-safe.
 */
final class EventReader {
    private final byte[] bytes;
    private final int limit;
    private int position;

    EventReader(byte[] bytes, int position, int limit) {
        this.bytes = bytes;
        this.position = position;
        this.limit = limit;
    }

    /** A reader of the event's body. */
    static EventReader body(BinlogEvent event) {
        return new EventReader(event.bytes(), BinlogEvent.HEADER_LENGTH, event.bytes().length);
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    boolean hasRemaining() {
        return position < limit;
    }

    void skip(int count, String field) {
        position = take(count, field) + count;
    }

    int uint8(String field) {
        return bytes[advance(1, field)] & 0xff;
    }

    int uint16(String field) {
        return LittleEndian.uint16(bytes, advance(2, field));
    }

    int uint24(String field) {
        return LittleEndian.uint24(bytes, advance(3, field));
    }

    long uint32(String field) {
        return LittleEndian.uint32(bytes, advance(4, field));
    }

    long uint48(String field) {
        return LittleEndian.uint48(bytes, advance(6, field));
    }

    long int64(String field) {
        return LittleEndian.int64(bytes, advance(8, field));
    }

    /** A copy of the next {@code count} bytes. */
    byte[] bytes(int count, String field) {
        int start = advance(count, field);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    /** The next {@code count} bytes as UTF-8, malformed parts replaced. */
    String text(int count, String field) {
        int start = advance(count, field);
        return new String(bytes, start, count, StandardCharsets.UTF_8);
    }

    /** A reader of the next {@code count} bytes; this one continues behind them. */
    EventReader slice(int count, String field) {
        int start = advance(count, field);
        return new EventReader(bytes, start, start + count);
    }

    /**
     * A length-encoded integer: one byte up to 250, else 0xfc, 0xfd or 0xfe and 2, 3 or 8 bytes.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_dt_integers.html">Integer
     *     types</a>
     */
    long lengthEncoded(String field) {
        int first = uint8(field);
        return switch (first) {
            case 0xfc -> uint16(field);
            case 0xfd -> uint24(field);
            case 0xfe -> int64(field);
            case 0xfb, 0xff -> throw malformed(field, "0x" + Integer.toHexString(first) + " begins no length");
            default -> first;
        };
    }

    /** A length-encoded integer that is a count of bytes or elements inside the event. */
    int count(String field) {
        long value = lengthEncoded(field);
        if (value < 0 || value > limit) {
            throw malformed(field, "count " + value + " is more than the event can hold");
        }
        return (int) value;
    }

    MalformedEventException malformed(String field, String problem) {
        return new MalformedEventException(field + ", before byte " + position + " of the event: " + problem);
    }

    private int advance(int count, String field) {
        int start = take(count, field);
        position = start + count;
        return start;
    }

    private int take(int count, String field) {
        if (count < 0 || count > limit - position) {
            throw malformed(field, "needs " + count + " bytes, " + (limit - position) + " are left");
        }
        return position;
    }
}
