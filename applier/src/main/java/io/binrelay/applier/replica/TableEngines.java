package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.Table;
import java.util.HashMap;
import java.util.Map;

/** Which tables of a replica are of engines with transactions (trap 33). Not thread-safe. */
final class TableEngines {
    private final ReplicaConnection connection;
    private final Runnable endReading;
    private final Map<String, Boolean> known = new HashMap<>();

    /** @param endReading called behind each query, which may have begun a transaction */
    TableEngines(ReplicaConnection connection, Runnable endReading) {
        this.connection = requireNonNull(connection, "connection is null");
        this.endReading = requireNonNull(endReading, "endReading is null");
    }

    /** True for a table that does not exist. Asks once, until {@link #forget}. */
    boolean isTransactional(Table table) {
        return known.computeIfAbsent(table.qualifiedName(), name -> {
            String answer = connection.value("SELECT e.TRANSACTIONS FROM information_schema.TABLES t"
                    + " JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE WHERE t.TABLE_SCHEMA = "
                    + ReplicaConnection.literal(table.database()) + " AND t.TABLE_NAME = "
                    + ReplicaConnection.literal(table.name()));
            endReading.run();
            return answer == null || answer.equals("YES");
        });
    }

    /** Whether all tables are, the server's own left aside. */
    boolean isAllTransactional() {
        String found = connection.value("SELECT COUNT(*) FROM information_schema.TABLES t"
                + " JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE WHERE e.TRANSACTIONS <> 'YES'"
                + " AND t.TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')");
        endReading.run();
        return "0".equals(found);
    }

    /** A statement may have changed any of them. */
    void forget() {
        known.clear();
    }
}
