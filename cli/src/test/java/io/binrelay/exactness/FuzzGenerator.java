package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random statements over several connections, one at a time: it is told after each whether the server took it. The same
 * seed gives the same statements as long as the server answers the same.
 *
 * <p>A connection in a transaction keeps the tables it has changed to itself, so that nobody waits for locks.
 */
final class FuzzGenerator {
    private static final List<String> CONNECTIONS = List.of("a", "b", "c");
    private static final int MOST_TABLES = 6;

    private final FuzzRandom random;
    private final FuzzSchema schema;
    private final Map<String, FuzzTable> tables = new HashMap<>();
    private final Set<String> prepared = new HashSet<>();

    /** Groups of tables that open transactions have touched, by connection; absent when none is open. */
    private final Map<String, Set<Integer>> open = new HashMap<>();

    private Runnable whenAccepted = () -> {};

    FuzzGenerator(long seed, ServerVersion server) {
        this.random = new FuzzRandom(seed);
        this.schema = new FuzzSchema(random, server);
    }

    /** A statement and the connection it runs on. */
    record Statement(String connection, String sql) {
        Statement {
            requireNonNull(connection, "connection is null");
            requireNonNull(sql, "sql is null");
        }
    }

    Statement next() {
        whenAccepted = () -> {};
        String connection = random.of(CONNECTIONS);
        if (prepared.add(connection)) {
            return new Statement(connection, "SET sql_mode = '', innodb_lock_wait_timeout = 1, lock_wait_timeout = 1");
        }
        return new Statement(connection, statement(connection));
    }

    /** The server has taken the last statement. */
    void accepted() {
        whenAccepted.run();
    }

    private String statement(String connection) {
        int dice = random.below(100);
        if (tables.size() < 2 || (dice < 3 && tables.size() < MOST_TABLES)) {
            return createTable(connection);
        }
        if (dice < 16) {
            return control(connection);
        }
        @Nullable FuzzTable table = free(connection);
        if (table == null) {
            return end(connection);
        }
        return dice < 27 ? definition(connection, table) : change(connection, table);
    }

