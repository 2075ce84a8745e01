package io.binrelay.simulation;

import io.binrelay.testsupport.binlog.EventBodies.Image;
import java.util.Map;
import java.util.TreeMap;

/** The tables of a server and their rows, by qualified name and id. A value: changes make a new one. */
record TableState(Map<String, Map<Long, String>> tables) {
    static final TableState EMPTY = new TableState(Map.of());

    /** A change that a server would refuse. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int errno;

        Refused(int errno, String message) {
            super(message);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    boolean has(String table) {
        return tables.containsKey(table);
    }

    TableState create(String table) {
        if (has(table)) {
            throw new Refused(1050, "Table '" + table + "' already exists");
        }
        return with(table, Map.of());
    }

    TableState drop(String table) {
        rows(table);
        Map<String, Map<Long, String>> changed = new TreeMap<>(tables);
        changed.remove(table);
        return new TableState(changed);
    }

    TableState truncate(String table) {
        rows(table);
        return with(table, Map.of());
    }

    TableState insert(String table, Image row) {
        Map<Long, String> rows = new TreeMap<>(rows(table));
        if (rows.putIfAbsent(row.id(), row.value()) != null) {
            throw new Refused(1062, "Duplicate entry '" + row.id() + "' for key '" + table + ".PRIMARY'");
        }
        return with(table, rows);
    }

    TableState update(String table, Image before, Image after) {
        return delete(table, before).insert(table, after);
    }

    TableState delete(String table, Image row) {
        Map<Long, String> rows = new TreeMap<>(rows(table));
        if (!rows.remove(row.id(), row.value())) {
            throw new Refused(1032, "Can't find record " + row + " in '" + table + "'");
        }
        return with(table, rows);
    }

    Map<Long, String> rows(String table) {
        Map<Long, String> rows = tables.get(table);
        if (rows == null) {
            throw new Refused(1146, "Table '" + table + "' doesn't exist");
        }
        return rows;
    }

    private TableState with(String table, Map<Long, String> rows) {
        Map<String, Map<Long, String>> changed = new TreeMap<>(tables);
        changed.put(table, Map.copyOf(rows));
        return new TableState(changed);
    }
}
