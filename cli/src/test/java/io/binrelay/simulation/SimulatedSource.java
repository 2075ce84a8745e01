package io.binrelay.simulation;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.binlog.EventBodies;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A source with a random workload that remembers what it held after each transaction. */
final class SimulatedSource {
    private static final List<String> TABLES = List.of("a", "b", "c");
    private static final String DATABASE = "shop";
    private static final int MOST_ROWS_EVENTS = 6;
    private static final long KEYS = 20;

    private final SplittableRandom random;
    private final InMemoryBinlog binlog;
    private final List<TableState> states = new ArrayList<>();
    private final List<String> gtids = new ArrayList<>();
    private boolean tornGroupOpen;
    private int connections;
    private long values;

    SimulatedSource(SplittableRandom random) {
        this.random = random;
        this.binlog = new InMemoryBinlog(random.nextBoolean() ? Family.MYSQL : Family.MARIADB, 1, 1_700_000_000);
        states.add(TableState.EMPTY);
        createTable("a");
    }

    InMemoryBinlog binlog() {
        return binlog;
    }

    /** How many transactions were committed. */
    int transactions() {
        return gtids.size();
    }

    /** The tables after so many transactions. */
    TableState stateAfter(long transactions) {
        return states.get((int) transactions);
    }

    /** The GTID of the n-th transaction, from 1. */
    String gtid(long number) {
        return gtids.get((int) number - 1);
    }

    FilePosition end() {
        return binlog.end();
    }

    /** Changes when all connections are lost. */
    int connectionEpoch() {
        return connections;
    }

    /** Does something: mostly a transaction. */
    void act() {
        if (tornGroupOpen) {
            crash();
            return;
        }
        int choice = random.nextInt(100);
        if (choice < 70) {
            transaction();
        } else if (choice < 85) {
            statement();
        } else if (choice < 92) {
            binlog.rotate();
        } else if (choice < 96 && binlog.family() == Family.MARIADB) {
            tornGroup();
        } else {
            crash();
        }
    }

    /** Ends what {@link #act} may have left open. */
    void settle() {
        if (tornGroupOpen) {
            crash();
        }
    }

    private void crash() {
        tornGroupOpen = false;
        connections++;
        binlog.startServer();
    }

    /** The server dies while it writes a group: on MariaDB part of it stays in the file and has had no effect. */
    private void tornGroup() {
        binlog.begin();
        List<String> existing = existingTables();
        if (!existing.isEmpty()) {
            writeChanges(last(), existing.get(0), 1 + random.nextInt(3), false);
        }
        tornGroupOpen = true;
    }

    private void transaction() {
        TableState state = last();
        binlog.begin();
        int statements = random.nextInt(3);
        for (int i = 0; i < statements; i++) {
            List<String> existing = existingTables();
            if (!existing.isEmpty()) {
                String table = existing.get(random.nextInt(existing.size()));
                state = writeChanges(state, table, 1 + random.nextInt(MOST_ROWS_EVENTS), true);
            }
        }
        binlog.commit();
        committed(state);
    }

    /** Rows events of one statement over one table, each an insert, update or delete of one row. */
    private TableState writeChanges(TableState from, String table, int rowsEvents, boolean complete) {
        TableState state = from;
        String qualified = DATABASE + "." + table;
        long tableId = 100L + TABLES.indexOf(table);
        binlog.tableMap(tableId, DATABASE, table);
        for (int i = 1; i <= rowsEvents; i++) {
            int flags = i == rowsEvents && complete ? EventBodies.STATEMENT_END : 0;
            long id = random.nextLong(KEYS);
            String old = state.rows(qualified).get(id);
            Image after = new Image(id, "v" + values++);
            if (old == null) {
                binlog.insert(tableId, flags, after);
                state = state.insert(qualified, after);
            } else if (random.nextBoolean()) {
                Image before = new Image(id, old);
                binlog.update(tableId, flags, before, after);
                state = state.update(qualified, before, after);
            } else {
                Image row = new Image(id, old);
                binlog.delete(tableId, flags, row);
                state = state.delete(qualified, row);
            }
        }
        return state;
    }

    private void statement() {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        if (!last().has(DATABASE + "." + table)) {
            createTable(table);
        } else if (random.nextBoolean()) {
            binlog.statement(DATABASE, "TRUNCATE TABLE " + table);
            committed(last().truncate(DATABASE + "." + table));
        } else {
            binlog.statement(DATABASE, "DROP TABLE " + table);
            committed(last().drop(DATABASE + "." + table));
        }
    }

    private void createTable(String table) {
        binlog.statement(DATABASE, "CREATE TABLE " + table + " (id BIGINT NOT NULL PRIMARY KEY, value VARCHAR(400))");
        committed(last().create(DATABASE + "." + table));
    }

    private void committed(TableState state) {
        gtids.add(binlog.lastGtid());
        states.add(state);
    }

    private List<String> existingTables() {
        return TABLES.stream()
                .filter(table -> last().has(DATABASE + "." + table))
                .toList();
    }

    private TableState last() {
        return states.get(states.size() - 1);
    }
}
