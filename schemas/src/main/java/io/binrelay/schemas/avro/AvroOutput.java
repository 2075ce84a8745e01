package io.binrelay.schemas.avro;

import java.nio.charset.StandardCharsets;

/**
 * Writes Avro's binary encoding into a {@link GrowingBytes}.
 *
 * <p>Why not Avro's own {@code BinaryEncoder}: the identity check reads an event back from the bytes just written and
 * takes them out again when they do not give the event back, and cells write their text in place before its length is
 * known; an encoder that hides its buffer allows neither. AvroOutputTest proves the bytes equal to Avro's.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro specification, Binary
 *     Encoding</a>
 */
final class AvroOutput {
    /** The most bytes of an encoded int or long. */
    static final int MAX_VARINT = 10;

    private AvroOutput() {}

    /** An int or long: zig-zag, then 7 bits to a byte, low bits first. */
    static void writeLong(GrowingBytes out, long value) {
        out.ensure(MAX_VARINT);
        byte[] array = out.array;
        int size = out.size;
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        out.size = size;
    }

    /** The index of a union's branch, which must be below 64 so that it fits one byte. */
    static void writeBranch(GrowingBytes out, int branch) {
        out.put(branch << 1);
    }

    static void writeBoolean(GrowingBytes out, boolean value) {
        out.put(value ? 1 : 0);
    }

    /** Bytes, or a string given as UTF-8. */
    static void writeBytes(GrowingBytes out, byte[] source, int offset, int length) {
        writeLong(out, length);
        out.put(source, offset, length);
    }

    static void writeBytes(GrowingBytes out, byte[] source) {
        writeBytes(out, source, 0, source.length);
    }

    static void writeString(GrowingBytes out, String value) {
        writeBytes(out, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the length of a string or bytes value whose bytes stand in the buffer already, from {@code start + 1} to
     * the end: into the byte left free at {@code start}, moving the value where the length needs more than one byte.
     */
    static void finishBytes(GrowingBytes out, int start) {
        int length = out.size - start - 1;
        if (length < 64) {
            out.array[start] = (byte) (length << 1);
            return;
        }
        int extra = varintLength(length) - 1;
        out.ensure(extra);
        System.arraycopy(out.array, start + 1, out.array, start + 1 + extra, length);
        out.size = start;
        writeLong(out, length);
        out.size += length;
    }

    private static int varintLength(int value) {
        int bits = 32 - Integer.numberOfLeadingZeros(value) + 1;
        return (bits + 6) / 7;
    }
}
