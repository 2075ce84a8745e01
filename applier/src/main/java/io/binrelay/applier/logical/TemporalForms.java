package io.binrelay.applier.logical;

import io.binrelay.schemas.binlog.LittleEndian;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Forms of dates and times: text with all digits, so that zero and partial dates, negative times and years before 100
 * are taken as they are (traps 15 to 17). Sources: MySQL {@code mysys/my_time.cc} (my_datetime_packed_to_binary and its
 * sisters).
 */
final class TemporalForms {
    private TemporalForms() {}

    /** A text that identifies the value: the server prints it alike. */
    interface TemporalForm extends ColumnForm {
        @Override
        default void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append("CAST(").append(column).append(" AS CHAR)<=>");
            value(event, start, end, out);
        }
    }

    /** {@code year << 9 | month << 5 | day}, little end first. */
    record Date() implements TemporalForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            int value = LittleEndian.uint24(event, start);
            out.append('\'');
            date(value >>> 9, value >>> 5 & 15, value & 31, out);
            out.append('\'');
        }
    }

    /** DATETIME with a fraction of 0 to 6 digits. */
    record DateTime(int digits) implements TemporalForm {
        private static final long SIGN = 0x80_0000_0000L;

        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            long value = bigEndian(event, start, 5) - SIGN;
            int yearMonth = (int) (value >>> 22);
            out.append('\'');
            date(yearMonth / 13, yearMonth % 13, (int) (value >>> 17) & 31, out);
            out.append(' ');
            clock((int) (value >>> 12) & 31, (int) (value >>> 6) & 63, (int) value & 63, out);
            fraction(bigEndian(event, start + 5, end - start - 5), digits, out);
            out.append('\'');
        }
    }

    /** TIMESTAMP with a fraction of 0 to 6 digits, as UTC; 0 seconds are the zero date. */
    record Timestamp(int digits) implements TemporalForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            long seconds = bigEndian(event, start, 4);
            out.append('\'');
            if (seconds == 0) {
                out.append("0000-00-00 00:00:00");
            } else {
                LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
                date(time.getYear(), time.getMonthValue(), time.getDayOfMonth(), out);
                out.append(' ');
                clock(time.getHour(), time.getMinute(), time.getSecond(), out);
            }
            fraction(bigEndian(event, start + 4, end - start - 4), digits, out);
            out.append('\'');
        }
    }

    /** TIME with a fraction of 0 to 6 digits: one signed number with an offset, fraction included. */
    record Time(int digits) implements TemporalForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            int fractionBits = 8 * (end - start - 3);
            long value = bigEndian(event, start, end - start) - (0x80_0000L << fractionBits);
            long magnitude = Math.abs(value);
            long time = magnitude >>> fractionBits;
            out.append(value < 0 ? "'-" : "'");
            clock((int) (time >>> 12) & 0x3ff, (int) (time >>> 6) & 63, (int) time & 63, out);
            fraction(magnitude & (1L << fractionBits) - 1, digits, out);
            out.append('\'');
        }
    }

    private static void date(int year, int month, int day, StringBuilder out) {
        padded(year, 4, out);
        padded(month, 2, out.append('-'));
        padded(day, 2, out.append('-'));
    }

    private static void clock(int hour, int minute, int second, StringBuilder out) {
        padded(hour, 2, out);
        padded(minute, 2, out.append(':'));
        padded(second, 2, out.append(':'));
    }

    /** @param stored in units of the even number of digits that the bytes hold */
    private static void fraction(long stored, int digits, StringBuilder out) {
        if (digits == 0) {
            return;
        }
        int even = (digits + 1) / 2 * 2;
        StringBuilder text = new StringBuilder();
        padded((int) stored, even, text);
        out.append('.').append(text, 0, digits);
    }

    private static void padded(int value, int digits, StringBuilder out) {
        String text = Integer.toString(value);
        out.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }

    private static long bigEndian(byte[] event, int start, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (event[start + i] & 0xff);
        }
        return value;
    }
}