    private String createTable(String connection) {
        List<FuzzTable> parents = tables.values().stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.name().equals("id")))
                .filter(table -> isFree(connection, table))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        FuzzSchema.Made made = schema.newTable(parents.isEmpty() || random.percent(70) ? null : random.of(parents));
        return commits(connection, () -> put(made.table()), made.sql());
    }

    private void put(FuzzTable table) {
        tables.put(table.name(), table);
    }

    private void replace(FuzzTable old, FuzzTable changed) {
        tables.remove(old.name());
        put(changed);
    }

    private String commits(String connection, Runnable effect, String sql) {
        whenAccepted = () -> {
            open.remove(connection);
            effect.run();
        };
        return sql;
    }

    private @Nullable FuzzTable free(String connection) {
        List<FuzzTable> free = tables.values().stream()
                .filter(table -> isFree(connection, table))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        return free.isEmpty() ? null : random.of(free);
    }

    private boolean isFree(String connection, FuzzTable table) {
        return open.entrySet().stream()
                .noneMatch(entry ->
                        !entry.getKey().equals(connection) && entry.getValue().contains(table.group()));
    }

    private String control(String connection) {
        if (!open.containsKey(connection)) {
            if (random.percent(30)) {
                return "SET binlog_row_image = " + random.of("FULL", "MINIMAL", "NOBLOB");
            }
            whenAccepted = () -> open.put(connection, new HashSet<>());
            return "BEGIN";
        }
        return switch (random.below(6)) {
            case 0 -> "SAVEPOINT s" + random.below(2);
            case 1 -> "ROLLBACK TO s" + random.below(2);
            default -> end(connection);
        };
    }

    private String end(String connection) {
        return commits(connection, () -> {}, random.percent(80) ? "COMMIT" : "ROLLBACK");
    }

    private String change(String connection, FuzzTable table) {
        Set<Integer> groups = open.get(connection);
        if (groups != null) {
            // Even if the statement fails: it may keep locks.
            groups.add(table.group());
        }
        return switch (random.below(14)) {
            case 0, 1, 2, 3, 4 -> insert("INSERT INTO ", table);
            case 5 -> insert("INSERT IGNORE INTO ", table);
            case 6 -> insert("REPLACE INTO ", table);
            case 7 -> insert("INSERT INTO ", table) + " ON DUPLICATE KEY UPDATE " + assignment(table);
            case 8 -> insertSelect(table);
            case 9, 10, 11 -> update(table);
            default -> delete(table);
        };
    }

    private String insert(String verb, FuzzTable table) {
        List<FuzzColumn> columns = new ArrayList<>(table.writable());
        if (random.percent(20) && columns.size() > 1) {
            columns.remove(random.below(columns.size()));
        }
        String rows = IntStream.range(0, random.percent(5) ? 200 : random.between(1, 5))
                .mapToObj(i -> columns.stream().map(this::value).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
        return verb + table.name() + " (" + FuzzTable.names(columns) + ") VALUES " + rows;
    }

    private String value(FuzzColumn column) {
        if (column.definition().contains("AUTO_INCREMENT")) {
            return random.percent(60) ? "NULL" : Integer.toString(random.below(60));
        }
        if (column.name().equals("id") || column.name().equals("parent")) {
            return Integer.toString(random.below(60));
        }
        return !column.notNull() && random.percent(15) ? "NULL" : column.type().value(random);
    }

    /** Of a table into itself, with other ids. */
    private String insertSelect(FuzzTable table) {
        List<FuzzColumn> columns = table.writable();
        String selected = columns.stream()
                .map(column -> column.name().equals("id") ? "id + 100" : column.name())
                .collect(Collectors.joining(", "));
        return "INSERT IGNORE INTO " + table.name() + " (" + FuzzTable.names(columns) + ") SELECT " + selected
                + " FROM " + table.name() + " LIMIT 30";
    }

    private String assignment(FuzzTable table) {
        FuzzColumn column = random.of(table.writable());
        return column.name() + " = " + value(column);
    }

    private String update(FuzzTable table) {
        String more = random.percent(40) ? ", " + assignment(table) : "";
        return "UPDATE " + random.of("", "", "IGNORE ") + table.name() + " SET " + assignment(table) + more
                + where(table);
    }

    private String delete(FuzzTable table) {
        return "DELETE FROM " + table.name() + where(table);
    }

    private String where(FuzzTable table) {
        FuzzColumn column = random.of(table.columns());
        return switch (random.below(5)) {
            case 0 -> " LIMIT " + random.between(1, 5);
            case 1 -> " WHERE " + column.name() + " IS NULL";
            case 2 -> " WHERE LENGTH(" + column.name() + ") > " + random.below(8) + " LIMIT 10";
            default -> " WHERE " + column.name() + " >= " + value(column) + " LIMIT 20";
        };
    }

    private String definition(String connection, FuzzTable table) {
        FuzzColumn column = random.of(table.columns());
        String alter = "ALTER TABLE " + table.name();
        switch (random.below(10)) {
            case 0, 1 -> {
                FuzzColumn added = schema.newColumn();
                return commits(
                        connection,
                        () -> replace(table, table.with(added)),
                        alter + " ADD COLUMN " + added.toSql() + random.of("", "", " FIRST"));
            }
            case 2 -> {
                return commits(
                        connection,
                        () -> replace(table, table.without(column)),
                        alter + " DROP COLUMN " + column.name());
            }
            case 3 -> {
                FuzzColumn changed = schema.newColumn().renamed(column.name());
                return commits(
                        connection,
                        () -> replace(table, table.replacing(column, changed)),
                        alter + " MODIFY COLUMN " + changed.toSql());
            }
            case 4 -> {
                FuzzColumn renamed = column.renamed(schema.newName("r"));
                return commits(
                        connection,
                        () -> replace(table, table.replacing(column, renamed)),
                        alter + " CHANGE COLUMN " + column.name() + " "
                                + renamed.toSql().replace("PRIMARY KEY", ""));
            }
            case 5 -> {
                return addIndex(connection, table, alter);
            }
            case 6 -> {
                if (table.indexes().isEmpty()) {
                    return commits(connection, () -> {}, alter + " FORCE");
                }
                String index = random.of(table.indexes());
                return commits(
                        connection, () -> replace(table, table.withoutIndex(index)), alter + " DROP INDEX " + index);
            }
            case 7 -> {
                FuzzTable renamed = table.withName(schema.newName("n"));
                return commits(
                        connection,
                        () -> replace(table, renamed),
                        "RENAME TABLE " + table.name() + " TO " + renamed.name());
            }
            case 8 -> {
                return commits(connection, () -> {}, "TRUNCATE TABLE " + table.name());
            }
            default -> {
                return commits(connection, () -> tables.remove(table.name()), "DROP TABLE " + table.name());
            }
        }
    }

    private String addIndex(String connection, FuzzTable table, String alter) {
        List<FuzzColumn> keyable = table.columns().stream()
                .filter(column -> column.type().isKeyable())
                .toList();
        if (keyable.isEmpty()) {
            return commits(connection, () -> {}, alter + " COMMENT '" + schema.newName("comment ") + "'");
        }
        String index = schema.newName("k");
        return commits(
                connection,
                () -> replace(table, table.withIndex(index)),
                alter + random.of(" ADD INDEX ", " ADD INDEX ", " ADD UNIQUE INDEX ") + index + " ("
                        + schema.keyParts(keyable) + ")");
    }
}
