package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks a source who reads its binary log, and where in a file the transactions begin. Reads only. Stateless. */
public final class ReaderInspector {
    private static final String WHAT = "reading who reads its binary log";
    private static final int PARSE_ERROR = 1064;

    /** ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR. */
    private static final Set<Integer> DENIED = Set.of(1227, 1142);

    /** What stands in a file before its first transaction; MariaDB's and MySQL's names. */
    private static final Set<String> HEAD =
            Set.of("Format_desc", "Previous_gtids", "Gtid_list", "Binlog_checkpoint", "Start_encryption");

    private static final int MOST_HEAD_EVENTS = 16;

    private final JdbcConnector connector;
    private final SourceFailures failures;

    public ReaderInspector(SourceSettings settings) {
        requireNonNull(settings, "settings is null");
        this.connector = new JdbcConnector(settings);
        this.failures = new SourceFailures(settings);
    }

    /**
     * Who reads it.
     *
     * @param account ours: what it may not see is said
     * @throws SourceException when the source cannot be reached or refuses the log-in
     */
    public SourceReaders inspect(SourceInspection.Account account) {
        try (Connection connection = connector.connect(WHAT);
                Statement statement = JdbcConnector.statement(connection)) {
            List<String> notes = new ArrayList<>();
            List<SourceReaders.Registered> registered = registered(statement, account, notes);
            if (!account.hasAnyOf("PROCESS", "SUPER")) {
                notes.add("Dump threads of other accounts are not shown. Run on the source: GRANT PROCESS ON *.* TO "
                        + account.name());
            }
            return new SourceReaders(registered, dumps(statement), notes);
        } catch (SQLException e) {
            throw failures.query(e, WHAT);
        }
    }

    /**
     * Where the first transaction of a file begins: behind the events that every file begins with.
     *
     * @throws SourceException when the source cannot be reached, refuses, or has no such file
     */
    public FilePosition firstTransaction(String file) {
        try (Connection connection = connector.connect(WHAT);
                PreparedStatement statement =
                        connection.prepareStatement("SHOW BINLOG EVENTS IN ? LIMIT " + MOST_HEAD_EVENTS)) {
            statement.setString(1, file);
            FilePosition position = new FilePosition(file, 4);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && HEAD.contains(rows.getString("Event_type"))) {
                    position = new FilePosition(file, rows.getLong("End_log_pos"));
                }
            }
            return position;
        } catch (SQLException e) {
            throw failures.query(e, WHAT);
        }
    }

    private static List<SourceReaders.Registered> registered(
            Statement statement, SourceInspection.Account account, List<String> notes) throws SQLException {
        try {
            return readRegistered(statement, "SHOW REPLICAS");
        } catch (SQLException e) {
            if (DENIED.contains(e.getErrorCode())) {
                return denied(account, notes, e);
            }
            if (e.getErrorCode() != PARSE_ERROR) {
                throw e;
            }
        }
        // The name before MySQL 8.0.22, and MariaDB's.
        try {
            return readRegistered(statement, "SHOW SLAVE HOSTS");
        } catch (SQLException e) {
            if (!DENIED.contains(e.getErrorCode())) {
                throw e;
            }
            return denied(account, notes, e);
        }
    }

    private static List<SourceReaders.Registered> denied(
            SourceInspection.Account account, List<String> notes, SQLException e) {
        String message = String.valueOf(e.getMessage());
        String privilege =
                message.contains("REPLICATION MASTER ADMIN") ? "REPLICATION MASTER ADMIN" : "REPLICATION SLAVE";
        notes.add("Registered replicas are not shown. Run on the source: GRANT " + privilege + " ON *.* TO "
                + account.name());
        return List.of();
    }

    private static List<SourceReaders.Registered> readRegistered(Statement statement, String query)
            throws SQLException {
        List<SourceReaders.Registered> registered = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String host = rows.getString("Host");
                registered.add(new SourceReaders.Registered(
                        rows.getLong("Server_id"), host == null ? "" : host, rows.getInt("Port")));
            }
        }
        return registered;
    }

    private static List<SourceReaders.Dump> dumps(Statement statement) throws SQLException {
        List<SourceReaders.Dump> dumps = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SHOW PROCESSLIST")) {
            while (rows.next()) {
                String command = rows.getString("Command");
                if (command != null && command.startsWith("Binlog Dump")) {
                    String state = rows.getString("State");
                    dumps.add(new SourceReaders.Dump(
                            rows.getLong("Id"),
                            rows.getString("User"),
                            rows.getString("Host"),
                            command,
                            rows.getLong("Time"),
                            state == null ? "" : state));
                }
            }
        }
        return dumps;
    }
}
