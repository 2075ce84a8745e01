package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How far a source's clock is ahead of this machine's, as {@code clock_diff_with_source} of a replica's I/O thread
 * (mysql-server, sql/rpl_replica.cc, get_master_version_and_clock), but in milliseconds and with the way there and back
 * taken into account. Stateless.
 */
public final class SourceClock {
    private static final String WHAT = "reading its clock";
    private static final int READINGS = 3;

    private final JdbcConnector connector;
    private final SourceFailures failures;

    /** Connects to nothing yet. */
    public SourceClock(SourceSettings settings) {
        requireNonNull(settings, "settings is null");
        this.connector = new JdbcConnector(settings);
        this.failures = new SourceFailures(settings);
    }

    /**
     * Connects, asks, disconnects.
     *
     * @return milliseconds; negative when it is behind
     * @throws SourceException when the source cannot be reached or refuses the log-in
     */
    public long aheadMillis() {
        try (Connection connection = connector.connect(WHAT);
                Statement statement = JdbcConnector.statement(connection)) {
            return aheadMillis(statement);
        } catch (SQLException e) {
            throw failures.query(e, WHAT);
        }
    }

    /** Of the reading that took least time, which is the truest. UTC, since a zone's clock may go back. */
    static long aheadMillis(Statement statement) throws SQLException {
        statement.execute("SET time_zone = '+00:00'");
        long shortest = Long.MAX_VALUE;
        long ahead = 0;
        for (int reading = 0; reading < READINGS; reading++) {
            long before = System.currentTimeMillis();
            BigDecimal server;
            try (ResultSet rows = statement.executeQuery("SELECT UNIX_TIMESTAMP(NOW(6))")) {
                rows.next();
                server = rows.getBigDecimal(1);
            }
            long after = System.currentTimeMillis();
            if (after - before < shortest) {
                shortest = after - before;
                ahead = server.movePointRight(3).longValue() - (before + after) / 2;
            }
        }
        return ahead;
    }
}
