package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A replica that follows by the server's own replication: the oracle. */
final class NativeFollower {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final LabServer server;
    private final LabServer source;
    private boolean following;

    NativeFollower(LabServer server, LabServer source) {
        this.server = requireNonNull(server, "server is null");
        this.source = requireNonNull(source, "source is null");
    }

    LabServer server() {
        return server;
    }

    /** Begins at a position, unless it follows already. */
    void follow(FilePosition from) throws SQLException {
        follow(from, List.of());
    }

    /** @param settings run before it starts */
    void follow(FilePosition from, List<String> settings) throws SQLException {
        if (following) {
            return;
        }
        String columns = newNames()
                ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST='%s', SOURCE_PORT=%d, SOURCE_USER='%s', SOURCE_PASSWORD='%s',"
                        + " SOURCE_LOG_FILE='%s', SOURCE_LOG_POS=%d, SOURCE_CONNECT_RETRY=1, SOURCE_AUTO_POSITION=0,"
                        + " GET_SOURCE_PUBLIC_KEY=1"
                : "CHANGE MASTER TO MASTER_HOST='%s', MASTER_PORT=%d, MASTER_USER='%s', MASTER_PASSWORD='%s',"
                        + " MASTER_LOG_FILE='%s', MASTER_LOG_POS=%d, MASTER_CONNECT_RETRY=1"
                        + (server.isMysql() ? ", GET_MASTER_PUBLIC_KEY=1" : ", MASTER_USE_GTID=no, MASTER_SSL=0");
        server.execute(columns.formatted(
                source.host(),
                source.port(),
                LabServer.ACCOUNT,
                LabServer.ACCOUNT_PASSWORD,
                from.file(),
                from.offset()));
        following = true;
        server.execute(settings.toArray(String[]::new));
        server.execute("START " + noun());
    }

    /** Waits until it has applied everything before a position, or has stopped; returns its error, empty for none. */
    String awaitApplied(FilePosition end) throws SQLException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                Map<String, String> status = status(statement);
                String error = status.getOrDefault("Last_SQL_Error", "") + status.getOrDefault("Last_IO_Error", "");
                if (!error.isEmpty()) {
                    return status.get("Last_SQL_Errno") + "/" + status.get("Last_IO_Errno") + ": " + error
                            + workerErrors();
                }
                if (applied(status).compareTo(end) >= 0) {
                    return "";
                }
                if (System.nanoTime() > deadline) {
                    return "did not reach " + end + " within " + TIMEOUT + ", is at " + applied(status);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** With workers the status only says that one of them has stopped. */
    private List<String> workerErrors() throws SQLException {
        return newNames()
                ? server.query("SELECT last_error_message FROM performance_schema.replication_applier_status_by_worker"
                        + " WHERE last_error_number <> 0")
                : List.of();
    }

    /** Ends its sessions and goes on with new ones. */
    void restart() throws SQLException {
        server.execute("STOP " + noun(), "START " + noun());
    }

    /** Stops it and forgets the source, so that it can begin elsewhere. */
    void leave() throws SQLException {
        if (following) {
            server.execute("STOP " + noun(), "RESET " + noun() + " ALL");
            following = false;
        }
    }

    private static FilePosition applied(Map<String, String> status) {
        String file = status.getOrDefault("Relay_Master_Log_File", status.getOrDefault("Relay_Source_Log_File", ""));
        String offset = status.getOrDefault("Exec_Master_Log_Pos", status.getOrDefault("Exec_Source_Log_Pos", "0"));
        return file.isEmpty()
                ? new FilePosition("none.0", 4)
                : new FilePosition(file, Math.max(4, Long.parseLong(offset)));
    }

    private Map<String, String> status(Statement statement) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        try (ResultSet result = statement.executeQuery("SHOW " + noun() + " STATUS")) {
            if (result.next()) {
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = result.getString(i);
                    columns.put(result.getMetaData().getColumnLabel(i), value == null ? "" : value);
                }
            }
        }
        return columns;
    }

    private boolean newNames() {
        return server.version().isAtLeast(Family.MYSQL, "8.0.23");
    }

    private String noun() {
        return newNames() ? "REPLICA" : "SLAVE";
    }
}
