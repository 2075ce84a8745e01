package io.binrelay.applier.logical;

import io.binrelay.schemas.binlog.LittleEndian;

/** Forms of numbers and of what is stored as a number. */
final class NumberForms {
    private NumberForms() {}

    /** An integer of 1 to 8 bytes, little end first. */
    record Whole(int bytes, boolean unsigned) implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            long value = littleEndian(event, start, bytes);
            if (unsigned) {
                out.append(Long.toUnsignedString(value));
            } else {
                int shift = 64 - 8 * bytes;
                out.append(value << shift >> shift);
            }
        }
    }

    /** ENUM by index, SET by bits (trap 23). */
    record Members(int bytes, boolean enumeration) implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            out.append(Long.toUnsignedString(littleEndian(event, start, bytes)));
        }

        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append(column).append("+0<=>");
            value(event, start, end, out);
        }

        /** Index 0, the value of what was no member, is told of with a warning (1265) whenever it is stored. */
        @Override
        public int warnings(byte[] event, int start, int end) {
            return enumeration && littleEndian(event, start, bytes) == 0 ? 1 : 0;
        }
    }

    /** BIT: big-endian. */
    record Bits() implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            long value = 0;
            for (int i = start; i < end; i++) {
                value = value << 8 | (event[i] & 0xff);
            }
            out.append(Long.toUnsignedString(value));
        }

        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append(column).append("+0<=>");
            value(event, start, end, out);
        }
    }

    /** YEAR: 0 or the years since 1900. As a number, 0 is the year 0000; as text it would be 2000. */
    record Year() implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            int value = event[start] & 0xff;
            out.append(value == 0 ? 0 : 1900 + value);
        }

        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append(column).append("+0<=>");
            value(event, start, end, out);
        }
    }

    /** FLOAT and DOUBLE: as a DOUBLE with all its digits, from which a FLOAT comes back bit for bit (trap 20). */
    record Floating(int bytes) implements ColumnForm {
        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            double value = bytes == 4
                    ? Float.intBitsToFloat((int) LittleEndian.uint32(event, start))
                    : Double.longBitsToDouble(LittleEndian.int64(event, start));
            if (!Double.isFinite(value)) {
                throw new CannotCrossException("the value " + value + " has no form in SQL. Change it on the source");
            }
            String text = Double.toString(value);
            // Without an exponent it would be a DECIMAL, which knows no -0.
            out.append(text).append(text.indexOf('E') < 0 ? "E0" : "");
        }

        /** Multiplied, a FLOAT is compared with all its digits; so is the sign of 0 in the text. */
        @Override
        public void identity(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append('(').append(column).append("*1e0<=>");
            value(event, start, end, out);
            out.append(" AND CAST(").append(column).append("*1e0 AS CHAR)<=>CAST(");
            value(event, start, end, out);
            out.append("*1e0 AS CHAR))");
        }

        @Override
        public void lookup(String column, byte[] event, int start, int end, StringBuilder out) {
            out.append(column).append("*1e0=");
            value(event, start, end, out);
        }
    }

    /**
     * DECIMAL: groups of nine digits in four bytes, big-endian, the first bit inverted, all bits of negative numbers
     * (MySQL {@code strings/decimal.cc}, decimal2bin).
     */
    record Decimal(int precision, int scale) implements ColumnForm {
        private static final int GROUP = 9;

        @Override
        public void value(byte[] event, int start, int end, StringBuilder out) {
            boolean negative = (event[start] & 0x80) == 0;
            int invert = negative ? 0xff : 0;
            byte[] digits = new byte[end - start];
            for (int i = 0; i < digits.length; i++) {
                digits[i] = (byte) (event[start + i] ^ invert);
            }
            digits[0] ^= (byte) 0x80;
            out.append(negative ? "-" : "");
            int at = 0;
            int whole = precision - scale;
            int first = whole % GROUP;
            int before = out.length();
            at = group(digits, at, first, out);
            for (int rest = whole - first; rest > 0; rest -= GROUP) {
                at = group(digits, at, GROUP, out);
            }
            if (out.length() == before) {
                out.append('0');
            }
            if (scale > 0) {
                out.append('.');
                for (int rest = scale; rest > 0; rest -= GROUP) {
                    at = group(digits, at, Math.min(rest, GROUP), out);
                }
            }
        }

        private static int group(byte[] bytes, int at, int digits, StringBuilder out) {
            int length = CellLength.DECIMAL_BYTES[digits];
            int value = 0;
            for (int i = 0; i < length; i++) {
                value = value << 8 | (bytes[at + i] & 0xff);
            }
            String text = digits == 0 ? "" : Integer.toString(value);
            out.append("0".repeat(digits - text.length())).append(text);
            return at + length;
        }
    }

    private static long littleEndian(byte[] event, int start, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (event[start + i] & 0xff);
        }
        return value;
    }
}
