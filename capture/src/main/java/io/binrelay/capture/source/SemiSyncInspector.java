package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a source for its side of semi-synchronous replication, again and again over one connection of its own. Needs no
 * privilege. For one thread.
 */
public final class SemiSyncInspector implements AutoCloseable {
    private static final String WHAT = "reading its semi-synchronous status";

    private final KeptConnection connection;
    private final SourceFailures failures;

    /** Connects at the first question, and after a failure at the next one. */
    public SemiSyncInspector(SourceSettings settings) {
        requireNonNull(settings, "settings is null");
        this.connection = new KeptConnection(settings, WHAT);
        this.failures = new SourceFailures(settings);
    }

    /**
     * Asks.
     *
     * @return empty when the source has no plugin for it
     * @throws SourceException when the source cannot be reached or refuses
     */
    public Optional<SemiSyncSource> inspect() {
        try (Statement statement = JdbcConnector.statement(connection.get())) {
            return SemiSyncSource.of(
                    read(statement, "SHOW GLOBAL VARIABLES LIKE 'rpl\\_semi\\_sync\\_%'"),
                    read(statement, "SHOW GLOBAL STATUS LIKE 'Rpl\\_semi\\_sync\\_%'"));
        } catch (SQLException e) {
            close();
            throw failures.query(e, WHAT);
        }
    }

    private static Map<String, String> read(Statement statement, String query) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String value = rows.getString(2);
                found.put(rows.getString(1), value == null ? "" : value);
            }
        }
        return found;
    }

    /** Gives up the connection. Idempotent. */
    @Override
    public void close() {
        connection.close();
    }
}
