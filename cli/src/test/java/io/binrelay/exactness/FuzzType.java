package io.binrelay.exactness;

import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;

/** The column types the fuzzer makes, and values for them: extremes, ordinary and invalid ones. */
enum FuzzType {
    INTEGER,
    DECIMAL,
    FLOATING,
    BIT,
    YEAR,
    DATE,
    TIME,
    DATETIME,
    TIMESTAMP,
    CHARACTERS,
    TEXT,
    BYTES,
    BLOB,
    ENUM,
    SET,
    JSON,
    GEOMETRY,
    UUID,
    INET4,
    INET6,
    COMPRESSED,
    VECTOR;

    private static final List<String> CHARSETS = List.of(
            "latin1",
            "utf8mb4",
            "utf8",
            "ucs2",
            "utf16",
            "utf32",
            "utf16le",
            "sjis",
            "cp932",
            "ujis",
            "eucjpms",
            "gbk",
            "gb2312",
            "big5",
            "euckr",
            "koi8r",
            "greek",
            "ascii",
            "swe7",
            "tis620",
            "cp1251",
            "hebrew",
            "geostd8",
            "keybcs2",
            "armscii8",
            "dec8",
            "hp8",
            "macroman",
            "cp850",
            "latin2",
            "binary");

    /** Those a server has. */
    static List<FuzzType> of(ServerVersion server) {
        List<FuzzType> types = new ArrayList<>(List.of(values()));
        if (server.family() == Family.MYSQL) {
            types.removeAll(List.of(UUID, INET4, INET6, COMPRESSED));
        }
        if (!server.isAtLeast(Family.MYSQL, "9.0")) {
            types.remove(VECTOR);
        }
        return types;
    }

    boolean needsPrefix() {
        return this == TEXT || this == BLOB;
    }

    /** Whether it can be part of a key. */
    boolean isKeyable() {
        return switch (this) {
            case JSON, GEOMETRY, COMPRESSED, VECTOR -> false;
            default -> true;
        };
    }

    /** A random type of this kind, as SQL. */
    String definition(FuzzRandom random) {
        return switch (this) {
            case INTEGER ->
                random.of("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT")
                        + random.of("", "", " UNSIGNED", " UNSIGNED ZEROFILL");
            case DECIMAL -> decimal(random);
            case FLOATING -> random.of("FLOAT", "DOUBLE", "FLOAT(9,3)", "DOUBLE(20,5)", "FLOAT UNSIGNED");
            case BIT -> "BIT(" + random.between(1, 64) + ")";
            case YEAR, DATE, JSON, UUID, INET4, INET6 -> name();
            case TIME, DATETIME, TIMESTAMP -> name() + "(" + random.between(0, 6) + ")";
            case CHARACTERS -> random.of("CHAR(", "VARCHAR(") + random.of("1", "5", "20", "70") + ")" + charset(random);
            case TEXT -> random.of("TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT") + charset(random);
            case BYTES -> random.of("BINARY(", "VARBINARY(") + random.of("1", "4", "16", "255") + ")";
            case BLOB -> random.of("TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB");
            case ENUM -> "ENUM('','a','B','Ü','long member of an enum')" + random.of("", " CHARACTER SET latin1");
            case SET -> "SET('a','b','c','d','e','f','g','h','i')";
            case GEOMETRY -> random.of("GEOMETRY", "POINT");
            case COMPRESSED -> random.of("BLOB COMPRESSED", "TEXT COMPRESSED", "VARCHAR(500) COMPRESSED");
            case VECTOR -> "VECTOR(" + random.between(1, 5) + ")";
        };
    }

    private static String decimal(FuzzRandom random) {
        int digits = random.between(1, 65);
        return "DECIMAL(" + digits + "," + random.between(0, Math.min(30, digits)) + ")";
    }

    private static String charset(FuzzRandom random) {
        return " CHARACTER SET " + random.of(CHARSETS);
    }

