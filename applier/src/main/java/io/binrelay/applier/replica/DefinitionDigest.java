package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.StatementScope;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * hashes, so that no order matters. It looks only at the schemas that the statement names, and at accounts, table ids
 * and the like, so that its cost does not grow with other schemas. Not thread-safe.
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

    /** With more of them, looking at all schemas at once is cheaper. */
    private static final int MOST_SCHEMAS = 4;

    private final ReplicaConnection connection;
    private Map<String, List<String>> tables = Map.of();

    DefinitionDigest(ReplicaConnection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    /**
     * A digest.
     *
     * @param hash 64 hexadecimal digits
     * @param schemas the schemas it looked at; null for all
     */
    record Value(String hash, @Nullable List<String> schemas) {
        Value {
            requireNonNull(hash, "hash is null");
            schemas = schemas == null ? null : List.copyOf(schemas);
        }

        /** From what {@link #schemasAsText} gave. */
        static Value of(String hash, @Nullable String schemas) {
            if (schemas == null) {
                return new Value(hash, null);
            }
            List<String> names = Pattern.compile(",")
                    .splitAsStream(schemas)
                    .filter(name -> !name.isEmpty())
                    .map(name -> new String(HexFormat.of().parseHex(name), StandardCharsets.UTF_8))
                    .toList();
            return new Value(hash, names);
        }

        /** Hexadecimal, with commas between them. */
        @Nullable
        String schemasAsText() {
            return schemas == null
                    ? null
                    : schemas.stream()
                            .map(name -> HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)))
                            .collect(Collectors.joining(","));
        }
    }

    /** Looks at the schemas that a statement names, and at what belongs to none. Leaves no transaction open. */
    Value of(StatementScope scope) {
        return of(scope.everywhere() ? null : existing(scope.names()));
    }

    /** Looks at these schemas, at all if null, and at what belongs to none. Leaves no transaction open. */
    Value of(@Nullable List<String> schemas) {
        if (tables.isEmpty()) {
            tables = columns(connection);
        }
        String query = tables.entrySet().stream()
                .flatMap(table -> queries(table.getKey(), table.getValue(), schemas))
                .collect(Collectors.joining(" UNION ALL "));
        StringBuilder parts = new StringBuilder();
        for (List<@Nullable String> row : connection.query(query)) {
            parts.append(row).append('\n');
        }
        connection.execute("ROLLBACK"); // of the reading
        return new Value(sha256(parts.toString()), schemas);
    }

    /** Null where there are too many, or one has a name that is not worth quoting. */
    private @Nullable List<String> existing(Set<String> names) {
        List<String> plain =
                names.stream().filter(name -> !name.contains("\\")).sorted().toList();
        if (plain.isEmpty()) {
            return names.isEmpty() ? List.of() : null;
        }
        List<String> schemas = connection
                .query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN ("
                        + plain.stream().map(DefinitionDigest::literal).collect(Collectors.joining(",")) + ") AND "
                        + notOurs("SCHEMA_NAME") + " ORDER BY SCHEMA_NAME")
                .stream()
                .map(row -> requireNonNull(row.get(0), "a schema without a name"))
                .toList();
        return plain.size() < names.size() || schemas.size() > MOST_SCHEMAS ? null : schemas;
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

    /** One query for a table of definitions, or one for each schema: only then MariaDB opens no others. */
    private static Stream<String> queries(String table, List<String> columns, @Nullable List<String> schemas) {
        String column = schemaColumn(table, columns);
        if (column == null || column.equals("SCHEMA_NAME")) {
            return Stream.of(query(table, columns, condition(table, columns, column)));
        }
        return schemas == null
                ? Stream.of(query(table, columns, notOurs(column)))
                : schemas.stream().map(schema -> query(table, columns, column + "=" + literal(schema)));
    }

    /** Not MD5: MySQL 9.6 and newer have it in a component only, and take it for a stored function otherwise (1046). */
    private static String query(String table, List<String> columns, String condition) {
        List<String> values = columns.stream()
                .map(column -> "IFNULL(HEX(`" + column + "`),'~')")
                .toList();
        return "SELECT '" + table + "', COUNT(*), BIT_XOR(CAST(CONV(LEFT(SHA2(CONCAT_WS('|'," + String.join(",", values)
                + "),256),16),16,10) AS UNSIGNED)) FROM " + table + " WHERE " + condition;
    }

    /** Leaves out what is not the source's: our own schema, and what the server itself brings. */
    private static String condition(String table, List<String> columns, @Nullable String schemaColumn) {
        if (schemaColumn != null) {
            return notOurs(schemaColumn);
        }
        if (columns.contains("SRS_ID")) {
            // Below are those that every server brings, thousands of them.
            return "SRS_ID > 32767";
        }
        return table.contains("INNODB_") ? "NAME NOT LIKE 'binrelay/%' AND NAME NOT LIKE 'mysql/%'" : "TRUE";
    }

    private static @Nullable String schemaColumn(String table, List<String> columns) {
        if (!table.startsWith("information_schema.")) {
            return null;
        }
        return SCHEMA_COLUMNS.stream().filter(columns::contains).findFirst().orElse(null);
    }

    private static String notOurs(String column) {
        return column + " NOT IN ('mysql','information_schema','performance_schema','sys','binrelay')";
    }

    /** @param name without backslash, which means something else from sql_mode to sql_mode */
    private static String literal(String name) {
        return "'" + name.replace("'", "''") + "'";
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
