package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All a replica says of itself that replication may depend on, at one moment.
 *
 * @param variables its global variables, names in lower case
 * @param account ours
 * @param content what it holds
 * @param aheadMillis how far its clock is ahead of this machine's; negative when it is behind
 */
public record ReplicaInspection(
        ServerVersion version, Map<String, String> variables, Account account, Content content, long aheadMillis) {
    /** See {@link #smallestPacket}. */
    private static final String MAX_ALLOWED_PACKET = "max_allowed_packet";

    public ReplicaInspection {
        requireNonNull(version, "version is null");
        variables = Map.copyOf(variables);
        requireNonNull(account, "account is null");
        requireNonNull(content, "content is null");
    }

    /** A global variable; empty when the server does not know it. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Whether a variable is ON. */
    public boolean isOn(String name) {
        return variable(name).equalsIgnoreCase("ON") || variable(name).equals("1");
    }

    /** Its max_allowed_packet, in bytes; 0 when it does not tell. */
    public long maxAllowedPacket() {
        String value = variable(MAX_ALLOWED_PACKET);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** With a smaller max_allowed_packet an applier refuses to begin. */
    public static long smallestPacket() {
        return ReplicaChecks.SMALLEST_PACKET;
    }

    /**
     * The applier's account.
     *
     * @param name as in a GRANT: {@code 'binrelay'@'%'}
     * @param missing privileges it lacks; empty when it may apply everything
     * @param missingWhereReadOnly privileges it lacks to write while read_only=ON
     */
    public record Account(String name, List<String> missing, List<String> missingWhereReadOnly) {
        public Account {
            requireNonNull(name, "name is null");
            missing = List.copyOf(missing);
            missingWhereReadOnly = List.copyOf(missingWhereReadOnly);
        }
    }

    /**
     * What it holds; names are {@code schema.name}, sorted.
     *
     * @param engines that it can make tables of
     * @param triggers on its users' tables
     * @param enabledEvents that its event scheduler would run
     * @param someTables five of its users' tables at most
     * @param nativeChannels what else replicates to it: the sources of its own replication, {@code host:port}
     * @param position how far it has applied the channel asked for; null when it has no checkpoint of it
     */
    public record Content(
            Set<String> engines,
            List<String> triggers,
            List<String> enabledEvents,
            List<String> someTables,
            List<String> nativeChannels,
            @Nullable Position position) {
        public Content {
            engines = Set.copyOf(engines);
            triggers = List.copyOf(triggers);
            enabledEvents = List.copyOf(enabledEvents);
            someTables = List.copyOf(someTables);
            nativeChannels = List.copyOf(nativeChannels);
        }
    }

    /**
     * How far a replica is in a relay log.
     *
     * @param incarnation id of the topic that the offset belongs to
     * @param nextOffset of the record it needs next
     * @param sequence number of the last transaction applied; 0 before the first
     */
    public record Position(String incarnation, long nextOffset, long sequence) {
        public Position {
            requireNonNull(incarnation, "incarnation is null");
        }
    }
}
