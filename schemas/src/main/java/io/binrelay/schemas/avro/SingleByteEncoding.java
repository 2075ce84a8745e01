package io.binrelay.schemas.avro;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/** A character set of one byte per character that agrees with ASCII below 0x80, by a table of its upper half. */
final class SingleByteEncoding implements TextEncoding {
    private static final char UNDEFINED = '\uffff';

    /** The character of byte 0x80 + index. */
    private final char[] upper;
    /** The defined characters of {@link #upper}, ascending, and in the same order their bytes. */
    private final char[] sorted;

    private final byte[] bytesOfSorted;

    private SingleByteEncoding(char[] upper) {
        this.upper = upper;
        long[] pairs = new long[upper.length];
        int count = 0;
        for (int i = 0; i < upper.length; i++) {
            if (upper[i] != UNDEFINED) {
                pairs[count++] = (long) upper[i] << 8 | 0x80 + i;
            }
        }
        Arrays.sort(pairs, 0, count);
        sorted = new char[count];
        bytesOfSorted = new byte[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = (char) (pairs[i] >> 8);
            bytesOfSorted[i] = (byte) pairs[i];
        }
    }

    /** By Java's own table of the character set. */
    static SingleByteEncoding of(Charset charset) {
        char[] upper = new char[128];
        for (int i = 0; i < 128; i++) {
            upper[i] = character(charset, 0x80 + i);
        }
        return new SingleByteEncoding(upper);
    }

    /**
     * MySQL's latin1: windows-1252, its five undefined bytes mapped to the control characters of the same number.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/charset-we-sets.html">West European Character Sets</a>
     */
    static SingleByteEncoding latin1() {
        char[] upper = of(Charset.forName("windows-1252")).upper.clone();
        for (int undefined : new int[] {0x81, 0x8d, 0x8f, 0x90, 0x9d}) {
            upper[undefined - 0x80] = (char) undefined;
        }
        return new SingleByteEncoding(upper);
    }

    private static char character(Charset charset, int value) {
        try {
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(new byte[] {(byte) value}))
                    .toString();
            return text.length() == 1 ? text.charAt(0) : UNDEFINED;
        } catch (CharacterCodingException e) {
            return UNDEFINED; // the table's word for "no character has this byte"
        }
    }

    @Override
    public boolean encode(byte[] source, int offset, int length, GrowingBytes out) {
        int end = offset + length;
        if (Utf8Encoding.skipAscii(source, offset, end) == end) {
            AvroOutput.writeBytes(out, source, offset, length);
            return true;
        }
        int start = out.size;
        out.ensure(1 + 3 * length);
        byte[] array = out.array;
        int to = start + 1;
        for (int i = offset; i < end; i++) {
            int value = source[i];
            if (value >= 0) {
                array[to++] = (byte) value;
                continue;
            }
            char c = upper[value & 0x7f];
            if (c == UNDEFINED) {
                return false;
            }
            to = putUtf8(array, to, c);
        }
        out.size = to;
        AvroOutput.finishBytes(out, start);
        return true;
    }

    private static int putUtf8(byte[] array, int start, char c) {
        int to = start;
        if (c < 0x800) {
            array[to++] = (byte) (0xc0 | c >> 6);
        } else {
            array[to++] = (byte) (0xe0 | c >> 12);
            array[to++] = (byte) (0x80 | (c >> 6 & 0x3f));
        }
        array[to++] = (byte) (0x80 | (c & 0x3f));
        return to;
    }

    @Override
    public void decode(byte[] utf8, int offset, int length, GrowingBytes out) {
        int end = offset + length;
        if (Utf8Encoding.skipAscii(utf8, offset, end) == end) {
            out.put(utf8, offset, length);
            return;
        }
        out.ensure(length);
        int i = offset;
        while (i < end) {
            int first = utf8[i++];
            if (first >= 0) {
                out.array[out.size++] = (byte) first;
                continue;
            }
            int c = (first & 0x1f) << 6 | (utf8[i++] & 0x3f);
            if ((first & 0xe0) == 0xe0) {
                c = (c & 0x3ff) << 6 | (utf8[i++] & 0x3f);
            }
            out.array[out.size++] = byteOf((char) c);
        }
    }

    private byte byteOf(char c) {
        int index = Arrays.binarySearch(sorted, c);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "U+" + Integer.toHexString(c) + " has no byte in the column's character set");
        }
        return bytesOfSorted[index];
    }
}
