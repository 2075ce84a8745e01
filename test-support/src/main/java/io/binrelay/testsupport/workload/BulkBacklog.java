package io.binrelay.testsupport.workload;

import io.binrelay.testsupport.servers.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A backlog for benchmarks: big transactions that only insert, into one table of 11 columns. The rows are the same for
 * the same seed; the order of transactions is not, as several connections write. Immutable.
 */
public final class BulkBacklog {
    /** The schema it makes. */
    public static final String SCHEMA = "bulk";

    private static final int CONNECTIONS = 3;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final long seed;
    private final int transactions;
    private final int rowsPerTransaction;

    /**
     * Of any size.
     *
     * @param transactions at least 1
     * @param rowsPerTransaction 1 to 10,000
     */
    public BulkBacklog(long seed, int transactions, int rowsPerTransaction) {
        if (transactions < 1 || rowsPerTransaction < 1 || rowsPerTransaction > 10_000) {
            throw new IllegalArgumentException(transactions + " transactions of " + rowsPerTransaction
                    + " rows: at least 1," + " and at most 10,000 rows in one");
        }
        this.seed = seed;
        this.transactions = transactions;
        this.rowsPerTransaction = rowsPerTransaction;
    }

    /** 1,000 transactions of 1,000 rows. */
    public static BulkBacklog standard(long seed) {
        return new BulkBacklog(seed, 1_000, 1_000);
    }

    /** How much {@link #write} writes. */
    public BacklogSize size() {
        return new BacklogSize(transactions, (long) transactions * rowsPerTransaction);
    }

    /** Makes the schema anew, with the empty table {@code bulk.measurements}. */
    public void createSchema(ConnectionSource source) throws SQLException {
        try (Connection connection = source.open();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS bulk");
            statement.execute("CREATE DATABASE bulk CHARACTER SET utf8mb4");
            statement.execute(
                    "CREATE TABLE bulk.measurements (id BIGINT PRIMARY KEY, device INT NOT NULL, batch BIGINT NOT NULL,"
                            + " kind TINYINT NOT NULL, label VARCHAR(60) NOT NULL, place VARCHAR(30), code CHAR(10) NOT NULL,"
                            + " amount DECIMAL(12,2) NOT NULL, reading DOUBLE NOT NULL, taken DATETIME NOT NULL,"
                            + " kept TIMESTAMP NULL)");
        }
    }

    /**
     * Writes the transactions. The server is relaxed meanwhile ({@link RelaxedDurability}).
     *
     * @param source of an account that may set global variables
     */
    public BacklogSize write(ConnectionSource source) throws SQLException, InterruptedException {
        List<ParallelWriters.Part> parts = IntStream.range(0, CONNECTIONS)
                .<ParallelWriters.Part>mapToObj(part -> connection -> writePart(connection, part))
                .toList();
        return ParallelWriters.run(source, parts);
    }

    private BacklogSize writePart(Connection connection, int part) throws SQLException {
        long written = 0;
        try (Statement statement = connection.createStatement()) {
            for (int transaction = part; transaction < transactions; transaction += CONNECTIONS) {
                statement.executeUpdate(insert(transaction));
                connection.commit();
                written++;
            }
        }
        return new BacklogSize(written, written * rowsPerTransaction);
    }

    private String insert(int transaction) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + transaction);
        StringBuilder sql = new StringBuilder(rowsPerTransaction * 220).append("INSERT INTO bulk.measurements VALUES ");
        for (int row = 0; row < rowsPerTransaction; row++) {
            sql.append(row == 0 ? "(" : ",(").append((long) transaction * rowsPerTransaction + row);
            sql.append(',').append(random.nextInt(10_000)).append(',').append(random.nextLong(1L << 40));
            sql.append(',').append(random.nextInt(100)).append(",'");
            appendText(sql, random, 20 + random.nextInt(40));
            sql.append("','");
            appendText(sql, random, 5 + random.nextInt(25));
            sql.append("','");
            appendText(sql, random, 10);
            sql.append("',").append(random.nextInt(1_000_000)).append('.').append(10 + random.nextInt(90));
            sql.append(',')
                    .append(random.nextDouble())
                    .append(",'2024-0")
                    .append(1 + random.nextInt(9))
                    .append('-');
            sql.append(10 + random.nextInt(18))
                    .append(" 1")
                    .append(random.nextInt(10))
                    .append(":2")
                    .append(random.nextInt(10));
            sql.append(":30',")
                    .append(random.nextInt(10) == 0 ? "NULL" : "'2024-06-01 12:00:00'")
                    .append(')');
        }
        return sql.toString();
    }

    private static void appendText(StringBuilder to, SplittableRandom random, int length) {
        for (int i = 0; i < length; i++) {
            to.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
    }
}
