package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * One connection's part of {@link OltpBacklog}. It works on ids of its own (id modulo the number of connections), so
 * connections never wait for each other, and remembers which of them exist, so that every change meets a row. Not
 * thread-safe.
 */
final class OltpLane {
    private final OltpRows values;
    private final int lane;
    /** Per table the ids that exist, in any order. */
    private final long[][] ids = new long[OltpBacklog.TABLES][];

    private final int[] counts = new int[OltpBacklog.TABLES];
    private long nextId;

    OltpLane(OltpRows values, int lane, int rowsPerTable) {
        this.values = requireNonNull(values, "values is null");
        this.lane = lane;
        this.nextId = rowsPerTable / OltpBacklog.CONNECTIONS + 1L;
        for (int table = 0; table < OltpBacklog.TABLES; table++) {
            ids[table] = new long[rowsPerTable / OltpBacklog.CONNECTIONS + 1];
            for (long id = lane; id < rowsPerTable; id += OltpBacklog.CONNECTIONS) {
                ids[table][counts[table]++] = id;
            }
        }
    }

    /**
     * Runs the statements of one transaction.
     *
     * @return how many rows it changed
     */
    int write(Statement statement) throws SQLException {
        int changes = size();
        for (int i = 0; i < changes; i++) {
            String sql = change(values.below(OltpBacklog.TABLES));
            int met = statement.executeUpdate(sql);
            if (met != 1) {
                throw new IllegalStateException("met " + met + " rows instead of one: " + sql);
            }
        }
        return changes;
    }

    /** 2, 3, 4 or 5 in 10, 40, 30 and 20 % of the cases: 3.6 in the mean. */
    private int size() {
        int percent = values.below(100);
        if (percent < 10) {
            return 2;
        }
        if (percent < 50) {
            return 3;
        }
        return percent < 80 ? 4 : 5;
    }

    private String change(int table) {
        int percent = values.below(100);
        if (percent < 30 || counts[table] == 0) {
            long id = nextId++ * OltpBacklog.CONNECTIONS + lane;
            add(table, id);
            return "INSERT INTO oltp.t" + table + " VALUES " + values.row(id);
        }
        int index = values.below(counts[table]);
        long id = ids[table][index];
        if (percent < 80) {
            return "UPDATE oltp.t" + table + " SET " + values.changes() + " WHERE id=" + id;
        }
        ids[table][index] = ids[table][--counts[table]];
        return "DELETE FROM oltp.t" + table + " WHERE id=" + id;
    }

    private void add(int table, long id) {
        if (counts[table] == ids[table].length) {
            ids[table] = Arrays.copyOf(ids[table], counts[table] * 2);
        }
        ids[table][counts[table]++] = id;
    }
}
