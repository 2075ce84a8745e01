package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was when its rows were written.
 *
 * @param columns in the order of the rows
 */
public record Table(String database, String name, List<Column> columns) {
    public Table {
        requireNonNull(database, "database is null");
        requireNonNull(name, "name is null");
        columns = List.copyOf(columns);
    }

    /** {@code database.name}. */
    public String qualifiedName() {
        return database + "." + name;
    }

    /**
     * A column of the table.
     *
     * @param name {@code @1}, {@code @2} ... where the name is not known
     * @param type as in SQL, as far as the binary log tells
     * @param charset the character set of a text column, else null
     */
    public record Column(String name, String type, @Nullable String charset, boolean nullable) {
        public Column {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
        }
    }
}
