package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The named connections of a case to its source. Closed, their sessions are over on the server too. */
final class SourceSessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** A statement that waits for what never comes ends like one that was killed. */
    private static final int QUERY_SECONDS = 30;

    private static final int MOST_ROWS = 1000;
    private static final int ACCESS_DENIED = 1044;
    private static final int UNKNOWN_SCHEMA = 1049;

    private final LabServer source;
    private final String schema;
    private final boolean bytes;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new HashMap<>();

    /** A connection and its id on the server. */
    private record Session(Connection connection, long id) {}

    /** Who connects; root when the user is empty. */
    private record Account(String user, String password, String schema) {}

    /** For the statements of a script. */
    SourceSessions(LabServer source, Script script) {
        this.source = requireNonNull(source, "source is null");
        this.schema = script.schema();
        this.bytes = script.isBytes();
    }

    /**
     * Runs a statement, whatever it answers.
     *
     * @param asked whether the rows of its first result are wanted
     * @throws SQLException what the server says against it
     */
    Answer execute(String name, String sql, boolean asked) throws SQLException {
        Session session = sessions.get(name);
        if (session == null || session.connection().isClosed()) {
            session = open(name);
            sessions.put(name, session);
        }
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setQueryTimeout(QUERY_SECONDS);
            boolean rows = statement.execute(sql);
            Answer answer = rows && asked ? read(statement) : Answer.NOTHING;
            long changed = 0;
            while (rows || statement.getLargeUpdateCount() != -1) {
                changed += rows ? 0 : statement.getLargeUpdateCount();
                rows = statement.getMoreResults();
            }
            return new Answer(changed, answer.labels(), answer.rows());
        }
    }

    private static Answer read(Statement statement) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            List<String> labels = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                labels.add(String.valueOf(result.getMetaData().getColumnLabel(i)));
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (rows.size() < MOST_ROWS && result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= labels.size(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return new Answer(0, labels, rows);
        }
    }

    /** Ends a connection; the name's next statement opens another. */
    void disconnect(String name) throws SQLException {
        Session session = sessions.remove(name);
        if (session != null) {
            session.connection().close();
            awaitEnd(Long.toString(session.id()));
        }
    }

    /**
     * Connects anew.
     *
     * @param account user, password and schema, line by line; empty ones for root and the script's schema
     * @throws SQLException it is not let in
     */
    void connect(String name, String account) throws SQLException {
        String[] lines = account.split("\n", -1);
        disconnect(name);
        accounts.put(name, new Account(lines[0], lines[1], lines[2].isEmpty() ? schema : lines[2]));
        sessions.put(name, open(name));
    }

    private Session open(String name) throws SQLException {
        Account account = accounts.getOrDefault(name, new Account("", "", schema));
        Connection connection = bytes || !account.user().isEmpty()
                ? source.connectForBytes(account.user(), account.password())
                : source.connect();
        try (Statement statement = connection.createStatement()) {
            if (bytes) {
                statement.execute("SET NAMES utf8mb4");
            }
            statement.execute("SET innodb_lock_wait_timeout = 2, lock_wait_timeout = 5");
            use(statement, account.schema());
            try (ResultSet result = statement.executeQuery("SELECT CONNECTION_ID()")) {
                result.next();
                return new Session(connection, result.getLong(1));
            }
        }
    }

    /** Not every account may: it begins without a current schema then. */
    private static void use(Statement statement, String name) throws SQLException {
        try {
            statement.execute("USE `" + name + "`");
        } catch (SQLException e) {
            if (e.getErrorCode() != ACCESS_DENIED && e.getErrorCode() != UNKNOWN_SCHEMA) {
                throw e;
            }
        }
    }

    /** A session that ends may still write to the binary log: the end of its temporary tables. */
    @Override
    public void close() throws SQLException {
        if (sessions.isEmpty()) {
            return;
        }
        for (Session session : sessions.values()) {
            session.connection().close();
        }
        String ids =
                sessions.values().stream().map(session -> "" + session.id()).collect(Collectors.joining(","));
        sessions.clear();
        awaitEnd(ids);
    }

    private void awaitEnd(String ids) throws SQLException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!source.query("SELECT id FROM information_schema.processlist WHERE id IN (" + ids + ")")
                .isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("sessions " + ids + " on " + source + " do not end");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
