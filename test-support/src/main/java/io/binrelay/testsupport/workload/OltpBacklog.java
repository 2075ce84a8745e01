package io.binrelay.testsupport.workload;

import io.binrelay.testsupport.servers.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A backlog for benchmarks: many small transactions, each 2 to 5 row changes (3.6 in the mean) of 8 tables: half of
 * them updates, 30 % inserts, 20 % deletes, all by primary key. Every change meets exactly one row. The final rows are
 * the same for the same seed; the order of transactions of different connections is not. Immutable.
 */
public final class OltpBacklog {
    /** The schema it makes. */
    public static final String SCHEMA = "oltp";

    static final int TABLES = 8;
    static final int CONNECTIONS = 4;

    private final long seed;
    private final int transactions;
    private final int rowsPerTable;

    /**
     * Of any size.
     *
     * @param transactions at least 1
     * @param rowsPerTable rows in each of the 8 tables before; at least 1,000
     */
    public OltpBacklog(long seed, int transactions, int rowsPerTable) {
        if (transactions < 1 || rowsPerTable < 1_000) {
            throw new IllegalArgumentException(
                    transactions + " transactions on tables of " + rowsPerTable + " rows: at least 1 on 1,000");
        }
        this.seed = seed;
        this.transactions = transactions;
        this.rowsPerTable = rowsPerTable;
    }

    /** 100,000 transactions on tables of 10,000 rows. */
    public static OltpBacklog standard(long seed) {
        return new OltpBacklog(seed, 100_000, 10_000);
    }

    /** Makes the schema anew and fills the tables {@code oltp.t0} to {@code oltp.t7}; not part of the backlog. */
    @SuppressWarnings("try") // relaxed meanwhile
    public void createSchema(ConnectionSource source) throws SQLException {
        try (Connection connection = source.open();
                RelaxedDurability relaxed = new RelaxedDurability(connection);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS oltp");
            statement.execute("CREATE DATABASE oltp CHARACTER SET utf8mb4");
            for (int table = 0; table < TABLES; table++) {
                statement.execute("CREATE TABLE oltp.t" + table + " (id BIGINT PRIMARY KEY, k INT NOT NULL,"
                        + " name VARCHAR(60) NOT NULL, price DECIMAL(10,2) NOT NULL, amount INT UNSIGNED NOT NULL,"
                        + " changed DATETIME NOT NULL, note VARCHAR(100), KEY by_k (k))");
                fill(statement, table);
            }
        }
    }

    private void fill(Statement statement, int table) throws SQLException {
        OltpRows rows = new OltpRows(seed, -1 - table);
        int perStatement = 1_000;
        for (int from = 0; from < rowsPerTable; from += perStatement) {
            StringBuilder sql = new StringBuilder("INSERT INTO oltp.t" + table + " VALUES ");
            for (int id = from; id < Math.min(rowsPerTable, from + perStatement); id++) {
                sql.append(id == from ? "" : ",").append(rows.row(id));
            }
            statement.executeUpdate(sql.toString());
        }
    }

    /**
     * Writes the transactions. The server is relaxed meanwhile ({@link RelaxedDurability}).
     *
     * @param source of an account that may set global variables
     */
    public BacklogSize write(ConnectionSource source) throws SQLException, InterruptedException {
        List<ParallelWriters.Part> parts = IntStream.range(0, CONNECTIONS)
                .<ParallelWriters.Part>mapToObj(lane -> connection -> writeLane(connection, lane))
                .toList();
        return ParallelWriters.run(source, parts);
    }

    private BacklogSize writeLane(Connection connection, int lane) throws SQLException {
        OltpLane writer = new OltpLane(new OltpRows(seed, lane), lane, rowsPerTable);
        long rows = 0;
        long done = 0;
        try (Statement statement = connection.createStatement()) {
            for (int transaction = lane; transaction < transactions; transaction += CONNECTIONS) {
                rows += writer.write(statement);
                connection.commit();
                done++;
            }
        }
        return new BacklogSize(done, rows);
    }
}
