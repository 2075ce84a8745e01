package io.binrelay.schemas.avro;

import io.binrelay.schemas.avro.TestColumn.Cell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Makes columns of every type with values that dwell on the extremes. Packs the cells itself, from values and by other
 * means than the product (BigInteger, java.time), so that a misunderstanding would have to be made twice.
 */
final class TestColumns {
    private static final int KINDS = 22;

    private TestColumns() {}

    static TestColumn any(SplittableRandom random) {
        return switch (random.nextInt(KINDS)) {
            case 0 -> integer(1, 1, random.nextBoolean());
            case 1 -> integer(2, 2, random.nextBoolean());
            case 2 -> integer(9, 3, random.nextBoolean());
            case 3 -> integer(3, 4, random.nextBoolean());
            case 4 -> integer(8, 8, random.nextBoolean());
            case 5 -> column(13, new int[0], TestColumns::year);
            case 6 -> bit(1 + random.nextInt(64));
            case 7 -> column(4, new int[] {4}, TestColumns::floating);
            case 8 -> column(5, new int[] {8}, TestColumns::doubling);
            case 9 -> decimal(random);
            case 10 -> column(10, new int[0], TestColumns::date);
            case 11 -> dateTime(random.nextInt(7));
            case 12 -> timestamp(random.nextInt(7));
            case 13 -> time(random.nextInt(7));
            case 14 -> varchar(random);
            case 15 -> blob(random);
            case 16 -> enumeration(random);
            case 17 -> set(1 + random.nextInt(8));
            case 18 -> geometry();
            case 19 -> JsonColumn.json(1 + random.nextInt(4));
            case 20 -> column(242, new int[] {2}, cell -> binary(cell, 2));
            default -> character(random);
        };
    }

    static TestColumn column(int type, int[] metadata, Function<SplittableRandom, Cell> cells) {
        return new TestColumn(type, new EventBytes().add(metadata).bytes(), null, false, cells);
    }

