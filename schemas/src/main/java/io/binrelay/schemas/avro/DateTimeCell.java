package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;

/**
 * DATETIME of both forms. Since MySQL 5.6: 5 bytes big-endian of 1 sign bit (set), 17 bits year * 13 + month, 5 bits
 * day, 5 bits hour, 6 bits minute, 6 bits second, then the fraction. Before: the digits YYYYMMDDhhmmss as a 64 bit
 * integer; other numbers are refused, since MariaDB's old form with a fraction has the same type code, another length
 * and no metadata to tell the two apart. Source: MySQL {@code mysys/my_time.cc} (my_datetime_packed_to_binary).
 */
final class DateTimeCell implements CellCodec {
    private static final long SIGN = 0x80_0000_0000L;
    private static final long SECONDS_PER_DAY = 86_400;

    private final Fraction fraction;
    private final boolean old;
    private final TemporalText text = new TemporalText();

    private DateTimeCell(Fraction fraction, boolean old) {
        this.fraction = fraction;
        this.old = old;
    }

    static DateTimeCell withFraction(int digits) {
        return new DateTimeCell(new Fraction(digits), false);
    }

    static DateTimeCell old() {
        return new DateTimeCell(new Fraction(0), true);
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int end = old ? readOld(source, offset) : read(source, offset);
        TemporalText fields = text;
        if (!CivilDate.exists(fields.year, fields.month, fields.day)
                || fields.hour > 23
                || fields.minute > 59
                || fields.second > 59) {
            fields.write(out, true, fraction.digits);
            return end;
        }
        long days = CivilDate.toDays(fields.year, fields.month, fields.day);
        long seconds = days * SECONDS_PER_DAY + fields.hour * 3600L + fields.minute * 60L + fields.second;
        AvroOutput.writeBranch(out, Branch.DATE_TIME);
        AvroOutput.writeLong(out, seconds * 1_000_000 + fields.micros);
        return end;
    }

    private int read(byte[] source, int offset) {
        long packed = (long) (source[offset] & 0xff) << 32
                | (Integer.reverseBytes((int) LittleEndian.uint32(source, offset + 1)) & 0xffffffffL);
        if (packed < SIGN) {
            throw new IllegalArgumentException("a negative datetime");
        }
        int yearMonth = (int) (packed >>> 22) & 0x1ffff;
        text.year = yearMonth / 13;
        text.month = yearMonth % 13;
        text.day = (int) (packed >>> 17) & 31;
        text.hour = (int) (packed >>> 12) & 31;
        text.minute = (int) (packed >>> 6) & 63;
        text.second = (int) packed & 63;
        text.micros = fraction.read(source, offset + 5);
        return offset + 5 + fraction.length;
    }

    private int readOld(byte[] source, int offset) {
        long digits = LittleEndian.int64(source, offset);
        int date = Math.toIntExact(digits / 1_000_000);
        int time = (int) (digits % 1_000_000);
        text.year = date / 10_000;
        text.month = date / 100 % 100;
        text.day = date % 100;
        text.hour = time / 10_000;
        text.minute = time / 100 % 100;
        text.second = time % 100;
        text.micros = 0;
        if (digits < 0 || text.year > 9999 || text.month > 12 || text.day > 31 || time > 23_59_59 || hasOverflow()) {
            throw new IllegalArgumentException("no datetime: " + digits);
        }
        return offset + 8;
    }

    private boolean hasOverflow() {
        return text.minute > 59 || text.second > 59;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        switch (branch) {
            case Branch.DATE_TIME -> split(in.readLong());
            case Branch.UNCOMMON_TEMPORAL -> text.read(in, true);
            default -> throw Branch.unexpected(branch, "datetime");
        }
        if (old) {
            writeOld(out);
        } else {
            write(out);
        }
    }

    private void split(long value) {
        long seconds = Math.floorDiv(value, 1_000_000L);
        text.micros = (int) (value - seconds * 1_000_000L);
        int days = Math.toIntExact(Math.floorDiv(seconds, SECONDS_PER_DAY));
        int time = (int) (seconds - days * SECONDS_PER_DAY);
        int date = CivilDate.fromDays(days);
        text.year = date >> 9;
        text.month = date >> 5 & 15;
        text.day = date & 31;
        text.hour = time / 3600;
        text.minute = time / 60 % 60;
        text.second = time % 60;
    }

    private void write(GrowingBytes out) {
        long yearMonth = text.year * 13L + text.month;
        int time = text.hour << 12 | text.minute << 6 | text.second;
        out.putBigEndian(SIGN | yearMonth << 22 | (long) text.day << 17 | time, 5);
        fraction.write(text.micros, out);
    }

    private void writeOld(GrowingBytes out) {
        long date = text.year * 10_000L + text.month * 100L + text.day;
        long time = text.hour * 10_000L + text.minute * 100L + text.second;
        out.putInt64(date * 1_000_000 + time);
    }
}
