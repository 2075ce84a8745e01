package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

/**
 * One statement of a case.
 *
 * @param kind what is done with it
 * @param connection name of the source connection it runs on; for replica steps without meaning
 * @param sql as it is sent, without the delimiter
 * @param errno the server's error number it has to fail with; 0 when it has to succeed
 * @param condition servers it runs on
 * @param line where it begins in the file
 */
record Step(Kind kind, String connection, String sql, int errno, Condition condition, int line) {
    /** The connection statements run on when no other is named. */
    static final String FIRST_CONNECTION = "a";

    enum Kind {
        /** Runs on the source. */
        SOURCE,
        /** Runs on every replica, not logged there, once the replicas have everything before. */
        REPLICAS,
        /** A query whose answer has to be the same everywhere at the end, instead of a comparison of everything. */
        COMPARE,
        /** A round of replication: the replicas have to have everything before. */
        SYNC,
        /** As SYNC, and both kinds of replication then begin again with new sessions on the replicas. */
        RESTART,
        /** All servers are compared; when a replica has stopped, the script is interrupted. */
        CHECKPOINT,
        /** The connection begins, as the account in the statement's place: user, password and schema, line by line. */
        CONNECT,
        /** The connection ends. */
        DISCONNECT
    }

    Step {
        requireNonNull(kind, "kind is null");
        requireNonNull(connection, "connection is null");
        requireNonNull(sql, "sql is null");
        requireNonNull(condition, "condition is null");
    }
}
