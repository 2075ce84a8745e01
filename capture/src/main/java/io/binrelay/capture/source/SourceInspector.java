package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceInspection.Account;
import io.binrelay.capture.source.SourceInspection.BinlogFile;
import io.binrelay.capture.source.SourceInspection.BinlogSettings;
import io.binrelay.capture.source.SourceInspection.Modes;
import io.binrelay.capture.source.SourceInspection.Server;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source, over a connection of its own, what it is and where it stands. For MySQL from 8.0.15 and MariaDB from
 * 10.5 on. Reads only; takes no lock. Stateless.
 */
public final class SourceInspector {
    private static final String WHAT = "reading its settings";
    private static final String VARIABLES = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'server_id',"
            + " 'server_uuid', 'log_bin', 'binlog_format', 'binlog_row_image', 'binlog_row_metadata',"
            + " 'binlog_row_value_options', 'binlog_checksum', 'gtid_mode', 'binlog_transaction_compression',"
            + " 'log_bin_compress', 'lower_case_table_names')";

    private static final int PARSE_ERROR = 1064;

    private final JdbcConnector connector;
    private final SourceFailures failures;

    public SourceInspector(SourceSettings settings) {
        requireNonNull(settings, "settings is null");
        this.connector = new JdbcConnector(settings);
        this.failures = new SourceFailures(settings);
    }

    /**
     * Connects, asks, disconnects.
     *
     * @throws SourceException when the source cannot be reached or refuses the log-in. A privilege that is missing for
     *     part of the answer is no error: {@link SourceChecks} finds it
     */
    public SourceInspection inspect() {
        try (Connection connection = connector.connect(WHAT);
                Statement statement = JdbcConnector.statement(connection)) {
            Map<String, String> variables = variables(statement);
            Family family = familyOf(variables.getOrDefault("version", ""));
            BinlogSettings binlog = binlogSettings(variables);
            Account account = account(statement);
            Server server = new Server(
                    family,
                    variables.getOrDefault("version", ""),
                    Long.parseLong(variables.getOrDefault("server_id", "0")),
                    variables.get("server_uuid"),
                    !variables.getOrDefault("lower_case_table_names", "0").equals("0"));
            if (!binlog.enabled() || !maySeeBinlog(family, account)) {
                return new SourceInspection(server, binlog, account, List.of(), null, "");
            }
            End end = end(connection, family);
            return new SourceInspection(server, binlog, account, files(statement), end.position(), end.gtidSet());
        } catch (SQLException e) {
            throw failures.query(e, WHAT);
        }
    }

    /** Which family a version text is of. */
    static Family familyOf(String version) {
        return version.toLowerCase(Locale.ROOT).contains("mariadb") ? Family.MARIADB : Family.MYSQL;
    }

    /** Whether the account may run SHOW BINARY LOGS and SHOW MASTER STATUS. */
    static boolean maySeeBinlog(Family family, Account account) {
        return family == Family.MARIADB
                ? account.hasAnyOf("BINLOG MONITOR", "REPLICATION CLIENT", "SUPER")
                : account.hasAnyOf("REPLICATION CLIENT", "SUPER");
    }

    /**
     * The privileges in one line of SHOW GRANTS, if they are on everything.
     *
     * @param grant e.g. {@code GRANT SELECT, REPLICATION SLAVE ON *.* TO `repl`@`%`}
     */
    static List<String> globalPrivileges(String grant) {
        int on = grant.indexOf(" ON *.* TO ");
        if (!grant.startsWith("GRANT ") || on < 0) {
            return List.of();
        }
        List<String> privileges = new ArrayList<>();
        for (String privilege : grant.substring("GRANT ".length(), on).split(",", -1)) {
            privileges.add(privilege.strip().toUpperCase(Locale.ROOT));
        }
        return privileges;
    }

    private static Map<String, String> variables(Statement statement) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(VARIABLES)) {
            while (rows.next()) {
                variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return variables;
    }

    private static BinlogSettings binlogSettings(Map<String, String> variables) {
        return new BinlogSettings(
                isOn(variables.get("log_bin")),
                variables.getOrDefault("binlog_format", ""),
                variables.getOrDefault("binlog_row_image", ""),
                variables.getOrDefault("binlog_row_metadata", ""),
                variables.getOrDefault("binlog_row_value_options", ""),
                variables.getOrDefault("binlog_checksum", ""),
                new Modes(
                        variables.getOrDefault("gtid_mode", ""),
                        isOn(variables.get("binlog_transaction_compression"))
                                || isOn(variables.get("log_bin_compress"))));
    }

    private static boolean isOn(@Nullable String value) {
        return "ON".equalsIgnoreCase(value) || "1".equals(value);
    }

    private static Account account(Statement statement) throws SQLException {
        String name;
        try (ResultSet rows = statement.executeQuery("SELECT CURRENT_USER()")) {
            rows.next();
            String account = rows.getString(1);
            int at = account.lastIndexOf('@');
            name = "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
        }
        List<String> privileges = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
            while (rows.next()) {
                privileges.addAll(globalPrivileges(rows.getString(1)));
            }
        }
        return new Account(name, privileges);
    }

    private static List<BinlogFile> files(Statement statement) throws SQLException {
        List<BinlogFile> files = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.add(new BinlogFile(rows.getString(1), rows.getLong(2)));
            }
        }
        return files;
    }

    /** The end of the binary log, position and GTIDs of the same moment. */
    private static End end(Connection connection, Family family) throws SQLException {
        End end = readEnd(connection, family);
        FilePosition position = end.position();
        return family == Family.MYSQL || position == null ? end : new End(position, gtidsAt(connection, position));
    }

    private static End readEnd(Connection connection, Family family) throws SQLException {
        try {
            return readEnd(connection, "SHOW MASTER STATUS", family);
        } catch (SQLException e) {
            if (e.getErrorCode() != PARSE_ERROR) {
                throw e;
            }
            // MySQL from 8.4 on knows only the new name, which came with 8.2.
            return readEnd(connection, "SHOW BINARY LOG STATUS", family);
        }
    }

    private static End readEnd(Connection connection, String query, Family family) throws SQLException {
        try (Statement statement = JdbcConnector.statement(connection);
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                return new End(null, "");
            }
            String gtidSet = family == Family.MYSQL ? rows.getString("Executed_Gtid_Set") : null;
            return new End(
                    new FilePosition(rows.getString("File"), rows.getLong("Position")),
                    gtidSet == null ? "" : gtidSet.replace("\n", ""));
        }
    }

    /** Where the binary log ends; null where the server writes none. */
    static @Nullable FilePosition position(Connection connection) throws SQLException {
        // MariaDB's answer has no GTIDs, and MySQL's are not wanted.
        return readEnd(connection, Family.MARIADB).position();
    }

    private static String gtidsAt(Connection connection, FilePosition position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT BINLOG_GTID_POS(?, ?)")) {
            statement.setString(1, position.file());
            statement.setLong(2, position.offset());
            try (ResultSet rows = statement.executeQuery()) {
                String gtids = rows.next() ? rows.getString(1) : null;
                return gtids == null ? "" : gtids;
            }
        }
    }

    private record End(@Nullable FilePosition position, String gtidSet) {}
}
