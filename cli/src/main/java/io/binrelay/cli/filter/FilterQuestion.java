package io.binrelay.cli.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.filter.NameComparison;
import io.binrelay.relay.filter.TableName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained.
 *
 * @param table empty: about the database
 * @param statementOnly not about rows
 * @param current the default database of the statement; where it is the table's own, the statement is taken to name the
 *     table without it
 * @param names how the servers compare names
 */
public record FilterQuestion(
        String database, Optional<TableName> table, boolean statementOnly, String current, NameComparison names) {
    public FilterQuestion {
        requireNonNull(database, "database is null");
        requireNonNull(table, "table is null");
        requireNonNull(current, "current is null");
        requireNonNull(names, "names is null");
    }

    /**
     * As it is typed.
     *
     * @param named {@code DB.TABLE} or {@code DB}
     * @param defaultDatabase null for that of the table
     * @throws IllegalArgumentException it is neither
     */
    public static FilterQuestion of(
            String named, boolean statementOnly, @Nullable String defaultDatabase, NameComparison names) {
        int dot = named.indexOf('.');
        String database = dot < 0 ? named : named.substring(0, dot);
        if (database.isEmpty() || dot == named.length() - 1) {
            throw new IllegalArgumentException("'" + named + "' is neither DB.TABLE nor DB");
        }
        return new FilterQuestion(
                database,
                dot < 0 ? Optional.empty() : Optional.of(new TableName(database, named.substring(dot + 1))),
                statementOnly,
                defaultDatabase == null ? database : defaultDatabase,
                names);
    }

    /** {@code DB.TABLE} or {@code DB}. */
    String named() {
        return table.map(TableName::toString).orElse(database);
    }
}
