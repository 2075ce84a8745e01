package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNullElse;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A replica that follows by MySQL's own replication: the peer of the applier. */
final class NativeReplica {
    private static final long TIMEOUT_SECONDS = 900;
    private static final long POLL_NANOS = 20_000_000;

    /** Before everything. */
    private static final FilePosition NOWHERE = new FilePosition("none.0", 4);

    private final DatabaseServer server;

    NativeReplica(DatabaseServer server) {
        this.server = server;
    }

    /** Options a server needs so that its appliers commit in the source's order, as binrelay does. */
    static List<String> options(int workers) {
        return List.of(
                "--slave-parallel-workers=" + workers,
                "--slave-parallel-type=LOGICAL_CLOCK",
                "--slave-preserve-commit-order=" + (workers > 1 ? "ON" : "OFF"));
    }

    /** Points the replica at a position of a source's log; starts nothing. */
    void follow(String host, int port, FilePosition from) throws SQLException {
        server.execute("CHANGE MASTER TO MASTER_HOST='" + host + "', MASTER_PORT=" + port + ", MASTER_USER='"
                + BenchmarkServers.USER + "', MASTER_PASSWORD='" + BenchmarkServers.PASSWORD
                + "', GET_MASTER_PUBLIC_KEY=1, MASTER_LOG_FILE='" + from.file() + "', MASTER_LOG_POS="
                + from.offset());
    }

    /** Copies the log up to a position into the relay log, so that only its application is timed afterwards. */
    void fetch(FilePosition end) throws SQLException {
        server.execute("START SLAVE IO_THREAD");
        await(
                () -> position("Master_Log_File", "Read_Master_Log_Pos").compareTo(end) >= 0,
                "did not fetch up to " + end);
        server.execute("STOP SLAVE IO_THREAD");
    }

    /** Applies up to a position and stops there. */
    void applyUntil(FilePosition end) throws SQLException {
        server.execute(
                "START SLAVE SQL_THREAD UNTIL MASTER_LOG_FILE='" + end.file() + "', MASTER_LOG_POS=" + end.offset());
        await(() -> "No".equals(status("Slave_SQL_Running")), "did not stop at " + end);
        if (position("Relay_Master_Log_File", "Exec_Master_Log_Pos").compareTo(end) < 0) {
            throw new BenchmarkException("the native replica stopped before " + end + ": " + lastError());
        }
    }

    /** Fetches and applies from now on. */
    void start() throws SQLException {
        server.execute("START SLAVE");
    }

    /** Applies what was fetched. */
    void startApply() throws SQLException {
        server.execute("START SLAVE SQL_THREAD");
    }

    /** Returns once the replica has applied everything before the position. */
    void awaitApplied(FilePosition end) throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement wait = connection.prepareStatement("SELECT MASTER_POS_WAIT(?, ?, ?)")) {
            wait.setString(1, end.file());
            wait.setLong(2, end.offset());
            wait.setLong(3, TIMEOUT_SECONDS);
            try (ResultSet result = wait.executeQuery()) {
                result.next();
                String answer = result.getString(1);
                if (answer == null || answer.startsWith("-")) {
                    throw new BenchmarkException("the native replica did not apply up to " + end + ": " + lastError());
                }
            }
        }
    }

    /** A condition on the replica's status. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws SQLException;
    }

    private void await(Condition condition, String otherwise) throws SQLException {
        long deadline = System.nanoTime() + TIMEOUT_SECONDS * 1_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > deadline || !status("Last_SQL_Error").isEmpty()) {
                throw new BenchmarkException("the native replica " + otherwise + ": " + lastError());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private FilePosition position(String fileColumn, String offsetColumn) throws SQLException {
        String file = status(fileColumn);
        return file.isEmpty()
                ? NOWHERE
                : new FilePosition(file, Math.max(NOWHERE.offset(), Long.parseLong(status(offsetColumn))));
    }

    private String lastError() throws SQLException {
        return "Last_IO_Error='" + status("Last_IO_Error") + "', Last_SQL_Error='" + status("Last_SQL_Error") + "'";
    }

    /** One column of the replica's status; empty where there is none. */
    private String status(String column) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
            return status.next() ? requireNonNullElse(status.getString(column), "") : "";
        }
    }
}