    private static long extremeBits(SplittableRandom random, int bits) {
        long mask = bits == 64 ? -1 : (1L << bits) - 1;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> mask;
            case 2 -> 1L << (bits - 1);
            case 3 -> (1L << (bits - 1)) - 1;
            case 4 -> random.nextInt(3) & mask;
            default -> random.nextLong() & mask;
        };
    }

    private static TestColumn integer(int type, int length, boolean unsigned) {
        Function<SplittableRandom, Cell> cells = random -> {
            long raw = extremeBits(random, length * 8);
            BigInteger value = new BigInteger(Long.toUnsignedString(raw));
            if (!unsigned && value.testBit(length * 8 - 1)) {
                value = value.subtract(BigInteger.ONE.shiftLeft(length * 8));
            }
            return new Cell(new EventBytes().number(raw, length).bytes(), integerText(value));
        };
        return new TestColumn(type, new byte[0], null, unsigned, cells);
    }

    private static String integerText(BigInteger value) {
        return (value.bitLength() > 63 ? "UnsignedLong " : "long ") + value;
    }

    private static Cell year(SplittableRandom random) {
        int raw = random.nextInt(256);
        return new Cell(new byte[] {(byte) raw}, "long " + (raw == 0 ? 0 : 1900 + raw));
    }

    private static TestColumn bit(int bits) {
        int length = (bits + 7) / 8;
        return column(16, new int[] {bits % 8, bits / 8}, random -> {
            long raw = extremeBits(random, bits);
            return new Cell(
                    new EventBytes().bigEndian(raw, length).bytes(),
                    integerText(new BigInteger(Long.toUnsignedString(raw))));
        });
    }

    private static Cell floating(SplittableRandom random) {
        int[] extremes = {0, 0x80000000, 0x7f7fffff, 1, 0x4b800000, Float.floatToRawIntBits(0.1f)};
        int bits = random.nextBoolean() ? extremes[random.nextInt(extremes.length)] : random.nextInt();
        return new Cell(new EventBytes().number(bits, 4).bytes(), "float " + Integer.toHexString(bits));
    }

    private static Cell doubling(SplittableRandom random) {
        long[] extremes = {0, Long.MIN_VALUE, 1, Double.doubleToRawLongBits(Double.MAX_VALUE)};
        long bits = random.nextBoolean() ? extremes[random.nextInt(extremes.length)] : random.nextLong();
        return new Cell(new EventBytes().number(bits, 8).bytes(), "double " + Long.toHexString(bits));
    }

    private static TestColumn decimal(SplittableRandom choice) {
        int precision = 1 + choice.nextInt(65);
        int scale = choice.nextInt(Math.min(precision, 38) + 1);
        return column(246, new int[] {precision, scale}, random -> {
            StringBuilder digits = new StringBuilder();
            int kind = random.nextInt(4);
            for (int i = 0; i < precision; i++) {
                digits.append(kind == 0 ? 9 : kind == 1 ? 0 : random.nextInt(10));
            }
            BigDecimal value = new BigDecimal(new BigInteger(digits.toString()), scale);
            value = random.nextBoolean() ? value.negate() : value;
            return new Cell(packDecimal(value, precision, scale), "Decimal " + value.toPlainString());
        });
    }

    /**
     * By the manual's description: groups of nine digits in four bytes, the sign in the first bit, negatives inverted.
     */
    static byte[] packDecimal(BigDecimal value, int precision, int scale) {
        int[] bytesOf = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
        String digits = value.unscaledValue().abs().toString();
        digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
        String whole = digits.substring(0, precision - scale);
        String part = digits.substring(precision - scale);
        EventBytes packed = new EventBytes();
        for (int at = 0, next; at < whole.length(); at = next) {
            next = at == 0 && whole.length() % 9 != 0 ? whole.length() % 9 : at + 9;
            packed.bigEndian(Long.parseLong(whole.substring(at, next)), bytesOf[next - at]);
        }
        for (int at = 0, next; at < part.length(); at = next) {
            next = Math.min(at + 9, part.length());
            packed.bigEndian(Long.parseLong(part.substring(at, next)), bytesOf[next - at]);
        }
        byte[] bytes = packed.bytes();
        for (int i = 0; value.signum() < 0 && i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        bytes[0] ^= (byte) 0x80;
        return bytes;
    }

    private static Cell date(SplittableRandom random) {
        int[] d = dateFields(random);
        byte[] bytes = new EventBytes().number(d[0] << 9 | d[1] << 5 | d[2], 3).bytes();
        return new Cell(bytes, d[3] == 1 ? "Date " + LocalDate.of(d[0], d[1], d[2]) : uncommon(d));
    }

    private static String uncommon(int[] d) {
        return String.format("UncommonTemporal %04d-%02d-%02d", d[0], d[1], d[2]);
    }

    /** Year, month, day, and whether there is such a day in the years 1 to 9999. */
    private static int[] dateFields(SplittableRandom random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return new int[] {0, 0, 0, 0};
        }
        if (kind == 1) {
            return new int[] {2024, random.nextInt(13), 0, 0};
        }
        if (kind == 2) {
            return leap(random);
        }
        if (kind == 4) {
            return new int[] {2021, 2, 31, 0};
        }
        if (kind == 3) {
            return new int[] {9999, 12, 31, 1};
        }
        LocalDate day = LocalDate.ofEpochDay(random.nextLong(
                LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay()));
        return new int[] {day.getYear(), day.getMonthValue(), day.getDayOfMonth(), 1};
    }

    private static int[] leap(SplittableRandom random) {
        int[] years = {1900, 2000, 2023, 2024, 2100, 4};
        int year = years[random.nextInt(years.length)];
        return new int[] {year, 2, 29, LocalDate.of(year, 1, 1).isLeapYear() ? 1 : 0};
    }

    private static int fractionOf(SplittableRandom random, int digits) {
        int limit = BigInteger.TEN.pow(digits).intValue();
        int value = random.nextInt(4) == 0 ? limit - 1 : random.nextInt(limit);
        for (int i = digits; i < 6; i++) {
            value *= 10;
        }
        return value;
    }

    private static void packFraction(EventBytes out, int micros, int digits) {
        int[] unit = {1_000_000, 10_000, 100, 1};
        int length = (digits + 1) / 2;
        out.bigEndian(micros / unit[length], length);
    }

    private static String fractionText(int micros, int digits) {
        return digits == 0 ? "" : "." + String.format("%06d", micros).substring(0, digits);
    }

    private static TestColumn dateTime(int digits) {
        return column(18, new int[] {digits}, random -> {
            int[] d = dateFields(random);
            int hour = random.nextInt(24);
            int minute = random.nextInt(60);
            int second = random.nextInt(60);
            int micros = fractionOf(random, digits);
            long packed = ((d[0] * 13L + d[1]) << 5 | d[2]) << 17 | hour << 12 | minute << 6 | second;
            EventBytes bytes = new EventBytes().bigEndian(packed | 1L << 39, 5);
            packFraction(bytes, micros, digits);
            String text = d[3] == 1
                    ? "DateTime " + LocalDate.of(d[0], d[1], d[2]).atTime(hour, minute, second, micros * 1000)
                    : uncommon(d)
                            + String.format(" %02d:%02d:%02d", hour, minute, second)
                            + fractionText(micros, digits);
            return new Cell(bytes.bytes(), text);
        });
    }

    private static TestColumn timestamp(int digits) {
        return column(17, new int[] {digits}, random -> {
            long seconds = extremeBits(random, 32);
            int micros = fractionOf(random, digits);
            EventBytes bytes = new EventBytes().bigEndian(seconds, 4);
            packFraction(bytes, micros, digits);
            String text = seconds == 0
                    ? "UncommonTemporal 0000-00-00 00:00:00" + fractionText(micros, digits)
                    : "Timestamp " + Instant.ofEpochSecond(seconds, micros * 1000L);
            return new Cell(bytes.bytes(), text);
        });
    }

    private static TestColumn time(int digits) {
        int length = (digits + 1) / 2;
        return column(19, new int[] {digits}, random -> {
            int hour = random.nextInt(839);
            int minute = random.nextInt(60);
            int second = random.nextInt(60);
            int micros = fractionOf(random, digits);
            long total = (hour * 3600L + minute * 60L + second) * 1_000_000 + micros;
            int[] unit = {1_000_000, 10_000, 100, 1};
            long fixed = ((long) hour << 12 | minute << 6 | second) << (8 * length) | micros / unit[length];
            boolean negative = total > 0 && random.nextBoolean();
            long stored = (0x800000L << (8 * length)) + (negative ? -fixed : fixed);
            return new Cell(
                    new EventBytes().bigEndian(stored, 3 + length).bytes(), "Time " + (negative ? -total : total));
        });
    }

    private static final String[] CHARSETS = {
        "utf8mb4", "utf8mb3", "latin1", "latin2", "cp1251", "sjis", "gbk", "gb18030", "ucs2", "utf16", "utf32",
        "binary", "ascii", "swe7"
    };

    private static final String[] TEXTS = {
        "", "plain ASCII text, longer than eight", "Grüße", "Ежик", "漢字かな", "€", "😀 𝄞"
    };

    private static TestColumn varchar(SplittableRandom choice) {
        int max = choice.nextBoolean() ? 255 : 256 + choice.nextInt(20_000);
        int prefix = max > 255 ? 2 : 1;
        String charset = CHARSETS[choice.nextInt(CHARSETS.length)];
        byte[] metadata = new EventBytes().number(max, 2).bytes();
        return new TestColumn(15, metadata, charset, false, random -> text(random, charset, prefix, max));
    }

    /** CHAR(n): in the metadata the bits 8 and 9 of the length are hidden, inverted, in the real type. */
    private static TestColumn character(SplittableRandom choice) {
        int max = 1 + choice.nextInt(1020);
        String charset = CHARSETS[choice.nextInt(CHARSETS.length)];
        int realType = 254 ^ (max & 0x300) >> 4;
        byte[] metadata = {(byte) realType, (byte) max};
        int prefix = max > 255 ? 2 : 1;
        return new TestColumn(
                254, metadata, charset, false, random -> text(random, charset, prefix, Math.min(max, 250)));
    }

    private static TestColumn blob(SplittableRandom choice) {
        int prefix = 1 + choice.nextInt(4);
        String charset = CHARSETS[choice.nextInt(CHARSETS.length)];
        return new TestColumn(
                252, new byte[] {(byte) prefix}, charset, false, random -> text(random, charset, prefix, 255));
    }

    private static Cell text(SplittableRandom random, String charset, int prefix, int max) {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        byte[] bytes = random.nextInt(4) == 0 ? garbage(random) : text.getBytes(javaCharset(charset));
        if (bytes.length > max) {
            bytes = new byte[0];
        }
        return new Cell(new EventBytes().number(bytes.length, prefix).add(bytes).bytes(), textValue(charset, bytes));
    }

    private static byte[] garbage(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Charset javaCharset(String charset) {
        return switch (charset) {
            case "latin1", "binary", "swe7" -> Charset.forName("windows-1252");
            case "latin2" -> Charset.forName("ISO-8859-2");
            case "cp1251" -> Charset.forName("windows-1251");
            case "sjis" -> Charset.forName("Shift_JIS");
            case "gbk" -> Charset.forName("GBK");
            case "gb18030" -> Charset.forName("GB18030");
            case "ucs2", "utf16" -> StandardCharsets.UTF_16BE;
            case "utf32" -> Charset.forName("UTF-32BE");
            case "ascii" -> StandardCharsets.US_ASCII;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** What a reader should see: the text where its bytes can be had again from it, else the bytes. */
    private static String textValue(String charset, byte[] bytes) {
        boolean ascii = new String(bytes, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 128);
        String asBytes = "bytes " + HexFormat.of().formatHex(bytes);
        return switch (charset) {
            case "binary", "swe7" -> asBytes;
            case "gb18030", "ascii" -> ascii ? "string " + new String(bytes, StandardCharsets.US_ASCII) : asBytes;
            case "latin1" -> "string " + latin1(bytes);
            default -> {
                String text = new String(bytes, javaCharset(charset));
                boolean same = Arrays.equals(bytes, text.getBytes(javaCharset(charset)));
                yield same && !hasLoneSurrogate(text) ? "string " + text : asBytes;
            }
        };
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    private static String latin1(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            String one = new String(new byte[] {value}, Charset.forName("windows-1252"));
            text.append(one.equals("\ufffd") ? (char) (value & 0xff) : one.charAt(0));
        }
        return text.toString();
    }

    private static TestColumn enumeration(SplittableRandom choice) {
        int length = 1 + choice.nextInt(2);
        return column(254, new int[] {247, length}, random -> {
            int index = (int) extremeBits(random, 8 * length);
            return new Cell(new EventBytes().number(index, length).bytes(), "EnumValue " + index);
        });
    }

    private static TestColumn set(int length) {
        return column(254, new int[] {248, length}, random -> {
            long bits = extremeBits(random, 8 * length);
            return new Cell(new EventBytes().number(bits, length).bytes(), "SetValue " + Long.toHexString(bits));
        });
    }

    private static Cell binary(SplittableRandom random, int prefix) {
        byte[] bytes = garbage(random);
        return new Cell(
                new EventBytes().number(bytes.length, prefix).add(bytes).bytes(),
                "bytes " + HexFormat.of().formatHex(bytes));
    }

    private static TestColumn geometry() {
        return column(255, new int[] {4}, random -> {
            byte[] wkb = garbage(random);
            long srid = extremeBits(random, 32);
            byte[] bytes = new EventBytes()
                    .number(4L + wkb.length, 4)
                    .number(srid, 4)
                    .add(wkb)
                    .bytes();
            return new Cell(bytes, "Geometry " + srid + " " + HexFormat.of().formatHex(wkb));
        });
    }
}
