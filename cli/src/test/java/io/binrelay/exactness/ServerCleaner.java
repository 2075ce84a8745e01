package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes everything off a server that a case has left there, without a trace in its binary log. */
final class ServerCleaner {
    private static final String SYSTEM = "('mysql', 'information_schema', 'performance_schema', 'sys', 'binrelay')";

    private final LabServer server;

    ServerCleaner(LabServer server) {
        this.server = requireNonNull(server, "server is null");
    }

    /** Cleans several at the same time. */
    static void clean(List<LabServer> servers) throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(servers.size());
        try {
            List<Callable<Boolean>> cleanings = new ArrayList<>();
            for (LabServer server : servers) {
                cleanings.add(() -> {
                    new ServerCleaner(server).clean();
                    return true;
                });
            }
            for (Future<Boolean> cleaning : threads.invokeAll(cleanings)) {
                cleaning.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new SQLException("a server cannot be cleaned: " + cause.getMessage(), cause);
            }
            throw new IllegalStateException("a server cannot be cleaned", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Prepared transactions first: they hold locks. */
    private void clean() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_log_bin = 0, foreign_key_checks = 0, sql_mode = ''");
            rollBackPrepared(statement);
            for (String schema : column(
                    statement,
                    "SELECT schema_name FROM information_schema.schemata WHERE LOWER(schema_name) NOT IN " + SYSTEM)) {
                statement.execute("DROP DATABASE `" + schema.replace("`", "``") + "`");
            }
            dropAccounts(statement);
            if (server.isMysql()) {
                for (String id : column(
                        statement,
                        "SELECT srs_id FROM information_schema.st_spatial_reference_systems WHERE srs_name LIKE 'lab%'")) {
                    statement.execute("DROP SPATIAL REFERENCE SYSTEM " + id);
                }
            }
            for (String name : column(statement, "SELECT server_name FROM mysql.servers")) {
                statement.execute("DROP SERVER `" + name + "`");
            }
        }
    }

    private void rollBackPrepared(Statement statement) throws SQLException {
        String recover = server.isMysql() ? "XA RECOVER CONVERT XID" : "XA RECOVER FORMAT='SQL'";
        List<String> ids = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(recover)) {
            while (result.next()) {
                ids.add(server.isMysql() ? mysqlId(result) : result.getString(4));
            }
        }
        for (String id : ids) {
            statement.execute("XA ROLLBACK " + id);
        }
    }

    private static String mysqlId(ResultSet row) throws SQLException {
        String hex = row.getString(4).substring(2);
        int global = row.getInt(2) * 2;
        return "X'" + hex.substring(0, global) + "',X'" + hex.substring(global) + "'," + row.getLong(1);
    }

    private void dropAccounts(Statement statement) throws SQLException {
        String roles = server.isMysql() ? "" : " AND is_role = 'N'";
        String own =
                "user NOT IN ('root', 'mysql.sys', 'mysql.session', 'mysql.infoschema', 'mariadb.sys', 'healthcheck', '"
                        + LabServer.ACCOUNT + "')";
        for (String account : column(
                statement, "SELECT CONCAT(QUOTE(user), '@', QUOTE(host)) FROM mysql.user WHERE " + own + roles)) {
            statement.execute("DROP USER " + account);
        }
        if (!server.isMysql()) {
            for (String role : column(statement, "SELECT QUOTE(user) FROM mysql.user WHERE is_role = 'Y'")) {
                statement.execute("DROP ROLE " + role);
            }
        }
        statement.execute("FLUSH PRIVILEGES");
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }
}
