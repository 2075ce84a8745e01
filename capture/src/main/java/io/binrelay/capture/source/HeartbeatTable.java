package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The row by which pt-heartbeat of the Percona Toolkit knows how far a replica is behind: the source's time, in UTC,
 * and where its binary log ends. Written over one connection of its own. For one thread.
 *
 * @see <a href="https://docs.percona.com/percona-toolkit/pt-heartbeat.html">pt-heartbeat</a>
 */
public final class HeartbeatTable implements AutoCloseable {
    private static final String WHAT = "writing its heartbeat table";

    /** As pt-heartbeat writes it: {@code 2026-03-04T05:06:07.000008}. */
    private static final String NOW = "DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%f')";

    private static final String COLUMNS = "ts VARCHAR(26) NOT NULL, server_id INT UNSIGNED NOT NULL PRIMARY KEY,"
            + " file VARCHAR(255), position BIGINT UNSIGNED, relay_master_log_file VARCHAR(255), exec_master_log_pos"
            + " BIGINT UNSIGNED";

    private final SourceSettings settings;
    private final KeptConnection connection;
    private final SourceFailures failures;
    private final String table;

    /**
     * Connects with the first beat, and after a failure with the next one.
     *
     * @param table {@code DATABASE.TABLE}
     */
    public HeartbeatTable(SourceSettings settings, String table) {
        this.settings = requireNonNull(settings, "settings is null");
        this.connection = new KeptConnection(settings, WHAT);
        this.failures = new SourceFailures(settings);
        int dot = requireNonNull(table, "table is null").indexOf('.');
        if (dot < 1 || dot == table.length() - 1) {
            throw new IllegalArgumentException("'" + table + "' is not DATABASE.TABLE");
        }
        this.table = "`" + table.substring(0, dot) + "`.`" + table.substring(dot + 1) + "`";
    }

    /** The statement that creates the table. */
    public String creation() {
        return "CREATE TABLE " + table + " (" + COLUMNS + ")";
    }

    /**
     * Writes the row of this server.
     *
     * @throws SourceException when the source cannot be reached or refuses; its message says what to run there
     */
    public void beat() {
        try {
            Connection open = connection.get();
            FilePosition end = SourceInspector.position(open);
            if (write(
                            open,
                            "UPDATE " + table + " SET ts = " + NOW + ", file = ?, position = ? WHERE server_id ="
                                    + " @@server_id",
                            end)
                    == 0) {
                write(
                        open,
                        "INSERT INTO " + table + " (ts, server_id, file, position) VALUES (" + NOW
                                + ", @@server_id, ?, ?)",
                        end);
            }
        } catch (SQLException e) {
            close();
            throw e.getErrorCode() == 0 ? failures.query(e, WHAT) : refused(e);
        }
    }

    private static int write(Connection open, String sql, @Nullable FilePosition end) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setString(1, end == null ? null : end.file());
            statement.setObject(2, end == null ? null : end.offset());
            return statement.executeUpdate();
        }
    }

    private SourceException refused(SQLException e) {
        return new SourceException(
                "source " + settings.address() + " refused " + WHAT + " " + table + " (" + e.getErrorCode() + "): "
                        + e.getMessage() + ". Run on the source: " + creation() + "; GRANT SELECT, INSERT, UPDATE ON "
                        + table + " TO '" + settings.user() + "'@'%'",
                e.getErrorCode(),
                true,
                e);
    }

    /** Gives up the connection. Idempotent. */
    @Override
    public void close() {
        connection.close();
    }
}
