package io.binrelay.benchmarks;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the tables of a schema hold, as CHECKSUM TABLE sums it up: comparable between servers of one version. */
final class EndState {
    private static final String TABLES = "SELECT CONCAT('`', TABLE_SCHEMA, '`.`', TABLE_NAME, '`')"
            + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = '";

    private final Map<String, String> checksums;

    private EndState(Map<String, String> checksums) {
        this.checksums = checksums;
    }

    /** @param schema a plain name */
    static EndState of(DatabaseServer server, String schema) throws SQLException {
        Map<String, String> checksums = new TreeMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(TABLES + schema + "'")) {
                while (result.next()) {
                    tables.add(result.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet result = statement.executeQuery("CHECKSUM TABLE " + table)) {
                    result.next();
                    checksums.put(table, String.valueOf(result.getString(2)));
                }
            }
        }
        return new EndState(checksums);
    }

    /**
     * Compares with what it must be.
     *
     * @param name whose end state this is
     * @throws BenchmarkException a table is missing, too many, or holds other rows
     */
    void mustEqual(EndState source, String name) {
        TreeSet<String> tables = new TreeSet<>(source.checksums.keySet());
        tables.addAll(checksums.keySet());
        tables.removeIf(table -> String.valueOf(checksums.get(table)).equals(source.checksums.get(table)));
        if (source.checksums.isEmpty()) {
            throw new BenchmarkException("there is nothing to compare " + name + " with: the source has no tables");
        }
        if (!tables.isEmpty()) {
            throw new BenchmarkException(name + " did not end like the source: these tables differ: " + tables);
        }
    }
}
