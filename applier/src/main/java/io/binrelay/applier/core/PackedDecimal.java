package io.binrelay.applier.core;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads the servers' binary form of DECIMAL values (MySQL {@code strings/decimal.cc}, decimal2bin): nine digits in four
 * bytes, big end first, fewer digits in fewer bytes; the first bit is the sign, and a negative value has all its bits
 * turned over.
 */
final class PackedDecimal {
    private static final int GROUP = 9;
    private static final int[] BYTES_OF_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private final byte[] packed;
    private int at;

    private PackedDecimal(byte[] packed) {
        this.packed = packed;
    }

    /**
     * The value, with its scale.
     *
     * @param bytes precision, scale, then the digits: the value of a USER_VAR event
     * @throws IllegalArgumentException they do not fit together
     */
    static BigDecimal read(byte[] bytes) {
        int precision = bytes.length < 2 ? 0 : bytes[0] & 0xff;
        int scale = bytes.length < 2 ? 0 : bytes[1] & 0xff;
        int whole = precision - scale;
        if (whole < 0 || bytes.length != 2 + size(whole) + size(scale)) {
            throw new IllegalArgumentException("a DECIMAL value of " + bytes.length + " bytes, precision " + precision
                    + " and scale " + scale + " is not one");
        }
        byte[] packed = Arrays.copyOfRange(bytes, 2, bytes.length);
        boolean negative = packed.length > 0 && (packed[0] & 0x80) == 0;
        for (int i = 0; i < packed.length && negative; i++) {
            packed[i] = (byte) ~packed[i];
        }
        if (packed.length > 0) {
            packed[0] ^= (byte) 0x80;
        }
        BigInteger digits = new PackedDecimal(packed).digits(whole, scale);
        return new BigDecimal(negative ? digits.negate() : digits, scale);
    }

    private static int size(int digits) {
        return digits / GROUP * 4 + BYTES_OF_DIGITS[digits % GROUP];
    }

    private BigInteger digits(int whole, int scale) {
        StringBuilder digits = new StringBuilder("0");
        append(digits, whole % GROUP);
        for (int i = 0; i < whole / GROUP; i++) {
            append(digits, GROUP);
        }
        for (int i = 0; i < scale / GROUP; i++) {
            append(digits, GROUP);
        }
        append(digits, scale % GROUP);
        return new BigInteger(digits.toString());
    }

    private void append(StringBuilder digits, int count) {
        if (count == 0) {
            return;
        }
        long value = 0;
        for (int i = 0; i < BYTES_OF_DIGITS[count]; i++) {
            // The sign was turned over already: a first group may still begin with any bit but that one.
            value = value << 8 | (packed[at++] & 0xff);
        }
        String text = Long.toString(value);
        digits.append("0".repeat(Math.max(0, count - text.length()))).append(text);
    }
}
