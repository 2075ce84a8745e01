package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs statements on one connection and counts the rows they change. Not thread-safe. */
final class ShopStatements {
    private final Connection connection;
    private long rows;

    ShopStatements(Connection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    /** Rows changed since the object was made. */
    long rows() {
        return rows;
    }

    /** What was changed so far was undone. */
    void forgetRowsSince(long before) {
        rows = before;
    }

    /** Runs a statement that changes rows. */
    void change(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            rows += statement.executeUpdate(sql);
        }
    }

    /** Inserts a row and gives the AUTO_INCREMENT value it got. */
    long insert(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            rows += statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /** Runs any other statement. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether a SELECT COUNT(*) gives more than 0. */
    boolean exists(String sql) throws SQLException {
        return number(sql) > 0;
    }

    /** The one number that a SELECT gives; 0 for NULL. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
