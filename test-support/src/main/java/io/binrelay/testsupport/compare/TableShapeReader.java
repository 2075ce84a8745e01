package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the columns and primary keys of all tables (not views) of a server. */
final class TableShapeReader {
    private final Statement statement;

    TableShapeReader(Statement statement) {
        this.statement = requireNonNull(statement, "statement is null");
    }

    List<TableShape> read() throws SQLException {
        SortedMap<ObjectName, Boolean> tables = tables();
        Map<ObjectName, List<Column>> columns = columns();
        Map<ObjectName, List<String>> keys = primaryKeys();
        List<TableShape> shapes = new ArrayList<>();
        for (Map.Entry<ObjectName, Boolean> table : tables.entrySet()) {
            shapes.add(new TableShape(
                    table.getKey(),
                    columns.getOrDefault(table.getKey(), List.of()),
                    keys.getOrDefault(table.getKey(), List.of()),
                    table.getValue()));
        }
        return shapes;
    }

    private SortedMap<ObjectName, Boolean> tables() throws SQLException {
        String sql = "SELECT table_schema, table_name, table_type FROM information_schema.tables"
                + " WHERE table_type NOT LIKE '%VIEW' AND " + SystemSchemas.excluded("table_schema");
        SortedMap<ObjectName, Boolean> tables = new TreeMap<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                tables.put(table(result), "SYSTEM VERSIONED".equals(result.getString(3)));
            }
        }
        return tables;
    }

    private Map<ObjectName, List<Column>> columns() throws SQLException {
        String sql =
                "SELECT table_schema, table_name, column_name, data_type, column_type FROM information_schema.columns"
                        + " WHERE " + SystemSchemas.excluded("table_schema") + " ORDER BY 1, 2, ordinal_position";
        Map<ObjectName, List<Column>> columns = new TreeMap<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                columns.computeIfAbsent(table(result), any -> new ArrayList<>())
                        .add(new Column(
                                result.getString(3),
                                result.getString(4).toLowerCase(Locale.ROOT),
                                result.getString(5)));
            }
        }
        return columns;
    }

    private Map<ObjectName, List<String>> primaryKeys() throws SQLException {
        String sql = "SELECT table_schema, table_name, column_name FROM information_schema.key_column_usage"
                + " WHERE constraint_name = 'PRIMARY' AND " + SystemSchemas.excluded("table_schema")
                + " ORDER BY 1, 2, ordinal_position";
        Map<ObjectName, List<String>> keys = new TreeMap<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                keys.computeIfAbsent(table(result), any -> new ArrayList<>()).add(result.getString(3));
            }
        }
        return keys;
    }

    private static ObjectName table(ResultSet result) throws SQLException {
        return new ObjectName("table", result.getString(1), result.getString(2));
    }
}
