package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

/** A table, or what stands where a table's name can stand. */
public record TableName(String database, String name) {
    public TableName {
        requireNonNull(database, "database is null");
        requireNonNull(name, "name is null");
    }

    /** {@code database.name}, as filter rules name tables. */
    @Override
    public String toString() {
        return database + "." + name;
    }
}
