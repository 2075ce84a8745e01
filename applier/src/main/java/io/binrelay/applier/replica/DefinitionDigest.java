package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A digest of everything on a replica that a statement such as DDL can change and that running it twice would change
 * twice. Equal digests before and after mean: the statement did not take place, or may be run again without harm.
 *
 * <p>Beside the definitions it sees the ids of InnoDB's tables, since RENAME swaps and EXCHANGE PARTITION leave the
 * definitions as they were. It does not see contents: no statement of the binary log changes rows of tables and neither
 * definitions nor table ids, except ones that may be run twice (TRUNCATE PARTITION, ANALYZE).
 *
 * <p>Computed by the server in one query: for each table of definitions the number of rows and the XOR of the rows'
 * hashes, so that no order matters. Not thread-safe.
 */
final class DefinitionDigest {
    /** As named by some server; those a server does not have are left out. */
    private static final List<String> INFORMATION_SCHEMA = List.of(
            "SCHEMATA",
            "TABLES",
            "COLUMNS",
            "STATISTICS",
            "TABLE_CONSTRAINTS",
            "KEY_COLUMN_USAGE",
            "REFERENTIAL_CONSTRAINTS",
            "CHECK_CONSTRAINTS",
            "VIEWS",
            "TRIGGERS",
            "ROUTINES",
            "PARAMETERS",
            "EVENTS",
            "PARTITIONS",
            "ST_SPATIAL_REFERENCE_SYSTEMS",
            "INNODB_TABLES",
            "INNODB_SYS_TABLES");

    private static final List<String> MYSQL_SCHEMA = List.of(
            "user",
            "global_priv",
            "db",
            "tables_priv",
            "columns_priv",
            "procs_priv",
            "proxies_priv",
            "global_grants",
            "role_edges",
            "roles_mapping",
            "default_roles",
            "servers",
            "func");

    /** What the column is called that says to which schema a row belongs. */
    private static final List<String> SCHEMA_COLUMNS = List.of(
            "TABLE_SCHEMA",
            "CONSTRAINT_SCHEMA",
            "TRIGGER_SCHEMA",
            "ROUTINE_SCHEMA",
            "SPECIFIC_SCHEMA",
            "EVENT_SCHEMA",
            "SCHEMA_NAME");

    /** Columns that change by themselves, or with rows. */
    private static final Set<String> VOLATILE = Set.of(
            "table_rows",
            "avg_row_length",
            "data_length",
            "max_data_length",
            "index_length",
            "max_index_length",
            "data_free",
            "auto_increment",
            "create_time",
            "update_time",
            "check_time",
            "checksum",
            "cardinality",
            "created",
            "last_altered",
            "last_executed",
            "timestamp");

    private final ReplicaConnection connection;
    private final String query;

    /** Asks the server what there is to look at. */
    DefinitionDigest(ReplicaConnection connection) {
        this.connection = connection;
        this.query = columns(connection).entrySet().stream()
                .map(table -> query(table.getKey(), table.getValue()))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** Computes the digest: 64 hexadecimal digits. Reads only. */
    String compute() {
        StringBuilder parts = new StringBuilder();
        for (List<@Nullable String> row : connection.query(query)) {
            parts.append(row).append('\n');
        }
        return sha256(parts.toString());
    }

    /** The columns of all tables of definitions this server has, in the server's order. */
    private static Map<String, List<String>> columns(ReplicaConnection connection) {
        List<List<@Nullable String>> rows = connection.query("SELECT LOWER(TABLE_SCHEMA), TABLE_NAME, COLUMN_NAME"
                + " FROM information_schema.COLUMNS WHERE (TABLE_SCHEMA='information_schema' AND TABLE_NAME IN ("
                + quoted(INFORMATION_SCHEMA) + ")) OR (TABLE_SCHEMA='mysql' AND TABLE_NAME IN (" + quoted(MYSQL_SCHEMA)
                + ")) ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION");
        Map<String, List<String>> columns = new TreeMap<>();
        for (List<@Nullable String> row : rows) {
            String table = row.get(0) + "." + row.get(1);
            String column = requireNonNull(row.get(2), "a column without a name");
            if (!VOLATILE.contains(column.toLowerCase(Locale.ROOT))) {
                columns.computeIfAbsent(table, t -> new ArrayList<>()).add(column);
            }
        }
        return columns;
    }

    /** Not MD5: MySQL 9.6 and newer have it in a component only, and take it for a stored function otherwise (1046). */
    private static String query(String table, List<String> columns) {
        List<String> values = columns.stream()
                .map(column -> "IFNULL(HEX(`" + column + "`),'~')")
                .toList();
        return "SELECT '" + table + "', COUNT(*), BIT_XOR(CAST(CONV(LEFT(SHA2(CONCAT_WS('|'," + String.join(",", values)
                + "),256),16),16,10) AS UNSIGNED)) FROM " + table + condition(table, columns);
    }

    /** Leaves out what is not the source's: our own schema, and what the server itself brings. */
    private static String condition(String table, List<String> columns) {
        if (columns.contains("SRS_ID")) {
            // Below are those that every server brings, thousands of them.
            return " WHERE SRS_ID > 32767";
        }
        for (String schema : SCHEMA_COLUMNS) {
            if (table.startsWith("information_schema.") && columns.contains(schema)) {
                return " WHERE " + schema
                        + " NOT IN ('mysql','information_schema','performance_schema','sys','binrelay')";
            }
        }
        return table.contains("INNODB_") ? " WHERE NAME NOT LIKE 'binrelay/%' AND NAME NOT LIKE 'mysql/%'" : "";
    }

    private static String quoted(List<String> names) {
        return "'" + String.join("','", names) + "'";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
