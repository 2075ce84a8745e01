package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TABLE_MAP event: what the following rows events call the table, and how its columns are stored. Immutable.
 *
 * <p>Layout: table id (6 bytes), flags (2), database and table name (length byte, bytes, NUL), column count
 * (length-encoded), one type byte per column, metadata block (length-encoded length), null bits, optional metadata up
 * to the end. Source: MySQL {@code libs/mysql/binlog/event/rows_event.h} (Table_map_event), MariaDB
 * {@code sql/log_event.h}.
 *
 * @param tableId 48 bits; valid until the source re-opens the table
 * @param flags 1: the names' lengths are exact, ...; not needed to read rows
 * @param columns in the order of the rows
 * @param metadata what {@code binlog_row_metadata} added
 */
public record TableMapEvent(
        long tableId, int flags, String database, String table, List<Column> columns, TableMetadata metadata) {
    /** Length of the table id, which the rest of the body follows. */
    public static final int TABLE_ID_LENGTH = 6;

    private static final int STRING_LENGTH_BITS = 0x30;

    public TableMapEvent {
        requireNonNull(database, "database is null");
        requireNonNull(table, "table is null");
        columns = List.copyOf(columns);
        requireNonNull(metadata, "metadata is null");
    }

    /**
     * How a column is stored.
     *
     * @param type one of {@link ColumnType}, or a code this version does not know. ENUM and SET, which the event
     *     disguises as STRING, are undisguised here
     * @param metadata for STRING the column's length in bytes, for ENUM and SET the bytes of a value, else the metadata
     *     bytes of the event (little end first); -1 where they could not be told from their neighbours' because of a
     *     type this version does not know
     */
    public record Column(int type, int metadata, boolean nullable) {}

    /**
     * Parses a TABLE_MAP event.
     *
     * @param family whose event it is; null where not known. Needed for signedness alone, which the families write down
     *     differently for tables with YEAR columns
     * @throws MalformedEventException when a length points behind the event's end
     */
    public static TableMapEvent parse(@Nullable Family family, BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        return parse(family, reader.uint48("table id"), reader);
    }

    /** Parses a TABLE_MAP event of a family that is not known; see {@link #parse(Family, BinlogEvent)}. */
    public static TableMapEvent parse(BinlogEvent event) {
        return parse(null, event);
    }

    /**
     * Parses a TABLE_MAP event's body.
     *
     * @param tableId the table id, the body's first 6 bytes
     * @param body an array that holds the rest of the body, from {@code offset} to its end
     * @throws MalformedEventException when a length points behind the event's end
     */
    public static TableMapEvent parse(long tableId, byte[] body, int offset) {
        return parse(null, tableId, new EventReader(body, offset, body.length));
    }

    private static TableMapEvent parse(@Nullable Family family, long tableId, EventReader reader) {
        int flags = reader.uint16("table map flags");
        String database = name(reader, "database name");
        String table = name(reader, "table name");
        int count = reader.count("column count");
        byte[] types = reader.bytes(count, "column types");
        EventReader metadata = reader.slice(reader.count("column metadata length"), "column metadata");
        byte[] nullBits = reader.bytes((count + 7) / 8, "null bits");
        List<Column> columns = columns(types, metadata, nullBits);
        return new TableMapEvent(
                tableId, flags, database, table, columns, TableMetadataParser.parse(family, columns, reader));
    }

    /** The same event for another table id. */
    public TableMapEvent withTableId(long otherTableId) {
        return otherTableId == tableId
                ? this
                : new TableMapEvent(otherTableId, flags, database, table, columns, metadata);
    }

    private static String name(EventReader reader, String field) {
        String name = reader.text(reader.uint8(field), field);
        reader.skip(1, field);
        return name;
    }

    private static List<Column> columns(byte[] types, EventReader metadata, byte[] nullBits) {
        List<Column> columns = new ArrayList<>(types.length);
        boolean lost = false;
        for (int i = 0; i < types.length; i++) {
            int type = types[i] & 0xff;
            boolean nullable = (nullBits[i >> 3] & 1 << (i & 7)) != 0;
            lost |= ColumnType.metadataLength(type) < 0;
            columns.add(lost ? new Column(type, -1, nullable) : column(type, metadata, nullable));
        }
        return columns;
    }

    private static Column column(int type, EventReader metadata, boolean nullable) {
        if (type == ColumnType.STRING || type == ColumnType.ENUM || type == ColumnType.SET) {
            return stringColumn(metadata.uint8("real type"), metadata.uint8("length"), nullable);
        }
        int value = 0;
        int length = ColumnType.metadataLength(type);
        for (int i = 0; i < length; i++) {
            value |= metadata.uint8("column metadata") << (8 * i);
        }
        return new Column(type, value, nullable);
    }

    /**
     * STRING metadata is the real type and a length of 8 bits; the bits 8 and 9 of a longer CHAR are kept, inverted, in
     * two bits that are set in every real type (MySQL bug 37426).
     */
    private static Column stringColumn(int realType, int length, boolean nullable) {
        if ((realType & STRING_LENGTH_BITS) == STRING_LENGTH_BITS) {
            return new Column(realType, length, nullable);
        }
        int longLength = length | ((realType & STRING_LENGTH_BITS) ^ STRING_LENGTH_BITS) << 4;
        return new Column(realType | STRING_LENGTH_BITS, longLength, nullable);
    }
}
