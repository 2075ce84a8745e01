package io.binrelay.applier.core;

import java.util.Set;

/** What is to follow when a server refuses a statement of the source (traps 41 and 49). */
public enum StatementOutcome {
    /** The replica is where it should be. */
    DONE,
    /** A CREATE of what exists: it is to be replaced. */
    REPLACE,
    /** An error. */
    FAILED;

    private static final int DATABASE_EXISTS = 1007;
    private static final int UNKNOWN_DATABASE = 1008;
    private static final int TABLE_EXISTS = 1050;
    private static final int ROUTINE_EXISTS = 1304;

    /** Unknown table, unknown SEQUENCE, unknown VIEW. */
    private static final Set<Integer> UNKNOWN_OBJECTS = Set.of(1051, 4091, 4092);

    /**
     * What the error means.
     *
     * @param again whether it may have been run before
     * @param idempotent whether the replica's replication threads work with slave_ddl_exec_mode=IDEMPOTENT (MariaDB
     *     {@code sql/sql_parse.cc}, {@code sql/sql_db.cc}, {@code sql/sql_sequence.cc}) and the statement did not fail
     *     on the source: then CREATE and DROP of tables, sequences and databases are forgiven
     */
    public static StatementOutcome of(StatementText text, boolean again, boolean idempotent, int errno) {
        if (again && text.isDrop() && (UNKNOWN_OBJECTS.contains(errno) || errno == UNKNOWN_DATABASE)) {
            return DONE;
        }
        if (again && errno == ROUTINE_EXISTS && text.automaticGrant().isPresent()) {
            return DONE;
        }
        return idempotent ? forgiven(text, errno) : FAILED;
    }

    private static StatementOutcome forgiven(StatementText text, int errno) {
        if (errno == TABLE_EXISTS && text.isPlainCreateTable()) {
            return REPLACE;
        }
        boolean done = (UNKNOWN_OBJECTS.contains(errno) && text.isDropTable())
                || (errno == UNKNOWN_DATABASE && text.isDropDatabase())
                || (errno == DATABASE_EXISTS && text.isCreateDatabase());
        return done ? DONE : FAILED;
    }
}
