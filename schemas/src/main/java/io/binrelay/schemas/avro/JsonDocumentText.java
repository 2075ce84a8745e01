package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;
import java.nio.charset.StandardCharsets;

/**
 * Renders MySQL's binary JSON documents as JSON text, the way the server prints them: members in stored order,
 * {@code ", "} and {@code ": "} between them. Scalars that JSON does not have become strings (dates, times, base64 of
 * other types) or numbers (DECIMAL, digit for digit); doubles are printed so that they read back as the same double.
 *
 * <p>The text is for readers of the log; nothing is ever written back from it (trap 24). So a document that cannot be
 * read has the text "", and never stops the event. Not thread-safe.
 *
 * <p>Source: MySQL {@code sql-common/json_binary.h}, which describes the format, and {@code sql-common/json_dom.cc} for
 * the printing of opaque values.
 */
final class JsonDocumentText {
    private static final int SMALL_OBJECT = 0x00;
    private static final int LARGE_OBJECT = 0x01;
    private static final int SMALL_ARRAY = 0x02;
    private static final int LARGE_ARRAY = 0x03;
    private static final int LITERAL = 0x04;
    private static final int INT16 = 0x05;
    private static final int UINT16 = 0x06;
    private static final int INT32 = 0x07;
    private static final int UINT32 = 0x08;
    private static final int INT64 = 0x09;
    private static final int UINT64 = 0x0a;
    private static final int DOUBLE = 0x0b;
    private static final int STRING = 0x0c;
    private static final int OPAQUE = 0x0f;

    /** The server's own limit (JSON_DOCUMENT_MAX_DEPTH). */
    private static final int MAX_DEPTH = 100;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private final JsonScalarText scalars = new JsonScalarText();
    private byte[] source = new byte[0];
    private int end;
    private long textLimit;

    /** A document that contradicts the format; carries no trace, for it never leaves this class. */
    private static final class BrokenDocument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenDocument() {
            super(null, null, false, false);
        }
    }

    /** Appends the text of the document in {@code length} bytes of {@code bytes}, nothing if it is broken. */
    void append(byte[] bytes, int offset, int length, GrowingBytes out) {
        int before = out.size;
        source = bytes;
        end = offset + length;
        // A broken document may refer to one part from many places; no sound one grows more than this.
        textLimit = before + 64L + 32L * length;
        try {
            if (length > 0) {
                value(bytes[offset] & 0xff, offset + 1, 0, out);
            }
        } catch (BrokenDocument | IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            out.size = before; // the binary document stays; its text is a convenience
        } finally {
            source = new byte[0];
        }
    }

    private void value(int type, int position, int depth, GrowingBytes out) {
        switch (type) {
            case SMALL_OBJECT -> container(position, 2, true, depth, out);
            case LARGE_OBJECT -> container(position, 4, true, depth, out);
            case SMALL_ARRAY -> container(position, 2, false, depth, out);
            case LARGE_ARRAY -> container(position, 4, false, depth, out);
            case LITERAL -> literal(source[need(position, 1)], out);
            case INT16 -> scalars.number((short) LittleEndian.uint16(source, need(position, 2)), out);
            case UINT16 -> scalars.number(LittleEndian.uint16(source, need(position, 2)), out);
            case INT32 -> scalars.number(int32(position), out);
            case UINT32 -> scalars.number(LittleEndian.uint32(source, need(position, 4)), out);
            case INT64 -> scalars.number(LittleEndian.int64(source, need(position, 8)), out);
            case UINT64 -> scalars.unsigned(LittleEndian.int64(source, need(position, 8)), out);
            case DOUBLE -> scalars.real(Double.longBitsToDouble(LittleEndian.int64(source, need(position, 8))), out);
            case STRING -> string(position, out);
            case OPAQUE -> opaque(position, out);
            default -> throw new BrokenDocument();
        }
        if (out.size > textLimit) {
            throw new BrokenDocument();
        }
    }

    private static void literal(int value, GrowingBytes out) {
        out.put(
                switch (value) {
                    case 0 -> NULL;
                    case 1 -> TRUE;
                    case 2 -> FALSE;
                    default -> throw new BrokenDocument();
                });
    }

    /**
     * Element count, size in bytes, key entries (offset and 2 bytes length) of an object, value entries (type byte and
     * offset or value), then keys and values. Offsets count from {@code start}.
     *
     * @param width of count, size and offsets: 2 in small, 4 in large containers
     */
    private void container(int start, int width, boolean object, int depth, GrowingBytes out) {
        if (depth >= MAX_DEPTH) {
            throw new BrokenDocument();
        }
        int count = number(start, width);
        int keys = start + 2 * width;
        int values = Math.addExact(keys, object ? Math.multiplyExact(count, width + 2) : 0);
        out.put(object ? '{' : '[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.put(',');
                out.put(' ');
            }
            if (object) {
                key(start, keys + i * (width + 2), width, out);
            }
            entry(start, values + i * (width + 1), width, depth, out);
        }
        out.put(object ? '}' : ']');
    }

    private void key(int start, int entry, int width, GrowingBytes out) {
        int offset = Math.addExact(start, number(entry, width));
        int length = number(entry + width, 2);
        scalars.quoted(source, need(offset, length), length, out);
        out.put(':');
        out.put(' ');
    }

    private void entry(int start, int entry, int width, int depth, GrowingBytes out) {
        int type = source[need(entry, 1)] & 0xff;
        boolean inlined = switch (type) {
            case LITERAL, INT16, UINT16 -> true;
            case INT32, UINT32 -> width == 4;
            default -> false;
        };
        int position = inlined ? entry + 1 : Math.addExact(start, number(entry + 1, width));
        value(type, position, depth + 1, out);
    }

    private void string(int position, GrowingBytes out) {
        int length = variableLength(position);
        int start = position + variableLengthBytes(position);
        scalars.quoted(source, need(start, length), length, out);
    }

    /** A value of an SQL type: the type's code (MySQL field_types.h), a length as of strings, and the bytes. */
    private void opaque(int position, GrowingBytes out) {
        int type = source[need(position, 1)] & 0xff;
        int length = variableLength(position + 1);
        int start = position + 1 + variableLengthBytes(position + 1);
        scalars.opaque(type, source, need(start, length), length, out);
    }

    /** 7 bits to a byte, low bits first, the high bit set in all but the last; at most 5 bytes. */
    private int variableLength(int position) {
        long value = 0;
        for (int i = 0; i < 5; i++) {
            int current = source[need(position + i, 1)];
            value |= (current & 0x7fL) << (7 * i);
            if (current >= 0) {
                return Math.toIntExact(value & 0xffffffffL);
            }
        }
        throw new BrokenDocument();
    }

    private int variableLengthBytes(int position) {
        int count = 1;
        while (source[position + count - 1] < 0) {
            count++;
        }
        return count;
    }

    private int int32(int position) {
        return (int) LittleEndian.uint32(source, need(position, 4));
    }

    private int number(int position, int width) {
        need(position, width);
        if (width == 2) {
            return LittleEndian.uint16(source, position);
        }
        long value = LittleEndian.uint32(source, position);
        if (value > Integer.MAX_VALUE) {
            throw new BrokenDocument();
        }
        return (int) value;
    }

    /** The position, if {@code count} bytes from it on are inside the document. */
    private int need(int position, int count) {
        if (position < 0 || count > end - position) {
            throw new BrokenDocument();
        }
        return position;
    }
}
