package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The scalars of a JSON document as text. Throws {@link IllegalArgumentException} for bytes that are no such scalar.
 */
final class JsonScalarText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int DATE_TIME_BYTES = 8;

    /** An integer. */
    void number(long value, GrowingBytes out) {
        if (value < 0) {
            out.put('-');
            unsigned(-value, out); // of the least long as well: -value read as unsigned is its magnitude
            return;
        }
        unsigned(value, out);
    }

    /** An integer read as unsigned. */
    void unsigned(long value, GrowingBytes out) {
        if (value < 0) {
            out.put(Long.toUnsignedString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int start = out.size;
        long rest = value;
        do {
            out.put('0' + (int) (rest % 10));
            rest /= 10;
        } while (rest > 0);
        for (int left = start, right = out.size - 1; left < right; left++, right--) {
            byte swapped = out.array[left];
            out.array[left] = out.array[right];
            out.array[right] = swapped;
        }
    }

    /** A double as the server prints it; MySQL stores no infinities and no NaN. */
    void real(double value, GrowingBytes out) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no JSON number");
        }
        out.put(DoubleText.of(value).getBytes(StandardCharsets.US_ASCII));
    }

    /** A string in UTF-8, quoted and escaped as the server does. */
    void quoted(byte[] source, int start, int length, GrowingBytes out) {
        int end = start + length;
        if (!Utf8Encoding.isValid(source, start, end)) {
            throw new IllegalArgumentException("a JSON string that is not UTF-8");
        }
        out.put('"');
        int from = start;
        for (int i = start; i < end; i++) {
            int c = source[i];
            if ((c >= 0x20 && c != '"' && c != '\\') || c < 0) {
                continue;
            }
            out.put(source, from, i - from);
            escape(c, out);
            from = i + 1;
        }
        out.put(source, from, end - from);
        out.put('"');
    }

    private static void escape(int c, GrowingBytes out) {
        out.put('\\');
        switch (c) {
            case '"', '\\' -> out.put(c);
            case '\b' -> out.put('b');
            case '\f' -> out.put('f');
            case '\n' -> out.put('n');
            case '\r' -> out.put('r');
            case '\t' -> out.put('t');
            default -> {
                out.put('u');
                out.put('0');
                out.put('0');
                out.put(HEX[c >> 4]);
                out.put(HEX[c & 15]);
            }
        }
    }

    /**
     * A value of an SQL type.
     *
     * @param type one of {@link ColumnType}
     */
    void opaque(int type, byte[] source, int start, int length, GrowingBytes out) {
        switch (type) {
            case ColumnType.DECIMAL -> decimal(source, start, length, out);
            case ColumnType.DATE -> dateTime(source, start, length, true, false, out);
            case ColumnType.DATETIME, ColumnType.TIMESTAMP -> dateTime(source, start, length, true, true, out);
            case ColumnType.TIME -> dateTime(source, start, length, false, true, out);
            default -> base64(type, source, start, length, out);
        }
    }

    /** Precision, scale, then the bytes of a DECIMAL column. */
    private static void decimal(byte[] source, int start, int length, GrowingBytes out) {
        if (length < 2) {
            throw new IllegalArgumentException("a JSON decimal of " + length + " bytes");
        }
        GrowingBytes cell = new GrowingBytes(96);
        DecimalCell codec = new DecimalCell(source[start], source[start + 1]);
        int end = codec.encode(source, start + 2, cell);
        if (end != start + length) {
            throw new IllegalArgumentException("a JSON decimal of " + length + " bytes");
        }
        AvroInput text = new AvroInput(cell.array, 1);
        int digits = text.readLength();
        out.put(text.array, text.position, digits);
    }

    /**
     * 64 bits, little end first: of a date and time year * 13 + month, 5 bits day, 5 bits hour, 6 bits minute, 6 bits
     * second, 24 bits microseconds; of a time 10 bits hour and the rest alike, negated when negative. Source: MySQL
     * {@code mysys/my_time.cc} (TIME_from_longlong_datetime_packed, TIME_from_longlong_time_packed).
     */
    private static void dateTime(byte[] source, int start, int length, boolean date, boolean time, GrowingBytes out) {
        if (length != DATE_TIME_BYTES) {
            throw new IllegalArgumentException("a JSON date of " + length + " bytes");
        }
        long packed = LittleEndian.int64(source, start);
        long value = Math.abs(packed);
        StringBuilder text = new StringBuilder(28).append(packed < 0 ? "\"-" : "\"");
        if (date) {
            int yearMonth = (int) (value >> 46);
            padded(text, yearMonth / 13, 4).append('-');
            padded(text, yearMonth % 13, 2).append('-');
            padded(text, (int) (value >> 41) & 31, 2).append(time ? " " : "");
        }
        if (time) {
            padded(text, (int) (value >> 36) & (date ? 31 : 0x3ff), 2).append(':');
            padded(text, (int) (value >> 30) & 63, 2).append(':');
            padded(text, (int) (value >> 24) & 63, 2).append('.');
            padded(text, (int) value & 0xffffff, 6);
        }
        out.put(text.append('"').toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static StringBuilder padded(StringBuilder text, int value, int digits) {
        String number = Integer.toString(value);
        return text.append("0".repeat(Math.max(0, digits - number.length()))).append(number);
    }

    private static void base64(int type, byte[] source, int start, int length, GrowingBytes out) {
        byte[] value = new byte[length];
        System.arraycopy(source, start, value, 0, length);
        out.put(("\"base64:type" + type + ":").getBytes(StandardCharsets.US_ASCII));
        out.put(Base64.getEncoder().encode(value));
        out.put('"');
    }
}
