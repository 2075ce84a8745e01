package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

/**
 * A statement that changes rows, and how to tell that it did what the source did.
 *
 * @param sql each character stands for one byte; names are UTF-8, everything else ASCII
 * @param rows how many rows it must find; -1 for any number
 * @param warnings how many warnings it must leave
 * @param table {@code database.name}, for messages
 */
public record RowStatement(String sql, int rows, int warnings, String table) {
    public RowStatement {
        requireNonNull(sql, "sql is null");
        requireNonNull(table, "table is null");
    }
}
