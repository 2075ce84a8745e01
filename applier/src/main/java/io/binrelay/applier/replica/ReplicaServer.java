package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.schemas.model.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says about itself when a connection begins. Immutable.
 *
 * @param variables the session's variables, names in lower case
 */
record ReplicaServer(ServerVersion version, Map<String, String> variables) {
    ReplicaServer {
        requireNonNull(version, "version is null");
        variables = Map.copyOf(variables);
    }

    static ReplicaServer ask(ReplicaConnection connection) {
        Map<String, String> variables = new HashMap<>();
        for (List<@Nullable String> row : connection.query("SHOW SESSION VARIABLES")) {
            String name = requireNonNull(row.get(0), "a variable without a name");
            String value = row.get(1);
            variables.put(name.toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
        return new ReplicaServer(ServerVersion.parse(variables.getOrDefault("version", "")), variables);
    }

    Family family() {
        return version.family();
    }

    Set<String> variableNames() {
        return variables.keySet();
    }

    /** Whether a variable is ON; false when the server does not have it. */
    boolean isOn(String variable) {
        String value = variables.getOrDefault(variable, "");
        return value.equalsIgnoreCase("ON") || value.equals("1");
    }

    long number(String variable, long otherwise) {
        String value = variables.get(variable);
        return value == null || value.isEmpty() ? otherwise : Long.parseUnsignedLong(value);
    }
}
