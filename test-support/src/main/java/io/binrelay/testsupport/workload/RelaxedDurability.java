package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A server that does not wait for its disk at commit (innodb_flush_log_at_trx_commit=0, sync_binlog=0) until this is
 * closed: for writing backlogs quickly. What was committed meanwhile may be lost if the server is killed. Not
 * thread-safe.
 */
public final class RelaxedDurability implements AutoCloseable {
    private final Connection connection;
    private final int flushLog;
    private final int syncBinlog;

    /**
     * Relaxes the server now.
     *
     * @param connection of an account that may set global variables; used again by {@link #close()}, not closed
     */
    public RelaxedDurability(Connection connection) throws SQLException {
        this.connection = requireNonNull(connection, "connection is null");
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT @@innodb_flush_log_at_trx_commit, @@sync_binlog")) {
            result.next();
            flushLog = result.getInt(1);
            syncBinlog = result.getInt(2);
        }
        set(0, 0);
    }

    /** Brings the server back to how it was. */
    @Override
    public void close() throws SQLException {
        set(flushLog, syncBinlog);
    }

    private void set(int flush, int sync) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = " + flush);
            statement.execute("SET GLOBAL sync_binlog = " + sync);
        }
    }
}
