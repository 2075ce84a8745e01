package io.binrelay.schemas.avro;

/**
 * Dates and times that are no points in time (zero, partial, impossible), as MySQL prints them: {@code 0000-00-00},
 * {@code 2024-00-15 10:00:00.000}. Holds the fields read last; not thread-safe.
 */
final class TemporalText {
    /** More than the longest text: 5 digits of year, 21 more characters and 6 digits of fraction. */
    private static final int ROOM = 40;

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int micros;

    /** Writes the fields as a value of branch UncommonTemporal. */
    void write(GrowingBytes out, boolean withTime, int fractionDigits) {
        out.ensure(ROOM);
        byte[] array = out.array;
        array[out.size] = Branch.UNCOMMON_TEMPORAL << 1;
        int start = out.size + 1;
        int to = padded(array, start + 1, year, year > 9999 ? 5 : 4);
        array[to++] = '-';
        to = padded(array, to, month, 2);
        array[to++] = '-';
        to = padded(array, to, day, 2);
        if (withTime) {
            to = writeTime(array, to);
            to = writeFraction(array, to, fractionDigits);
        }
        out.size = to;
        AvroOutput.finishBytes(out, start);
    }

    private int writeTime(byte[] array, int start) {
        int to = start;
        array[to++] = ' ';
        to = padded(array, to, hour, 2);
        array[to++] = ':';
        to = padded(array, to, minute, 2);
        array[to++] = ':';
        return padded(array, to, second, 2);
    }

    private int writeFraction(byte[] array, int start, int digits) {
        if (digits == 0) {
            return start;
        }
        array[start] = '.';
        int shown = micros;
        for (int i = digits; i < 6; i++) {
            shown /= 10;
        }
        return padded(array, start + 1, shown, digits);
    }

    private static int padded(byte[] array, int to, int value, int count) {
        Digits.putPadded(array, to, value, count);
        return to + count;
    }

    /** Reads a text of {@link #write} and sets the fields. */
    void read(AvroInput in, boolean withTime) {
        int length = in.readLength();
        int start = in.position;
        in.position += length;
        byte[] text = in.array;
        int dash = start;
        while (text[dash] != '-') {
            dash++;
        }
        year = Digits.parse(text, start, dash);
        month = Digits.parse(text, dash + 1, dash + 3);
        day = Digits.parse(text, dash + 4, dash + 6);
        if (withTime) {
            readTime(text, dash + 7, in.position);
        }
    }

    private void readTime(byte[] text, int start, int end) {
        hour = Digits.parse(text, start, start + 2);
        minute = Digits.parse(text, start + 3, start + 5);
        second = Digits.parse(text, start + 6, start + 8);
        micros = 0;
        if (end > start + 8) {
            micros = Digits.parse(text, start + 9, end);
            for (int i = end - start - 9; i < 6; i++) {
                micros *= 10;
            }
        }
    }
}
