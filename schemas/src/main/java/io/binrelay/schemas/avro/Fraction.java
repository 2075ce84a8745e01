package io.binrelay.schemas.avro;

/**
 * The fraction of a second behind a TIME2, DATETIME2 or TIMESTAMP2 value: big-endian, in hundredths (1 byte),
 * ten-thousandths (2 bytes) or millionths (3 bytes), by the column's number of digits. Source: MySQL
 * {@code mysys/my_time.cc} (my_datetime_packed_to_binary).
 */
final class Fraction {
    private static final int[] MICROS_PER_UNIT = {1_000_000, 10_000, 100, 1};

    /** Digits of the fraction, 0 to 6. */
    final int digits;
    /** 0 to 3. */
    final int length;

    /** Microseconds per unit of the stored number. */
    final int unit;

    Fraction(int digits) {
        if (digits < 0 || digits > 6) {
            throw new IllegalArgumentException("a fraction of " + digits + " digits");
        }
        this.digits = digits;
        this.length = (digits + 1) / 2;
        this.unit = MICROS_PER_UNIT[length];
    }

    /** Microseconds, 0 to 999999 if the source is sane. */
    int read(byte[] source, int offset) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (source[offset + i] & 0xff);
        }
        return value * unit;
    }

    void write(int micros, GrowingBytes out) {
        out.putBigEndian(micros / unit, length);
    }
}
