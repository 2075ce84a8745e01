package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of MariaDB's collations by id, read when the first is asked for. */
final class CollationNames {
    private final ReplicaConnection connection;
    private final ReplicaServer server;
    private @Nullable Map<Integer, String> names;

    CollationNames(ReplicaConnection connection, ReplicaServer server) {
        this.connection = requireNonNull(connection, "connection is null");
        this.server = requireNonNull(server, "server is null");
    }

    /** Null when the replica has none with this id. */
    @Nullable
    String nameOf(int id) {
        if (names == null) {
            names = read();
        }
        return names.get(id);
    }

    /** Since MariaDB 10.10 one collation may apply to several character sets, under several ids. */
    private Map<Integer, String> read() {
        boolean full = server.version().isAtLeast(10, 10, 1);
        Map<Integer, String> read = new HashMap<>();
        for (List<@Nullable String> row : connection.query(
                full
                        ? "SELECT ID, FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"
                        : "SELECT ID, COLLATION_NAME FROM information_schema.COLLATIONS")) {
            String id = row.get(0);
            String name = row.get(1);
            if (id != null && name != null) {
                read.put(Integer.parseInt(id), name);
            }
        }
        return read;
    }
}
