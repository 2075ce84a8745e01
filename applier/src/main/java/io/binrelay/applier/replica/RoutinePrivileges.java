package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.RoutineGrant;

/** Whether a replica would itself give the creator of a routine privileges on it. Not thread-safe. */
final class RoutinePrivileges {
    private final ReplicaConnection connection;

    RoutinePrivileges(ReplicaConnection connection) {
        this.connection = requireNonNull(connection, "connection is null");
    }

    /**
     * Not with automatic_sp_privileges=OFF, to an account that is not there, or to one that has them for the database.
     */
    boolean areNeeded(RoutineGrant grant) {
        String account =
                " WHERE User = " + ReplicaConnection.literal(grant.creator().user()) + " AND Host = "
                        + ReplicaConnection.literal(grant.creator().host());
        String given = "SELECT MAX(e = _latin1'Y') AND MAX(a = _latin1'Y') FROM (SELECT Execute_priv AS e,"
                + " Alter_routine_priv AS a FROM mysql.user" + account
                + " UNION ALL SELECT Execute_priv, Alter_routine_priv FROM mysql.db" + account + " AND "
                + ReplicaConnection.literal(grant.database()) + " LIKE Db) AS privileges";
        boolean needed = "1".equals(connection.value("SELECT @@global.automatic_sp_privileges"))
                && "1".equals(connection.value("SELECT COUNT(*) FROM mysql.user" + account))
                && "0".equals(connection.value(given));
        connection.execute("ROLLBACK"); // of the reading
        return needed;
    }
}
