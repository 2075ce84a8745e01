package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks a replica, over a connection of its own, what it is, what it holds and how far it is. Reads only, and claims
 * nothing: an applier may be at work meanwhile. Stateless.
 */
public final class ReplicaInspector {
    private static final int PARSE_ERROR = 1064;
    private static final int CLOCK_READINGS = 3;

    /** ER_ACCESS_DENIED_ERROR of databases and tables, ER_BAD_DB_ERROR, ER_NO_SUCH_TABLE. */
    private static final Set<Integer> NOT_THERE = Set.of(1044, 1142, 1049, 1146);

    /** ER_SPECIFIC_ACCESS_DENIED_ERROR. */
    private static final int DENIED = 1227;

    /** MariaDB's, that of MySQL from 8.0.22 on, and the one before. */
    private static final List<StatusQuery> STATUS_QUERIES = List.of(
            new StatusQuery("SHOW ALL SLAVES STATUS", 3),
            new StatusQuery("SHOW REPLICA STATUS", 1),
            new StatusQuery("SHOW SLAVE STATUS", 1));

    private static final String USERS_SCHEMAS =
            " NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys', 'binrelay')";

    private final ReplicaAddress address;
    private final String channel;

    /** @param hostColumn number of the column with the source's host, from 0; two behind it stands the port */
    private record StatusQuery(String text, int hostColumn) {}

    /**
     * Connects to nothing yet.
     *
     * @param channel whose checkpoint is looked for
     */
    public ReplicaInspector(ReplicaAddress address, String channel) {
        this.address = requireNonNull(address, "address is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /**
     * Connects, asks, disconnects.
     *
     * @throws ReplicaException the replica cannot be reached or refuses the log-in
     */
    public ReplicaInspection inspect() {
        try (ReplicaConnection connection = ReplicaConnection.open(address)) {
            Map<String, String> variables = variables(connection);
            ServerVersion version = ServerVersion.parse(variables.getOrDefault("version", ""));
            ReplicaPrivileges privileges = ReplicaPrivileges.of(connection, version);
            return new ReplicaInspection(
                    version,
                    variables,
                    new ReplicaInspection.Account(
                            privileges.account(), privileges.missing(), privileges.missingToWriteWhereReadOnly()),
                    content(connection),
                    aheadMillis(connection));
        }
    }

    /**
     * Whether the replica knows a time zone by name, which its time zone tables must list.
     *
     * @throws ReplicaException as {@link #inspect}
     */
    public boolean knowsTimeZone(String name) {
        try (ReplicaConnection connection = ReplicaConnection.open(address)) {
            return connection.value("SELECT CONVERT_TZ('2020-01-01 00:00:00', '+00:00', ?)", name) != null;
        }
    }

    private ReplicaInspection.Content content(ReplicaConnection connection) {
        return new ReplicaInspection.Content(
                new TreeSet<>(column(
                        connection,
                        "SELECT ENGINE FROM information_schema.ENGINES WHERE SUPPORT IN ('YES', 'DEFAULT')")),
                column(
                        connection,
                        "SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE"
                                + " TRIGGER_SCHEMA" + USERS_SCHEMAS + " ORDER BY 1"),
                column(
                        connection,
                        "SELECT CONCAT(EVENT_SCHEMA, '.', EVENT_NAME) FROM information_schema.EVENTS WHERE STATUS ="
                                + " 'ENABLED' AND EVENT_SCHEMA" + USERS_SCHEMAS + " ORDER BY 1"),
                ReplicaTables.someOfUsers(connection),
                nativeChannels(connection),
                position(connection));
    }

    private ReplicaInspection.@Nullable Position position(ReplicaConnection connection) {
        try {
            return new CheckpointTable(channel).look(connection);
        } catch (ReplicaException e) {
            if (NOT_THERE.contains(e.errno())) {
                return null;
            }
            throw e;
        }
    }

    /** What SHOW REPLICA STATUS lists, in the words of every version; an account that may not ask sees none. */
    private static List<String> nativeChannels(ReplicaConnection connection) {
        for (StatusQuery query : STATUS_QUERIES) {
            try {
                List<String> sources = new ArrayList<>();
                for (List<@Nullable String> row : connection.query(query.text())) {
                    sources.add(row.get(query.hostColumn()) + ":" + row.get(query.hostColumn() + 2));
                }
                return sources;
            } catch (ReplicaException e) {
                if (e.errno() == DENIED) {
                    return List.of();
                }
                if (e.errno() != PARSE_ERROR) {
                    throw e;
                }
            }
        }
        return List.of();
    }

    private static Map<String, String> variables(ReplicaConnection connection) {
        Map<String, String> variables = new HashMap<>();
        for (List<@Nullable String> row : connection.query("SHOW GLOBAL VARIABLES")) {
            String value = row.get(1);
            variables.put(
                    requireNonNull(row.get(0), "a variable without a name").toLowerCase(Locale.ROOT),
                    value == null ? "" : value);
        }
        return variables;
    }

    private static List<String> column(ReplicaConnection connection, String query) {
        List<String> column = new ArrayList<>();
        for (List<@Nullable String> row : connection.query(query)) {
            column.add(requireNonNull(row.get(0), "a name is NULL"));
        }
        return column;
    }

    /** Of the reading that took least time, which is the truest. UTC, since a zone's clock may go back. */
    private static long aheadMillis(ReplicaConnection connection) {
        connection.execute("SET time_zone = '+00:00'");
        long shortest = Long.MAX_VALUE;
        long ahead = 0;
        for (int reading = 0; reading < CLOCK_READINGS; reading++) {
            long before = System.currentTimeMillis();
            BigDecimal server = new BigDecimal(
                    requireNonNull(connection.value("SELECT UNIX_TIMESTAMP(NOW(6))"), "the server has no time"));
            long after = System.currentTimeMillis();
            if (after - before < shortest) {
                shortest = after - before;
                ahead = server.movePointRight(3).longValue() - (before + after) / 2;
            }
        }
        return ahead;
    }
}
