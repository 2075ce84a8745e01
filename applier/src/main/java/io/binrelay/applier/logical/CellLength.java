package io.binrelay.applier.logical;

import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;

/**
 * How many bytes a cell takes in a rows event. Source: MySQL {@code libs/mysql/binlog/event/binary_log_funcs.cpp}
 * (calc_field_size).
 */
final class CellLength {
    /** Bytes of that many decimal digits of a DECIMAL (MySQL strings/decimal.cc, dig2bytes). */
    static final int[] DECIMAL_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private static final int DECIMAL_GROUP = 9;

    private CellLength() {}

    /** @throws CannotCrossException for types this version does not know */
    static int of(TableMapEvent.Column column, byte[] event, int at) {
        int metadata = column.metadata();
        return switch (column.type()) {
            case ColumnType.TINY, ColumnType.YEAR -> 1;
            case ColumnType.SHORT -> 2;
            case ColumnType.INT24, ColumnType.DATE, ColumnType.TIME -> 3;
            case ColumnType.LONG, ColumnType.FLOAT, ColumnType.TIMESTAMP -> 4;
            case ColumnType.LONGLONG, ColumnType.DOUBLE, ColumnType.DATETIME -> 8;
            case ColumnType.BIT -> (bits(metadata) + 7) / 8;
            case ColumnType.DECIMAL -> decimal(metadata & 0xff, metadata >> 8);
            case ColumnType.TIME2 -> 3 + fraction(metadata);
            case ColumnType.DATETIME2 -> 5 + fraction(metadata);
            case ColumnType.TIMESTAMP2 -> 4 + fraction(metadata);
            case ColumnType.ENUM, ColumnType.SET -> metadata;
            default -> prefix(column) + variable(prefix(column), event, at);
        };
    }

    /** The bytes of the length in front of a value of variable length; 0 for types that have none. */
    static int prefix(TableMapEvent.Column column) {
        return switch (column.type()) {
            case ColumnType.VARCHAR, ColumnType.VAR_STRING, ColumnType.STRING, ColumnType.MARIADB_VARCHAR_COMPRESSED ->
                column.metadata() > 255 ? 2 : 1;
            case ColumnType.TINY_BLOB,
                    ColumnType.BLOB,
                    ColumnType.MEDIUM_BLOB,
                    ColumnType.LONG_BLOB,
                    ColumnType.MARIADB_BLOB_COMPRESSED,
                    ColumnType.JSON,
                    ColumnType.GEOMETRY,
                    ColumnType.VECTOR -> column.metadata();
            default -> throw new CannotCrossException("columns of type code " + column.type() + " are not known");
        };
    }

    private static int variable(int prefix, byte[] event, int at) {
        long length = switch (prefix) {
            case 1 -> event[at] & 0xff;
            case 2 -> LittleEndian.uint16(event, at);
            case 3 -> LittleEndian.uint24(event, at);
            default -> LittleEndian.uint32(event, at);
        };
        if (length > event.length - at) {
            throw new IndexOutOfBoundsException("a value of " + length + " bytes at offset " + at);
        }
        return (int) length;
    }

    static int bits(int metadata) {
        return (metadata >> 8) * 8 + (metadata & 0xff);
    }

    /** Bytes of a second's fraction. */
    static int fraction(int digits) {
        return (digits + 1) / 2;
    }

    private static int decimal(int precision, int scale) {
        return half(precision - scale) + half(scale);
    }

    private static int half(int digits) {
        return digits / DECIMAL_GROUP * 4 + DECIMAL_BYTES[digits % DECIMAL_GROUP];
    }
}
