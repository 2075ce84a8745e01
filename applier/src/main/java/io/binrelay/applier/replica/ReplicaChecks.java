package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ReplicaFormat;
import io.binrelay.applier.core.ServerVersion;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.SourceServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold before anything is applied; each refusal is one message with its remedy (traps 67, 68). */
final class ReplicaChecks {
    /**
     * Below this a replica cannot even take the rows events of ordinary tables; the servers' defaults are 16 MiB and
     * more.
     */
    private static final long SMALLEST_PACKET = 1 << 20;

    /** What replicated statements and our own table need, on all servers. */
    private static final List<String> PRIVILEGES = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "RELOAD",
            "PROCESS",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE VIEW",
            "SHOW VIEW",
            "CREATE ROUTINE",
            "ALTER ROUTINE",
            "CREATE USER",
            "EVENT",
            "TRIGGER");

    private final ReplicaConnection connection;
    private final ReplicaServer server;

    ReplicaChecks(ReplicaConnection connection, ReplicaServer server) {
        this.connection = requireNonNull(connection, "connection is null");
        this.server = requireNonNull(server, "server is null");
    }

    /** Checks the replica by itself. */
    void beforeClaim() {
        if (server.isOn("super_read_only")) {
            throw new ReplicaException("the replica has super_read_only=ON, which refuses every client, an applier"
                    + " included: run it with read_only=ON and super_read_only=OFF");
        }
        Set<String> granted = granted();
        boolean all = granted.contains("ALL PRIVILEGES");
        checkPrivileges(granted, all);
        checkReadOnly(granted, all);
        long packet = server.number("max_allowed_packet", SMALLEST_PACKET);
        if (packet < SMALLEST_PACKET) {
            throw new ReplicaException("the replica's max_allowed_packet is " + packet + " bytes, too small for rows"
                    + " events: set it to at least " + SMALLEST_PACKET + ", better to that of the source");
        }
    }

    /** Checks the replica against the source of the events. */
    void against(SourceServer source, ReplicaFormat format, ApplyMode mode) {
        ServerVersion replica = server.version();
        ServerVersion sourceVersion = ServerVersion.parse(format.serverVersion());
        boolean sameFamily = replica.family() == source.family();
        if (!sameFamily && mode == ApplyMode.NATIVE) {
            throw new ReplicaException("the replica is " + replica + " and the source " + sourceVersion
                    + ": binary log events of one family cannot be applied to the other. Set apply.mode=auto, or use a"
                    + " replica of the source's family");
        }
        if (sameFamily && mode != ApplyMode.LOGICAL && !replica.canReplay(sourceVersion)) {
            throw new ReplicaException("the replica (" + replica + ") is older than the source (" + sourceVersion
                    + ") and may not understand its events: upgrade the replica");
        }
        String uuid = server.variables().getOrDefault("server_uuid", "");
        if (!uuid.isEmpty() && uuid.equals(source.uuid())) {
            throw new ReplicaException("replica and source are the same server (server_uuid " + uuid
                    + "): check replica.host and replica.port; if one was cloned from the other, remove its auto.cnf");
        }
        if (server.number("server_id", 0) == source.serverId()) {
            throw new ReplicaException("the replica has server_id " + source.serverId()
                    + ", which is that of the server the transaction comes from: give the replica a server_id of its"
                    + " own");
        }
    }

    private void checkPrivileges(Set<String> granted, boolean all) {
        List<String> missing = new ArrayList<>();
        for (String privilege : PRIVILEGES) {
            if (!all && !granted.contains(privilege)) {
                missing.add(privilege);
            }
        }
        List<String> alternatives = replayPrivileges();
        if (!all && alternatives.stream().noneMatch(granted::contains)) {
            missing.add(alternatives.get(0));
        }
        if (server.family() == Family.MYSQL && server.version().isAtLeast(8, 0, 18)) {
            List<String> session = List.of("SESSION_VARIABLES_ADMIN", "SYSTEM_VARIABLES_ADMIN", "SUPER");
            if (!all && session.stream().noneMatch(granted::contains)) {
                missing.add(session.get(0));
            }
        }
        if (!missing.isEmpty()) {
            throw new ReplicaException("the account " + account() + " lacks privileges on the replica: "
                    + String.join(", ", missing) + ". Run there: GRANT " + String.join(", ", missing) + " ON *.* TO "
                    + account());
        }
    }

    /** Any of these lets an account run BINLOG statements; the first is the one to ask for. */
    private List<String> replayPrivileges() {
        ServerVersion version = server.version();
        if (version.family() == Family.MARIADB) {
            return version.isAtLeast(10, 5, 2) ? List.of("BINLOG REPLAY") : List.of("SUPER");
        }
        return version.isAtLeast(8, 0, 18) ? List.of("REPLICATION_APPLIER", "BINLOG_ADMIN", "SUPER") : List.of("SUPER");
    }

    private void checkReadOnly(Set<String> granted, boolean all) {
        if (!server.isOn("read_only") || all) {
            return;
        }
        boolean mariadb = server.family() == Family.MARIADB;
        boolean named = mariadb
                ? server.version().isAtLeast(10, 5, 2)
                : server.version().isAtLeast(8, 0, 0);
        String privilege = named ? (mariadb ? "READ_ONLY ADMIN" : "CONNECTION_ADMIN") : "SUPER";
        if (!granted.contains(privilege) && !granted.contains("SUPER")) {
            throw new ReplicaException("the replica has read_only=ON and the account " + account()
                    + " may not write to it. Run there: GRANT " + privilege + " ON *.* TO " + account());
        }
    }

    /** The account as the server knows it, quoted for a GRANT. */
    private String account() {
        String account = requireNonNull(connection.value("SELECT CURRENT_USER()"), "CURRENT_USER() is NULL");
        int at = account.lastIndexOf('@');
        return "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'";
    }

    /** What is granted on *.*, upper case, of the account and its active roles. */
    private Set<String> granted() {
        Set<String> privileges = new LinkedHashSet<>();
        for (List<@Nullable String> row : connection.query("SHOW GRANTS")) {
            String grant = requireNonNull(row.get(0), "a grant is NULL");
            int on = grant.indexOf(" ON *.* ");
            if (grant.startsWith("GRANT ") && on > 0) {
                String list = grant.substring("GRANT ".length(), on).toUpperCase(Locale.ROOT);
                privileges.addAll(
                        List.of(list.split(",")).stream().map(String::strip).collect(Collectors.toList()));
            }
        }
        return privileges;
    }
}
