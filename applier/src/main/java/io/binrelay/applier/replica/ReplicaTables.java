package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.logical.TargetColumn;
import io.binrelay.applier.logical.TargetTable;
import io.binrelay.relay.filter.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The definitions of the replica's tables, each read when it is first asked for. Not thread-safe. */
final class ReplicaTables {
    /** ER_NO_SUCH_TABLE. */
    private static final int NO_SUCH_TABLE = 1146;

    private final ReplicaConnection connection;
    private final boolean lowerCase;
    private final Map<String, TargetTable> tables = new HashMap<>();

    ReplicaTables(ReplicaConnection connection, ReplicaServer server) {
        this.connection = requireNonNull(connection, "connection is null");
        this.lowerCase = server.number("lower_case_table_names", 0) != 0;
    }

    /** Qualified names of at most five tables that are neither the server's own nor binrelay's. */
    static List<String> someOfUsers(ReplicaConnection connection) {
        return connection
                .query("SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA"
                        + " NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys', 'binrelay')"
                        + " ORDER BY 1 LIMIT 5")
                .stream()
                .map(row -> requireNonNull(row.get(0), "a table without a name"))
                .toList();
    }

    /** Forgets all: a statement may have changed any of them. */
    void forget() {
        tables.clear();
    }

    /** @throws ReplicaException (1146) there is no such table */
    TargetTable table(String database, String name) {
        return tables.computeIfAbsent(database + "." + name, key -> read(database, name));
    }

    private TargetTable read(String database, String name) {
        String type = connection.value(
                "SELECT TABLE_TYPE FROM information_schema.TABLES" + of("TABLE_SCHEMA", "TABLE_NAME", database, name));
        if (type == null) {
            throw new ReplicaException(
                    "Table '" + database + "." + name + "' doesn't exist", NO_SUCH_TABLE, "42S02", null);
        }
        return new TargetTable(
                database,
                name,
                type,
                columns(database, name),
                keys(database, name),
                connection
                        .query("SELECT TRIGGER_NAME FROM information_schema.TRIGGERS"
                                + of("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE", database, name)
                                + " ORDER BY TRIGGER_NAME")
                        .stream()
                        .map(row -> text(row, 0))
                        .toList());
    }

    /** The names to the byte: MariaDB's catalog compares them without regard to case. */
    private String of(String schemaColumn, String nameColumn, String database, String name) {
        return " WHERE " + is(schemaColumn, database) + " AND " + is(nameColumn, name);
    }

    private String is(String column, String name) {
        String literal = ReplicaConnection.literal(lowerCase ? name.toLowerCase(Locale.ROOT) : name);
        return column + "=" + literal + " AND BINARY " + column + "=BINARY " + literal;
    }

    private List<TargetColumn> columns(String database, String name) {
        List<TargetColumn> columns = new ArrayList<>();
        for (List<@Nullable String> row :
                connection.query("SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_SET_NAME,"
                        + " COALESCE(CHARACTER_MAXIMUM_LENGTH, 0), COALESCE(DATETIME_PRECISION, NUMERIC_SCALE, 0),"
                        + " COALESCE(NUMERIC_PRECISION, 0), COALESCE(GENERATION_EXPRESSION, '') <> '',"
                        + " LOWER(EXTRA) LIKE '%on update%' FROM information_schema.COLUMNS"
                        + of("TABLE_SCHEMA", "TABLE_NAME", database, name) + " ORDER BY ORDINAL_POSITION")) {
            columns.add(new TargetColumn(
                    text(row, 0),
                    text(row, 1).toLowerCase(Locale.ROOT),
                    text(row, 2),
                    row.get(3),
                    Long.parseLong(text(row, 4)),
                    Integer.parseInt(text(row, 5)),
                    Integer.parseInt(text(row, 6)),
                    text(row, 7).equals("1"),
                    text(row, 8).equals("1")));
        }
        return columns;
    }

    private List<List<String>> keys(String database, String name) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        for (List<@Nullable String> row :
                connection.query("SELECT INDEX_NAME, COLUMN_NAME, NULLABLE FROM information_schema.STATISTICS"
                        + of("TABLE_SCHEMA", "TABLE_NAME", database, name)
                        + " AND NON_UNIQUE=0 ORDER BY INDEX_NAME<>'PRIMARY', INDEX_NAME, SEQ_IN_INDEX")) {
            String column = row.get(1);
            String key = text(row, 0);
            if (column == null || "YES".equals(row.get(2))) {
                unusable.add(key); // over an expression, or one that NULLs may pass more than once
            } else {
                keys.computeIfAbsent(key, k -> new ArrayList<>()).add(column);
            }
        }
        unusable.forEach(keys::remove);
        return List.copyOf(keys.values());
    }

    private static String text(List<@Nullable String> row, int column) {
        return requireNonNull(row.get(column), "the catalog has NULL in place " + column);
    }

    /** The table that a trigger is on; begins a transaction. */
    static Optional<TableName> ofTrigger(ReplicaConnection connection, TableName trigger) {
        List<List<@Nullable String>> rows = connection.query("SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM"
                + " information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = " + ReplicaConnection.literal(trigger.database())
                + " AND TRIGGER_NAME = " + ReplicaConnection.literal(trigger.name()));
        return rows.stream()
                .findFirst()
                .map(row -> new TableName(
                        requireNonNull(row.get(0), "a trigger without a schema"),
                        requireNonNull(row.get(1), "a trigger without a table")));
    }
}
