package io.binrelay.schemas.binlog;

import org.jspecify.annotations.Nullable;

/**
 * Character sets by collation id, MySQL's and MariaDB's. The two families agree on the ids they share; user-defined
 * collations are not known here.
 *
 * <p>Source: {@code information_schema.collations} of MySQL 8.0.15 and 9.7 and of MariaDB 11.4.5; MariaDB
 * {@code include/my_sys.h} and {@code strings/ctype-uca1400.h} for the numbering of NOPAD collations (1024 added) and
 * of the UCA 14.0.0 ones (2048 + 256 * character set + variant).
 */
public final class Collations {
    /** The collation of binary columns. */
    public static final int BINARY = 63;

    private static final int NOPAD = 1024;
    private static final int UCA_1400 = 2048;
    private static final int UCA_1400_END = UCA_1400 + 5 * 256;
    private static final String[] UCA_1400_CHARSETS = {"utf8mb3", "utf8mb4", "ucs2", "utf16", "utf32"};

    private static final String[] CHARSETS = new String[NOPAD];

    static {
        put("big5", 1, 84);
        put("latin2", 2, 9, 21, 27, 77);
        put("dec8", 3, 69);
        put("cp850", 4, 80);
        put("latin1", 5, 8, 15, 31, 47, 48, 49, 94);
        put("hp8", 6, 72);
        put("koi8r", 7, 74);
        put("swe7", 10, 82);
        put("ascii", 11, 65);
        put("ujis", 12, 91);
        put("sjis", 13, 88);
        put("cp1251", 14, 23, 50, 51, 52);
        put("hebrew", 16, 71);
        put("tis620", 18, 89);
        put("euckr", 19, 85);
        put("latin7", 20, 41, 42, 79);
        put("koi8u", 22, 75);
        put("gb2312", 24, 86);
        put("greek", 25, 70);
        put("cp1250", 26, 34, 44, 66, 99);
        put("gbk", 28, 87);
        put("cp1257", 29, 58, 59);
        put("latin5", 30, 78);
        put("armscii8", 32, 64);
        put("utf8mb3", 33, 76, 83, 223);
        put("ucs2", 35, 90, 159);
        put("cp866", 36, 68);
        put("keybcs2", 37, 73);
        put("macce", 38, 43);
        put("macroman", 39, 53);
        put("cp852", 40, 81);
        put("utf8mb4", 45, 46);
        put("utf16", 54, 55);
        put("utf16le", 56, 62);
        put("cp1256", 57, 67);
        put("utf32", 60, 61);
        put("binary", BINARY);
        put("geostd8", 92, 93);
        put("cp932", 95, 96);
        put("eucjpms", 97, 98);
        put("gb18030", 248, 249, 250);
        range("utf16", 101, 124);
        range("ucs2", 128, 151);
        range("utf32", 160, 183);
        range("utf8mb3", 192, 215);
        range("utf8mb4", 224, 247);
        range("utf8mb4", 255, 323);
        range("utf8mb3", 576, 578);
        range("utf8mb4", 608, 610);
        range("ucs2", 640, 642);
        range("utf16", 672, 674);
        range("utf32", 736, 738);
    }

    private Collations() {}

    private static void put(String charset, int... ids) {
        for (int id : ids) {
            CHARSETS[id] = charset;
        }
    }

    private static void range(String charset, int first, int last) {
        for (int id = first; id <= last; id++) {
            CHARSETS[id] = charset;
        }
    }

    /** The name of the collation's character set, e.g. {@code utf8mb4}; null where the id is not known. */
    public static @Nullable String charset(int collation) {
        if (collation >= UCA_1400 && collation < UCA_1400_END) {
            return UCA_1400_CHARSETS[(collation - UCA_1400) / 256];
        }
        if (collation < 0 || collation >= UCA_1400) {
            return null;
        }
        return CHARSETS[collation % NOPAD];
    }

    /** The most bytes of one character of a character set: 1 for sets not known. */
    public static int maxBytesPerCharacter(String charset) {
        return switch (charset) {
            case "utf8mb4", "utf16", "utf16le", "utf32", "gb18030" -> 4;
            case "utf8mb3", "utf8", "ujis", "eucjpms" -> 3;
            case "ucs2", "gbk", "gb2312", "big5", "sjis", "cp932", "euckr" -> 2;
            default -> 1;
        };
    }
}
