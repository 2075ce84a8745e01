package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;

/** utf8mb4 and utf8mb3: valid UTF-8 is copied as it stands. */
final class Utf8Encoding implements TextEncoding {
    private static final long HIGH_BITS = 0x8080808080808080L;

    @Override
    public boolean encode(byte[] source, int offset, int length, GrowingBytes out) {
        if (!isValid(source, offset, offset + length)) {
            return false;
        }
        AvroOutput.writeBytes(out, source, offset, length);
        return true;
    }

    @Override
    public void decode(byte[] utf8, int offset, int length, GrowingBytes out) {
        out.put(utf8, offset, length);
    }

    /** The first byte from {@code start} on that is not ASCII, or {@code end}. */
    static int skipAscii(byte[] bytes, int start, int end) {
        int i = start;
        while (end - i >= 8 && (LittleEndian.int64(bytes, i) & HIGH_BITS) == 0) {
            i += 8;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /**
     * Whether the bytes are UTF-8 in the sense of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
     */
    static boolean isValid(byte[] bytes, int start, int end) {
        int i = skipAscii(bytes, start, end);
        while (i < end) {
            int length = sequenceLength(bytes, i, end);
            if (length == 0) {
                return false;
            }
            i += length;
            if (i < end && bytes[i] >= 0) {
                i = skipAscii(bytes, i, end);
            }
        }
        return true;
    }

    /** The length of the valid sequence of more than one byte at {@code i}, or 0. */
    private static int sequenceLength(byte[] bytes, int i, int end) {
        int first = bytes[i] & 0xff;
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (end - i < length) {
            return 0;
        }
        int second = bytes[i + 1] & 0xff;
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
