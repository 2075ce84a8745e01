package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The named connections of a case to its source. Closed, their sessions are over on the server too. */
final class SourceSessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final LabServer source;
    private final String schema;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /** A connection and its id on the server. */
    private record Session(Connection connection, long id) {}

    /** @param schema the current one of each connection */
    SourceSessions(LabServer source, String schema) {
        this.source = requireNonNull(source, "source is null");
        this.schema = requireNonNull(schema, "schema is null");
    }

    /**
     * Runs a statement, whatever it answers.
     *
     * @return how many rows it has changed
     * @throws SQLException what the server says against it
     */
    long execute(String name, String sql) throws SQLException {
        Session session = sessions.get(name);
        if (session == null || session.connection().isClosed()) {
            session = open();
            sessions.put(name, session);
        }
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(sql);
            long changed = 0;
            while (rows || statement.getLargeUpdateCount() != -1) {
                changed += rows ? 0 : statement.getLargeUpdateCount();
                rows = statement.getMoreResults();
            }
            return changed;
        }
    }

    private Session open() throws SQLException {
        Connection connection = source.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET innodb_lock_wait_timeout = 2, lock_wait_timeout = 5");
            statement.execute("USE `" + schema + "`");
            try (ResultSet result = statement.executeQuery("SELECT CONNECTION_ID()")) {
                result.next();
                return new Session(connection, result.getLong(1));
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
