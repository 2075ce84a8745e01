package io.binrelay.schemas.avro;

/** Decimal digits as ASCII bytes, written and read in place. */
final class Digits {
    private Digits() {}

    /**
     * Writes {@code value} in exactly {@code count} digits, with leading zeros, to {@code array} from {@code offset}.
     */
    static void putPadded(byte[] array, int offset, int value, int count) {
        int rest = value;
        for (int i = offset + count - 1; i >= offset; i--) {
            int quotient = rest / 10;
            array[i] = (byte) ('0' + rest - quotient * 10);
            rest = quotient;
        }
    }

    /** How many digits {@code value}, from 0 to 999999999, has. */
    static int count(int value) {
        int count = 1;
        for (int limit = 10; count < 9 && value >= limit; limit *= 10) {
            count++;
        }
        return count;
    }

    /** Reads the digits of {@code array} from {@code start} to {@code end} as a number. */
    static int parse(byte[] array, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("'" + (char) array[i] + "' is no digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
