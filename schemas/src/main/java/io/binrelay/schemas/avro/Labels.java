package io.binrelay.schemas.avro;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the binary log may leave unsaid about a table's columns, from another source (the table's definition).
 * Immutable.
 *
 * @param columns in the order of the rows
 */
public record Labels(List<Column> columns) {
    public Labels {
        columns = List.copyOf(requireNonNull(columns, "columns is null"));
    }

    /**
     * What is known about one column.
     *
     * @param type the column's type code (io.binrelay.schemas.binlog.ColumnType) as a TABLE_MAP event gives it; labels
     *     of another type than the event's are ignored, together with those of the whole table. -1 where not known,
     *     which fits every type
     * @param name null where not known
     * @param unsigned null where not known
     * @param charset MySQL's name of the character set of a text, ENUM or SET column ({@code binary} for BLOB and its
     *     like); null where not known
     * @param members the members of an ENUM or SET; null where not known
     */
    public record Column(
            int type,
            @Nullable String name,
            @Nullable Boolean unsigned,
            @Nullable String charset,
            @Nullable List<String> members) {
        public Column {
            members = members == null ? null : List.copyOf(members);
        }
    }
}
