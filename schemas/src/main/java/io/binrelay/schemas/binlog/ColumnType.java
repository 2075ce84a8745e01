package io.binrelay.schemas.binlog;

/**
 * The column type codes of a TABLE_MAP event.
 *
 * <p>Source: MySQL {@code include/field_types.h} (enum_field_types), MariaDB {@code include/mysql.h.pp} and
 * {@code sql/field.h} for the compressed types.
 */
public final class ColumnType {
    /** The decimal of MySQL before 5.0; never read. */
    public static final int OLD_DECIMAL = 0;

    public static final int TINY = 1;
    public static final int SHORT = 2;
    public static final int LONG = 3;
    public static final int FLOAT = 4;
    public static final int DOUBLE = 5;
    public static final int NULL = 6;
    /** TIMESTAMP before MySQL 5.6, without fraction. */
    public static final int TIMESTAMP = 7;

    public static final int LONGLONG = 8;
    public static final int INT24 = 9;
    public static final int DATE = 10;
    /** TIME before MySQL 5.6, without fraction. */
    public static final int TIME = 11;
    /** DATETIME before MySQL 5.6, without fraction. */
    public static final int DATETIME = 12;

    public static final int YEAR = 13;
    public static final int VARCHAR = 15;
    public static final int BIT = 16;
    public static final int TIMESTAMP2 = 17;
    public static final int DATETIME2 = 18;
    public static final int TIME2 = 19;
    /** MariaDB's {@code BLOB COMPRESSED} and {@code TEXT COMPRESSED}. */
    public static final int MARIADB_BLOB_COMPRESSED = 140;
    /** MariaDB's {@code VARCHAR COMPRESSED}. */
    public static final int MARIADB_VARCHAR_COMPRESSED = 141;

    public static final int VECTOR = 242;
    public static final int JSON = 245;
    public static final int DECIMAL = 246;
    public static final int ENUM = 247;
    public static final int SET = 248;
    public static final int TINY_BLOB = 249;
    public static final int MEDIUM_BLOB = 250;
    public static final int LONG_BLOB = 251;
    public static final int BLOB = 252;
    public static final int VAR_STRING = 253;
    public static final int STRING = 254;
    public static final int GEOMETRY = 255;

    private ColumnType() {}

    /** Whether SIGNEDNESS metadata has a bit for columns of this type. */
    static boolean isNumeric(int type) {
        return switch (type) {
            case TINY, SHORT, INT24, LONG, LONGLONG, FLOAT, DOUBLE, DECIMAL -> true;
            default -> false;
        };
    }

    /** Whether DEFAULT_CHARSET and COLUMN_CHARSET metadata have an entry for columns of this type. */
    static boolean isCharacter(int type) {
        return switch (type) {
            case STRING, VAR_STRING, VARCHAR, BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB -> true;
            case MARIADB_BLOB_COMPRESSED, MARIADB_VARCHAR_COMPRESSED -> true;
            default -> false;
        };
    }

    /** The bytes of a column's metadata in the TABLE_MAP event, or -1 for a type this version does not know. */
    static int metadataLength(int type) {
        return switch (type) {
            case VARCHAR, VAR_STRING, STRING, ENUM, SET, DECIMAL, BIT, MARIADB_VARCHAR_COMPRESSED -> 2;
            case FLOAT, DOUBLE, TIMESTAMP2, DATETIME2, TIME2 -> 1;
            case BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, JSON, GEOMETRY, VECTOR, MARIADB_BLOB_COMPRESSED -> 1;
            case OLD_DECIMAL, TINY, SHORT, LONG, LONGLONG, INT24, NULL, TIMESTAMP, DATE, TIME, DATETIME, YEAR -> 0;
            default -> -1;
        };
    }
}
