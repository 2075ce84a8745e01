package io.binrelay.applier.logical;

/** Bytes as hexadecimal literals. */
final class Hex {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private Hex() {}

    /** Appends {@code X'…'}. */
    static void append(byte[] bytes, int start, int end, StringBuilder out) {
        append(bytes, start, end, 0, out);
    }

    /** Appends {@code X'…'} with zero bytes behind. */
    static void append(byte[] bytes, int start, int end, int zeroBytes, StringBuilder out) {
        out.ensureCapacity(out.length() + 2 * (end - start) + 4);
        out.append("X'");
        for (int i = start; i < end; i++) {
            out.append(DIGITS[bytes[i] >> 4 & 15]).append(DIGITS[bytes[i] & 15]);
        }
        out.append("00".repeat(zeroBytes)).append('\'');
    }
}
