package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up tables in a source's catalog. What it says is true now, not when an event was written, so it serves for
 * labels only, and only where the binary log itself does not name columns (binlog_row_metadata other than FULL).
 *
 * <p>Connects at the first look-up and again when the connection was lost. For one thread.
 */
public final class CatalogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogReader.class);
    private static final String WHAT = "reading its catalog";
    private static final int ANSWER_SECONDS = 10;
    private static final String COLUMNS = "SELECT column_name, column_type, character_set_name"
            + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    private final KeptConnection connection;
    private final SourceFailures failures;

    /** Does not connect yet. */
    public CatalogReader(SourceSettings settings) {
        requireNonNull(settings, "settings is null");
        this.connection = new KeptConnection(settings, WHAT);
        this.failures = new SourceFailures(settings);
    }

    /**
     * The columns of a table in order; empty when there is no such table or the account has no privilege on it.
     *
     * @throws SourceException when the source cannot be reached or refuses
     */
    public Optional<List<CatalogColumn>> columns(String database, String table) {
        requireNonNull(database, "database is null");
        requireNonNull(table, "table is null");
        if (connection.isOpen()) {
            try {
                return read(connection.get(), database, table);
            } catch (SQLException e) {
                LOG.debug("The connection for the source's catalog was lost; connecting anew", e);
                close();
            }
        }
        Connection fresh = connection.get();
        try {
            return read(fresh, database, table);
        } catch (SQLException e) {
            close();
            throw failures.query(e, WHAT);
        }
    }

    /** Closes the connection, if there is one. The next look-up makes another. */
    @Override
    public void close() {
        connection.close();
    }

    private static Optional<List<CatalogColumn>> read(Connection open, String database, String table)
            throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(COLUMNS)) {
            statement.setQueryTimeout(ANSWER_SECONDS);
            statement.setString(1, database);
            statement.setString(2, table);
            List<CatalogColumn> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(CatalogColumn.of(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
        }
    }
}
