package io.binrelay.benchmarks;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A replica that follows by MySQL's own replication: the peer of the applier. */
final class NativeReplica {
    private static final long TIMEOUT_SECONDS = 900;

    private final DatabaseServer server;

    NativeReplica(DatabaseServer server) {
        this.server = server;
    }

    /** Options a server needs so that its appliers commit in the source's order, as binrelay does. */
    static List<String> options(int workers) {
        return List.of(
                "--slave-parallel-workers=" + workers,
                "--slave-parallel-type=LOGICAL_CLOCK",
                "--slave-preserve-commit-order=" + (workers > 1 ? "ON" : "OFF"),
                "--log-slave-updates=ON");
    }

    /** Points the replica at the backlog's begin; starts nothing. */
    void follow(Backlog backlog) throws SQLException {
        server.execute("CHANGE MASTER TO MASTER_HOST='" + backlog.host() + "', MASTER_PORT=" + backlog.port()
                + ", MASTER_USER='" + backlog.user() + "', MASTER_PASSWORD='" + backlog.password()
                + "', GET_MASTER_PUBLIC_KEY=1, MASTER_LOG_FILE='"
                + backlog.begin().file() + "', MASTER_LOG_POS="
                + backlog.begin().offset());
    }

    /** Copies the backlog into the relay log, so that only its application is timed afterwards. */
    void fetch(FilePosition end) throws SQLException, InterruptedException {
        server.execute("START SLAVE IO_THREAD");
        long deadline = System.nanoTime() + TIMEOUT_SECONDS * 1_000_000_000L;
        while (position("Master_Log_File", "Read_Master_Log_Pos").compareTo(end) < 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the native replica did not fetch up to " + end + ": " + lastError());
            }
            Thread.sleep(20);
        }
    }

    void start() throws SQLException {
        server.execute("START SLAVE");
    }

    void startApply() throws SQLException {
        server.execute("START SLAVE SQL_THREAD");
    }

    void stop() throws SQLException {
        server.execute("STOP SLAVE");
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
                    throw new IllegalStateException(
                            "the native replica did not apply up to " + end + ": " + lastError());
                }
            }
        }
    }

    private FilePosition position(String fileColumn, String offsetColumn) throws SQLException {
        FilePosition position = status(fileColumn, offsetColumn);
        return position == null ? new FilePosition("none.0", 4) : position;
    }

    private @Nullable FilePosition status(String fileColumn, String offsetColumn) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
            if (!status.next() || status.getString(fileColumn).isEmpty()) {
                return null;
            }
            return new FilePosition(status.getString(fileColumn), Math.max(4, status.getLong(offsetColumn)));
        }
    }

    private String lastError() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
            return status.next()
                    ? "Last_IO_Error='" + status.getString("Last_IO_Error") + "', Last_SQL_Error='"
                            + status.getString("Last_SQL_Error") + "'"
                    : "no replica status";
        }
    }
}
