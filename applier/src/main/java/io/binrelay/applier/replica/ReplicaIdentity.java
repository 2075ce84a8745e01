package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which server a replica is, whatever name or address it is reached by. */
public final class ReplicaIdentity {
    private ReplicaIdentity() {}

    /**
     * Asks over a connection of its own.
     *
     * @return see {@link #of}
     * @throws ReplicaException the replica cannot be reached, or refuses
     */
    public static String ask(ReplicaAddress address) {
        try (ReplicaConnection connection = ReplicaConnection.open(address)) {
            return of(connection);
        }
    }

    /** {@code server_uuid U}; of MariaDB, which has none, {@code HOSTNAME:PORT, server_id N}, as the server says it. */
    static String of(ReplicaConnection connection) {
        Map<String, String> variables = new TreeMap<>();
        for (List<@Nullable String> row : connection.query(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN" + " ('server_uuid', 'hostname', 'port', 'server_id')")) {
            String value = row.get(1);
            variables.put(requireNonNull(row.get(0), "a variable without a name"), value == null ? "" : value);
        }
        String uuid = variables.getOrDefault("server_uuid", "");
        return uuid.isEmpty()
                ? variables.get("hostname") + ":" + variables.get("port") + ", server_id " + variables.get("server_id")
                : "server_uuid " + uuid;
    }
}
