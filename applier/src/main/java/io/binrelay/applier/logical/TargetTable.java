package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A table of the replica.
 *
 * @param type TABLE_TYPE of {@code information_schema.TABLES}: {@code BASE TABLE}, {@code VIEW}, {@code SEQUENCE}, ...
 * @param columns in their order
 * @param keys columns of the keys that find at most one row, all NOT NULL, the primary key first
 * @param triggers their names
 */
public record TargetTable(
        String database,
        String name,
        String type,
        List<TargetColumn> columns,
        List<List<String>> keys,
        List<String> triggers) {
    public TargetTable {
        requireNonNull(database, "database is null");
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        columns = List.copyOf(columns);
        keys = keys.stream().map(List::copyOf).toList();
        triggers = List.copyOf(triggers);
    }

    String quoted() {
        return Names.quoted(database) + "." + Names.quoted(name);
    }
}