    /** A value other than NULL, as an SQL literal. */
    String value(FuzzRandom random) {
        return switch (this) {
            case INTEGER -> integer(random);
            case DECIMAL, FLOATING -> number(random);
            case BIT -> random.of("0", "1", "b'101'", "0x" + random.hex(random.between(1, 8)));
            case YEAR -> random.of("0", "'0'", "1901", "2155", "1970", "2024", "99");
            case DATE -> random.of("'0000-00-00'", "'1000-01-01'", "'9999-12-31'", "'2021-02-00'", day(random));
            case TIME ->
                random.of("'-838:59:59'", "'838:59:58.999999'", "'-00:00:00.000001'", "0", "'" + clock(random) + "'");
            case DATETIME ->
                random.of("'0000-00-00'", "'1000-01-01'", "'9999-12-31 23:59:59.4'", "'2024-00-00'", moment(random));
            case TIMESTAMP ->
                random.of(
                        "0", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'", "'2024-10-27 01:30:00'", moment(random));
            case CHARACTERS -> characters(random, 20);
            case TEXT, COMPRESSED -> random.percent(5) ? "REPEAT('long', 2000)" : characters(random, 60);
            case BYTES -> random.of("''", "X'00'", "X'6100'", "X'" + random.hex(random.between(0, 20)) + "'");
            case BLOB ->
                random.percent(5)
                        ? "REPEAT(X'" + random.hex(3) + "', 20000)"
                        : "X'" + random.hex(random.between(0, 40)) + "'";
            case ENUM -> random.of("''", "'a'", "'b'", "4", "5", "0", "'nosuch'");
            case SET -> random.of("''", "'a,c'", "511", "256", "'i'", "'nosuch'");
            case JSON -> json(random);
            case GEOMETRY -> "POINT(" + random.between(-90, 90) + ", " + random.below(1000) / 8.0 + ")";
            case UUID ->
                "'" + random.hex(4) + "-" + random.hex(2) + "-" + random.hex(2) + "-" + random.hex(2) + "-"
                        + random.hex(6) + "'";
            case INET4 -> random.of("'0.0.0.0'", "'255.255.255.255'", "'10.1.2." + random.below(256) + "'");
            case INET6 -> random.of("'::'", "'::ffff:1.2.3.4'", "'fe80::" + random.hex(2) + "'");
            case VECTOR -> "TO_VECTOR('[" + random.below(100) / 7.0 + "]')";
        };
    }

    private static String integer(FuzzRandom random) {
        return switch (random.below(6)) {
            case 0 ->
                random.of("0", "1", "-1", "127", "-128", "255", "32767", "-32768", "65535", "8388607", "16777215");
            case 1 ->
                random.of(
                        "2147483647",
                        "-2147483648",
                        "4294967295",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "18446744073709551615");
            case 2 -> Long.toString(random.anyLong());
            default -> Integer.toString(random.below(50));
        };
    }

    private static String number(FuzzRandom random) {
        return switch (random.below(5)) {
            case 0 -> random.of("0", "-0e0", "1e38", "-1e308", "1e-320", "1e-45", "16777216", "0.1", "1.1e0");
            case 1 -> "9".repeat(random.between(1, 35)) + "." + "9".repeat(random.between(1, 30));
            case 2 -> Double.toString(Double.longBitsToDouble(random.anyLong() & ~(1L << 62)));
            default -> random.between(-1000, 1000) + "." + random.below(100_000);
        };
    }

    private static String day(FuzzRandom random) {
        return "'%04d-%02d-%02d'".formatted(random.between(1, 9999), random.between(1, 12), random.between(1, 28));
    }

    private static String clock(FuzzRandom random) {
        return "%s%d:%02d:%02d.%06d"
                .formatted(
                        random.of("", "-"),
                        random.below(838),
                        random.below(60),
                        random.below(60),
                        random.below(1_000_000));
    }

    private static String moment(FuzzRandom random) {
        return "'%04d-%02d-%02d %02d:%02d:%02d.%06d'"
                .formatted(
                        random.between(1971, 2037),
                        random.between(1, 12),
                        random.between(1, 28),
                        random.below(24),
                        random.below(60),
                        random.below(60),
                        random.below(1_000_000));
    }

    /** Bytes go in unconverted, invalid ones too where the server lets them. */
    private static String characters(FuzzRandom random, int most) {
        return switch (random.below(5)) {
            case 0 -> "''";
            case 1 -> "X'" + random.hex(4 * random.between(0, 4)) + "'";
            case 2 -> "'trailing" + " ".repeat(random.below(3)) + "'";
            case 3 -> "'äöüß€日本語🐬'";
            default -> "'" + "abcXYZ ".repeat(20).substring(0, random.below(most)) + "'";
        };
    }

    private static String json(FuzzRandom random) {
        return switch (random.below(6)) {
            case 0 ->
                random.of("'null'", "'true'", "'[]'", "'{}'", "'\"\"'", "'1.10'", "'-0.0'", "'18446744073709551615'");
            case 1 -> "JSON_OBJECT('a', " + random.below(100) + ".50, 'b', JSON_ARRAY(1, NULL, 'x'))";
            case 2 -> "JSON_ARRAY('" + "y".repeat(random.between(0, 200)) + "', " + random.anyLong() + ", 1e0)";
            case 3 -> "JSON_OBJECT('d', NOW(6), 't', CURTIME(3), 'n', JSON_OBJECT('deep', JSON_ARRAY()))";
            default -> "'{\"k" + random.below(5) + "\": [" + random.below(1000) + ", \"ü\"]}'";
        };
    }
}
