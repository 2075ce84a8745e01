package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server's global variables as they were, to be set back after a script. */
final class GlobalVariables {
    /** ER_INCORRECT_GLOBAL_LOCAL_VAR: nobody can have set it, it changes by itself. */
    private static final int READ_ONLY = 1238;

    /** What the server has executed, not how it is set. */
    private static final String STATE = "gtid_";

    private final LabServer server;
    private final Map<String, String> original;

    private GlobalVariables(LabServer server, Map<String, String> original) {
        this.server = requireNonNull(server, "server is null");
        this.original = Map.copyOf(original);
    }

    static GlobalVariables of(LabServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            return new GlobalVariables(server, read(statement));
        }
    }

    private static Map<String, String> read(Statement statement) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (ResultSet result = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (result.next()) {
                values.put(result.getString(1), result.getString(2));
            }
        }
        return values;
    }

    /**
     * Sets back what has changed.
     *
     * @return what cannot be set back, with the server's reason
     */
    List<String> restore() throws SQLException {
        List<String> stuck = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_log_bin = 0, sql_mode = ''");
            for (Map.Entry<String, String> now : read(statement).entrySet()) {
                String before = original.getOrDefault(now.getKey(), now.getValue());
                if (!before.equals(now.getValue()) && !now.getKey().startsWith(STATE)) {
                    restore(statement, now.getKey(), before, stuck);
                }
            }
        }
        return stuck;
    }

    private static void restore(Statement statement, String name, String value, List<String> stuck)
            throws SQLException {
        String literal = value.matches("-?\\d+(\\.\\d+)?") ? value : "'" + value.replace("'", "''") + "'";
        try {
            statement.execute("SET GLOBAL " + name + " = " + literal);
        } catch (SQLException e) {
            if (e.getErrorCode() != READ_ONLY) {
                stuck.add(name + ": " + e.getMessage());
            }
        }
    }
}
