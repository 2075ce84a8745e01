package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code binlog_row_metadata} makes a source add to a TABLE_MAP event. MySQL's MINIMAL tells signedness, character
 * sets and geometry types; FULL of both families tells all; MariaDB's NO_LOG, its default, tells nothing. Immutable:
 * nobody may change the arrays.
 *
 * <p>Source: MySQL {@code libs/mysql/binlog/event/rows_event.h} (Optional_metadata_fields).
 *
 * @param columns one per column of the table, in their order
 * @param primaryKey the columns of the primary key, from 0, in the key's order; null where not told
 * @param primaryKeyPrefixes per entry of {@code primaryKey} the length of the prefix in characters, 0 for the whole
 *     column; null where not told
 * @param unknown fields this version does not know, by their type code
 */
public record TableMetadata(
        List<Column> columns,
        @Nullable List<Integer> primaryKey,
        @Nullable List<Integer> primaryKeyPrefixes,
        Map<Integer, byte[]> unknown) {
    public TableMetadata {
        columns = List.copyOf(columns);
        primaryKey = primaryKey == null ? null : List.copyOf(primaryKey);
        primaryKeyPrefixes = primaryKeyPrefixes == null ? null : List.copyOf(primaryKeyPrefixes);
        unknown = Map.copyOf(requireNonNull(unknown, "unknown is null"));
    }

    /** Nothing told, about a table of {@code columnCount} columns. */
    public static TableMetadata untold(int columnCount) {
        return new TableMetadata(Collections.nCopies(columnCount, Column.UNTOLD), null, null, Map.of());
    }

    /**
     * What was told about one column.
     *
     * @param name null where not told
     * @param unsigned null where not told, and for columns that are no numbers
     * @param collation the collation id of a text, ENUM or SET column; -1 where not told
     * @param labels the members of an ENUM or SET as bytes in the column's character set; null where not told
     * @param geometryType 0 geometry, 1 point, 2 linestring, 3 polygon, 4 multipoint, 5 multilinestring, 6
     *     multipolygon, 7 geometrycollection; -1 where not told
     * @param vectorDimensions of a VECTOR column; -1 where not told
     * @param visible null where not told
     */
    public record Column(
            @Nullable String name,
            @Nullable Boolean unsigned,
            int collation,
            @Nullable List<byte[]> labels,
            int geometryType,
            int vectorDimensions,
            @Nullable Boolean visible) {
        /** Nothing told. */
        public static final Column UNTOLD = new Column(null, null, -1, null, -1, -1, null);

        public Column {
            labels = labels == null ? null : List.copyOf(labels);
        }
    }
}
