package io.binrelay.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Transactions of 1,000 rows inserted by one statement, 11 columns of the usual types, about 150 bytes a row. */
final class BulkBacklog implements BacklogWriter {
    static final int ROWS_PER_TRANSACTION = 1_000;

    private final long transactions;

    /** @param rows rounded up to whole transactions */
    BulkBacklog(long rows) {
        this.transactions = (rows + ROWS_PER_TRANSACTION - 1) / ROWS_PER_TRANSACTION;
    }

    @Override
    public long transactions() {
        return transactions;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE bulk CHARACTER SET utf8mb4");
            statement.execute("CREATE TABLE bulk.item (id BIGINT NOT NULL PRIMARY KEY, batch INT NOT NULL,"
                    + " code CHAR(12) NOT NULL, title VARCHAR(80) NOT NULL, remark VARCHAR(200),"
                    + " price DECIMAL(12,2) NOT NULL, weight DOUBLE NOT NULL, stock INT UNSIGNED NOT NULL,"
                    + " created DATETIME NOT NULL, changed TIMESTAMP(6) NOT NULL, active TINYINT(1) NOT NULL)"
                    + " ENGINE=InnoDB");
            statement.execute("CREATE DATABASE prepared");
            statement.execute("CREATE TABLE " + PREPARED + " (id INT NOT NULL PRIMARY KEY)");
        }
    }

    @Override
    public long write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (long transaction = 0; transaction < transactions; transaction++) {
                statement.execute(insert(transaction));
            }
        }
        return transactions * ROWS_PER_TRANSACTION;
    }

    /** Autocommitted: one statement, one transaction. */
    private static String insert(long transaction) {
        StringBuilder sql = new StringBuilder(200 * ROWS_PER_TRANSACTION).append("INSERT INTO bulk.item VALUES ");
        for (int i = 0; i < ROWS_PER_TRANSACTION; i++) {
            appendRow(sql.append(i == 0 ? "" : ","), transaction, transaction * ROWS_PER_TRANSACTION + i + 1);
        }
        return sql.toString();
    }

    private static void appendRow(StringBuilder sql, long transaction, long id) {
        sql.append('(').append(id).append(',').append(transaction);
        sql.append(",'C").append(10_000_000_000L + id).append("','Item number ").append(id);
        sql.append(" of the catalogue, blue',");
        if (id % 5 == 0) {
            sql.append("NULL");
        } else {
            sql.append("'Remark on item ").append(id).append(": keep dry, this side up'");
        }
        sql.append(',').append(id % 100_000).append('.').append(10 + id % 90);
        sql.append(',').append(id % 1_000 * 0.37);
        sql.append(',').append(id * 7 % 4_000_000_000L);
        sql.append(",'2026-03-")
                .append(10 + id % 20)
                .append(" 12:")
                .append(10 + id % 50)
                .append(":07'");
        sql.append(",'2026-03-15 08:").append(10 + id % 50).append(":01.").append(100_000 + id % 900_000);
        sql.append("',").append(id % 2).append(')');
    }
}
