package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks a source for more than capture needs to know. Reads only; takes no lock. Stateless. */
public final class SourceSurveyor {
    private static final String WHAT = "reading its settings";
    private static final String WHAT_OF_TABLES = "reading which tables it has";

    private static final String USERS_TABLES = " t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')"
            + " AND t.TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys', 'binrelay')";

    /** A column of a unique index that can be NULL has NULLABLE = 'YES', an expression too. */
    private static final String WITHOUT_KEY = "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME)"
            + " FROM information_schema.TABLES t LEFT JOIN (SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME FROM"
            + " (SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME FROM information_schema.STATISTICS WHERE NON_UNIQUE = 0"
            + " GROUP BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME HAVING SUM(NULLABLE = 'YES') = 0) u) k"
            + " ON k.TABLE_SCHEMA = t.TABLE_SCHEMA AND k.TABLE_NAME = t.TABLE_NAME WHERE k.TABLE_NAME IS NULL AND"
            + USERS_TABLES + " ORDER BY 1";

    private static final String WITHOUT_TRANSACTIONS = "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME)"
            + " FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE"
            + " WHERE e.TRANSACTIONS <> 'YES' AND" + USERS_TABLES + " ORDER BY 1";

    private static final String ENGINES = "SELECT t.ENGINE, COUNT(*) FROM information_schema.TABLES t"
            + " WHERE t.ENGINE IS NOT NULL AND" + USERS_TABLES + " GROUP BY t.ENGINE";

    private final SourceSettings settings;
    private final JdbcConnector connector;
    private final SourceFailures failures;

    public SourceSurveyor(SourceSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        this.connector = new JdbcConnector(settings);
        this.failures = new SourceFailures(settings);
    }

    /**
     * The server's settings and its clock.
     *
     * @throws SourceException when the source cannot be reached or refuses the log-in
     */
    public SourceSurvey survey() {
        SourceInspection inspection = new SourceInspector(settings).inspect();
        try (Connection connection = connector.connect(WHAT);
                Statement statement = JdbcConnector.statement(connection)) {
            return new SourceSurvey(inspection, variables(statement), SourceClock.aheadMillis(statement));
        } catch (SQLException e) {
            throw failures.query(e, WHAT);
        }
    }

    /**
     * Its tables, as far as the account may see them: all with SELECT on everything.
     *
     * @throws SourceException when the source cannot be reached, refuses, or takes longer than half a minute
     */
    public TableSurvey tables() {
        try (Connection connection = connector.connect(WHAT_OF_TABLES);
                Statement statement = JdbcConnector.statement(connection)) {
            return new TableSurvey(
                    names(statement, WITHOUT_KEY), names(statement, WITHOUT_TRANSACTIONS), engines(statement));
        } catch (SQLException e) {
            throw failures.query(e, WHAT_OF_TABLES);
        }
    }

    private static Map<String, String> variables(Statement statement) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (rows.next()) {
                String value = rows.getString(2);
                variables.put(rows.getString(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
        }
        return variables;
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Map<String, Long> engines(Statement statement) throws SQLException {
        Map<String, Long> engines = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(ENGINES)) {
            while (rows.next()) {
                engines.put(rows.getString(1), rows.getLong(2));
            }
        }
        return engines;
    }
}
