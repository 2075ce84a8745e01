package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;

/**
 * TIME of both forms. Since MySQL 5.6: a signed fixed-point number whose integer part, 3 bytes, is 10 bits hour, 6 bits
 * minute, 6 bits second, and whose fraction follows, big-endian, offset by 0x800000 in the integer part. Before: the
 * digits hhmmss as a signed 24 bit integer. Source: MySQL {@code mysys/my_time.cc} (my_time_packed_to_binary).
 */
final class TimeCell implements CellCodec {
    private static final int OFFSET = 0x80_0000;

    private final Fraction fraction;
    private final boolean old;

    private TimeCell(Fraction fraction, boolean old) {
        this.fraction = fraction;
        this.old = old;
    }

    static TimeCell withFraction(int digits) {
        return new TimeCell(new Fraction(digits), false);
    }

    static TimeCell old() {
        return new TimeCell(new Fraction(0), true);
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        AvroOutput.writeBranch(out, Branch.TIME);
        AvroOutput.writeLong(out, old ? readOld(source, offset) : read(source, offset));
        return offset + 3 + fraction.length;
    }

    private static long readOld(byte[] source, int offset) {
        int digits = LittleEndian.uint24(source, offset) << 8 >> 8;
        int absolute = Math.abs(digits);
        if (absolute > 838_59_59 || absolute / 100 % 100 > 59 || absolute % 100 > 59) {
            throw new IllegalArgumentException("no time: " + digits); // as in DateTimeCell
        }
        long micros = (absolute / 10_000 * 3600L + absolute / 100 % 100 * 60L + absolute % 100) * 1_000_000;
        return digits < 0 ? -micros : micros;
    }

    private long read(byte[] source, int offset) {
        int length = 3 + fraction.length;
        long raw = 0;
        for (int i = 0; i < length; i++) {
            raw = raw << 8 | (source[offset + i] & 0xff);
        }
        int bits = 8 * fraction.length;
        long fixed = raw - ((long) OFFSET << bits);
        long absolute = Math.abs(fixed);
        int whole = (int) (absolute >> bits);
        long below = absolute & (1L << bits) - 1;
        long seconds = (whole >> 12) * 3600L + (whole >> 6 & 63) * 60L + (whole & 63);
        long micros = seconds * 1_000_000 + below * fraction.unit;
        return fixed < 0 ? -micros : micros;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        if (branch != Branch.TIME) {
            throw Branch.unexpected(branch, "time");
        }
        long micros = in.readLong();
        long absolute = Math.abs(micros);
        long seconds = absolute / 1_000_000;
        long hour = seconds / 3600;
        int minute = (int) (seconds / 60 % 60);
        int second = (int) (seconds % 60);
        if (old) {
            long digits = hour * 10_000 + minute * 100L + second;
            out.putInt24((int) (micros < 0 ? -digits : digits));
            return;
        }
        int bits = 8 * fraction.length;
        long whole = hour << 12 | minute << 6 | second;
        long fixed = whole << bits | absolute % 1_000_000 / fraction.unit;
        out.putBigEndian((micros < 0 ? -fixed : fixed) + ((long) OFFSET << bits), 3 + fraction.length);
    }
}
