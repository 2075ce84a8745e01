package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the applier's account may do on a replica, and what it lacks (trap 68).
 *
 * @param account quoted as in a GRANT
 * @param granted what is granted on {@code *.*}, upper case, of the account and its active roles
 */
record ReplicaPrivileges(ServerVersion version, String account, Set<String> granted) {
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

    ReplicaPrivileges {
        requireNonNull(version, "version is null");
        requireNonNull(account, "account is null");
        granted = Set.copyOf(granted);
    }

    static ReplicaPrivileges of(ReplicaConnection connection, ServerVersion version) {
        Set<String> privileges = new LinkedHashSet<>();
        for (List<@Nullable String> row : connection.query("SHOW GRANTS")) {
            String grant = requireNonNull(row.get(0), "a grant is NULL");
            int on = grant.indexOf(" ON *.* ");
            if (grant.startsWith("GRANT ") && on > 0) {
                String list = grant.substring("GRANT ".length(), on).toUpperCase(Locale.ROOT);
                for (String privilege : list.split(",", -1)) {
                    privileges.add(privilege.strip());
                }
            }
        }
        String account = requireNonNull(connection.value("SELECT CURRENT_USER()"), "CURRENT_USER() is NULL");
        int at = account.lastIndexOf('@');
        return new ReplicaPrivileges(
                version, "'" + account.substring(0, at) + "'@'" + account.substring(at + 1) + "'", privileges);
    }

    /** What it lacks to apply everything; empty when nothing. */
    List<String> missing() {
        if (hasAll()) {
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        for (String privilege : PRIVILEGES) {
            if (!granted.contains(privilege)) {
                missing.add(privilege);
            }
        }
        List<String> alternatives = replayPrivileges();
        if (alternatives.stream().noneMatch(granted::contains)) {
            missing.add(alternatives.get(0));
        }
        if (version.family() == Family.MYSQL && version.isAtLeast(8, 0, 18)) {
            List<String> session = List.of("SESSION_VARIABLES_ADMIN", "SYSTEM_VARIABLES_ADMIN", "SUPER");
            if (session.stream().noneMatch(granted::contains)) {
                missing.add(session.get(0));
            }
        }
        return List.copyOf(missing);
    }

    /** What it lacks to write to a server with read_only=ON (trap 67); empty when nothing. */
    List<String> missingToWriteWhereReadOnly() {
        boolean mariadb = version.family() == Family.MARIADB;
        boolean named = mariadb ? version.isAtLeast(10, 5, 2) : version.isAtLeast(8, 0, 0);
        String privilege = named ? (mariadb ? "READ_ONLY ADMIN" : "CONNECTION_ADMIN") : "SUPER";
        return hasAll() || granted.contains(privilege) || granted.contains("SUPER") ? List.of() : List.of(privilege);
    }

    /** The statement that gives them. */
    String grantOf(List<String> privileges) {
        return "GRANT " + String.join(", ", privileges) + " ON *.* TO " + account;
    }

    private boolean hasAll() {
        return granted.contains("ALL PRIVILEGES");
    }

    /** Any of these lets an account run BINLOG statements; the first is the one to ask for. */
    private List<String> replayPrivileges() {
        if (version.family() == Family.MARIADB) {
            return version.isAtLeast(10, 5, 2) ? List.of("BINLOG REPLAY") : List.of("SUPER");
        }
        return version.isAtLeast(8, 0, 18) ? List.of("REPLICATION_APPLIER", "BINLOG_ADMIN", "SUPER") : List.of("SUPER");
    }
}
