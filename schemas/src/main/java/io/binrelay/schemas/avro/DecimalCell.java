package io.binrelay.schemas.avro;

/**
 * DECIMAL(precision, scale), to text with all digits of the scale.
 *
 * <p>Storage: integer part and fraction each in groups of nine digits, a group in four big-endian bytes; the group of
 * fewer digits, which the integer part has first and the fraction last, in as few bytes as it needs. The first bit is
 * inverted, and of a negative number all bits are. Source: MySQL {@code strings/decimal.cc} (decimal2bin).
 */
final class DecimalCell implements CellCodec {
    private static final int GROUP = 9;
    private static final int GROUP_BYTES = 4;
    /** Bytes of a group by its number of digits. */
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    /** More than the longest text: sign, 65 digits, a leading zero and the point. */
    private static final int TEXT_ROOM = 80;

    private final int integerDigits;
    private final int scale;
    private final int length;

    /**
     * @param precision all digits, 1 to 65
     * @param scale digits of the fraction, 0 to 30 (MariaDB: 38) and not above {@code precision}
     */
    DecimalCell(int precision, int scale) {
        if (precision < 1 || scale < 0 || scale > precision || precision > 65) {
            throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
        }
        this.integerDigits = precision - scale;
        this.scale = scale;
        this.length = bytes(integerDigits) + bytes(scale);
    }

    private static int bytes(int digits) {
        return digits / GROUP * GROUP_BYTES + BYTES[digits % GROUP];
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        out.ensure(TEXT_ROOM + 2);
        byte[] array = out.array;
        array[out.size] = Branch.DECIMAL << 1;
        int start = out.size + 1;
        int to = start + 1;
        int invert = source[offset] < 0 ? 0 : -1;
        if (invert != 0) {
            array[to++] = '-';
        }
        to = encodeInteger(source, offset, invert, array, to);
        if (scale > 0) {
            array[to++] = '.';
            to = encodeFraction(source, offset, invert, array, to);
        }
        out.size = to;
        AvroOutput.finishBytes(out, start);
        return offset + length;
    }

    private int encodeInteger(byte[] source, int offset, int invert, byte[] array, int start) {
        int to = start;
        int from = offset;
        int digits = integerDigits % GROUP;
        int rest = integerDigits;
        boolean leading = true;
        while (rest > 0) {
            digits = digits == 0 ? GROUP : digits;
            int value = group(source, from, BYTES[digits], from == offset, invert);
            from += BYTES[digits];
            rest -= digits;
            if (!leading || value != 0) {
                int shown = leading ? Digits.count(value) : digits;
                Digits.putPadded(array, to, value, shown);
                to += shown;
                leading = false;
            }
            digits = 0;
        }
        if (leading) {
            array[to++] = '0';
        }
        return to;
    }

    private int encodeFraction(byte[] source, int offset, int invert, byte[] array, int start) {
        int to = start;
        int from = offset + bytes(integerDigits);
        int rest = scale;
        while (rest > 0) {
            int digits = Math.min(rest, GROUP);
            int value = group(source, from, BYTES[digits], from == offset, invert);
            Digits.putPadded(array, to, value, digits);
            from += BYTES[digits];
            to += digits;
            rest -= digits;
        }
        return to;
    }

    private static int group(byte[] source, int from, int count, boolean first, int invert) {
        int value = source[from] ^ invert ^ (first ? 0x80 : 0);
        value &= 0xff;
        for (int i = 1; i < count; i++) {
            value = value << 8 | ((source[from + i] ^ invert) & 0xff);
        }
        return value;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        if (branch != Branch.DECIMAL) {
            throw Branch.unexpected(branch, "decimal");
        }
        int textLength = in.readLength();
        int start = in.position;
        in.position += textLength;
        int end = in.position - (scale == 0 ? 0 : scale + 1);
        int invert = in.array[start] == '-' ? -1 : 0;
        int first = out.size;
        decodeInteger(in.array, start - invert, end, invert, out);
        decodeFraction(in.array, end + 1, invert, out);
        out.array[first] ^= (byte) 0x80;
    }

    private void decodeInteger(byte[] text, int start, int end, int invert, GrowingBytes out) {
        int digits = integerDigits % GROUP;
        int rest = integerDigits;
        while (rest > 0) {
            digits = digits == 0 ? GROUP : digits;
            int from = Math.max(start, end - rest);
            rest -= digits;
            int value = from < end - rest ? Digits.parse(text, from, end - rest) : 0;
            out.putBigEndian(value ^ invert, BYTES[digits]);
            digits = 0;
        }
    }

    private void decodeFraction(byte[] text, int start, int invert, GrowingBytes out) {
        int from = start;
        int rest = scale;
        while (rest > 0) {
            int digits = Math.min(rest, GROUP);
            out.putBigEndian(Digits.parse(text, from, from + digits) ^ invert, BYTES[digits]);
            from += digits;
            rest -= digits;
        }
    }
}
