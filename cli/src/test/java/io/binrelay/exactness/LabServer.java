package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that runs, embedded or in a container, as its root user sees it.
 *
 * @param name for messages, e.g. {@code source}
 */
record LabServer(String name, String host, int port, String password, ServerVersion version) {
    /** The account both pipelines read with; made on every server, never logged. */
    static final String ACCOUNT = "lab_replication";

    static final String ACCOUNT_PASSWORD = "lab-secret";

    /**
     * Statements go out as they are; the server's own sql_mode, not the driver's; no TLS, whose keys take servers long
     * to make.
     */
    private static final String PROPERTIES = "?sslMode=DISABLED&allowPublicKeyRetrieval=true&characterEncoding=UTF-8"
            + "&jdbcCompliantTruncation=false&allowLoadLocalInfile=true&connectionTimeZone=UTC";

    LabServer {
        requireNonNull(name, "name is null");
        requireNonNull(host, "host is null");
        requireNonNull(password, "password is null");
        requireNonNull(version, "version is null");
    }

    /** One that runs at an address. */
    static LabServer at(String name, String host, int port, String password) throws SQLException {
        try (Connection connection = open(host, port, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT VERSION()")) {
            result.next();
            return new LabServer(name, host, port, password, ServerVersion.of(result.getString(1)));
        }
    }

    static LabServer of(DatabaseServer server) throws SQLException {
        return at(server.name(), server.host(), server.port(), server.rootPassword());
    }

    Connection connect() throws SQLException {
        return open(host, port, password);
    }

    /** A connection that sends each character of a statement as the byte of its number; root when the user is empty. */
    Connection connectForBytes(String user, String userPassword) throws SQLException {
        String properties = PROPERTIES.replace("UTF-8", "ISO-8859-1");
        return user.isEmpty() ? open(properties, "root", password) : open(properties, user, userPassword);
    }

    private static Connection open(String host, int port, String password) throws SQLException {
        return DriverManager.getConnection(address(host, port) + PROPERTIES, "root", password);
    }

    private Connection open(String properties, String user, String userPassword) throws SQLException {
        return DriverManager.getConnection(address(host, port) + properties, user, userPassword);
    }

    private static String address(String host, int port) {
        return "jdbc:mysql://" + host + ":" + port + "/";
    }

    /** Read without waiting long for what a session of the script has locked. */
    ComparedServer compared() {
        return new ComparedServer(
                name, () -> open(PROPERTIES + "&sessionVariables=lock_wait_timeout=3", "root", password));
    }

    /** Runs statements over a connection of their own. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements that leave nothing in the binary log. */
    void executeUnlogged(List<String> statements) throws SQLException {
        List<String> all = new ArrayList<>(List.of("SET sql_log_bin = 0"));
        all.addAll(statements);
        execute(all.toArray(String[]::new));
    }

    /** The rows of a query, columns joined by {@code |}. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    boolean isMysql() {
        return version.family() == Family.MYSQL;
    }

    /** The end of its binary log. */
    FilePosition end() throws SQLException {
        String sql = version.isAtLeast(Family.MYSQL, "8.4") ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
        List<String> row = List.of(query(sql).get(0).split("\\|", -1));
        return new FilePosition(row.get(0), Long.parseLong(row.get(1)));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name + " (" + version + ")";
    }
}
