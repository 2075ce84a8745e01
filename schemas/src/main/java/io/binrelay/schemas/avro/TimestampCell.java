package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;

/**
 * TIMESTAMP of both forms: seconds since the epoch as unsigned 32 bits (MariaDB 11.5 uses all of them, up to 2106),
 * big-endian with a fraction behind since MySQL 5.6, little-endian without one before. 0 seconds is the zero date, not
 * 1970.
 */
final class TimestampCell implements CellCodec {
    private final Fraction fraction;
    private final boolean old;
    private final TemporalText text = new TemporalText();

    private TimestampCell(Fraction fraction, boolean old) {
        this.fraction = fraction;
        this.old = old;
    }

    static TimestampCell withFraction(int digits) {
        return new TimestampCell(new Fraction(digits), false);
    }

    static TimestampCell old() {
        return new TimestampCell(new Fraction(0), true);
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int raw = (int) LittleEndian.uint32(source, offset);
        long seconds = (old ? raw : Integer.reverseBytes(raw)) & 0xffffffffL;
        int micros = fraction.read(source, offset + 4);
        if (seconds == 0) {
            text.micros = micros;
            text.write(out, true, fraction.digits);
        } else {
            AvroOutput.writeBranch(out, Branch.TIMESTAMP);
            AvroOutput.writeLong(out, seconds * 1_000_000 + micros);
        }
        return offset + 4 + fraction.length;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        long seconds = 0;
        int micros;
        switch (branch) {
            case Branch.TIMESTAMP -> {
                long value = in.readLong();
                seconds = Math.floorDiv(value, 1_000_000L);
                micros = (int) (value - seconds * 1_000_000L);
            }
            case Branch.UNCOMMON_TEMPORAL -> {
                TemporalText zero = new TemporalText();
                zero.read(in, true);
                micros = zero.micros;
            }
            default -> throw Branch.unexpected(branch, "timestamp");
        }
        if (old) {
            out.putInt32(seconds);
        } else {
            out.putBigEndian(seconds, 4);
        }
        fraction.write(micros, out);
    }
}
