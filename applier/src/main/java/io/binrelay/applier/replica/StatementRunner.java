package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.StatementSession;
import io.binrelay.applier.core.StatementText;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements of the source, each in the session it had there, its bytes unchanged (traps 38, 39).
 *
 * <p>DROP TABLE, VIEW and SEQUENCE: a server that does not know some of the names drops the others and then says so.
 * MariaDB logs such a statement as if it had succeeded (trap 41); like its own replicas, we take it as done.
 */
final class StatementRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StatementRunner.class);

    /** Unknown table, unknown SEQUENCE, unknown VIEW. */
    private static final Set<Integer> UNKNOWN_OBJECTS = Set.of(1051, 4091, 4092);

    /** DROP DATABASE of a database that does not exist. */
    private static final int UNKNOWN_DATABASE = 1008;

    private final ReplicaConnection connection;
    private final StatementSession sessions;
    private final boolean mariadb;

    StatementRunner(ReplicaConnection connection, StatementSession sessions, boolean mariadb) {
        this.connection = requireNonNull(connection, "connection is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.mariadb = mariadb;
    }

    /** @param again whether it may have been run before */
    void run(Statement statement, boolean again) {
        StatementText text = StatementText.of(statement);
        refuse(statement, text);
        boolean usable = false;
        try {
            prepare(statement);
            try {
                connection.execute(new String(text.forReplica(), StandardCharsets.ISO_8859_1));
            } catch (ReplicaException e) {
                if (!isDone(text, again, e)) {
                    throw e;
                }
                LOG.warn("taken as done: {}", e.getMessage());
            }
            usable = true;
        } catch (ReplicaException e) {
            usable = e.reaction(0) != Reaction.RECONNECT;
            throw e;
        } finally {
            if (usable) {
                restore();
            }
        }
    }

    private void prepare(Statement statement) {
        try {
            for (String setting : sessions.prepare(statement)) {
                connection.execute(setting);
            }
        } catch (IllegalArgumentException e) {
            throw new ReplicaException(String.valueOf(e.getMessage()), 0, "", e);
        }
    }

    /** Brings the session back to what rows and our own statements need. */
    void restore() {
        connection.execute(sessions.restore());
    }

    private boolean isDone(StatementText text, boolean again, ReplicaException e) {
        if (!text.isDrop()) {
            return false;
        }
        return (UNKNOWN_OBJECTS.contains(e.errno()) && (mariadb || again)) || (e.errno() == UNKNOWN_DATABASE && again);
    }

    private static void refuse(Statement statement, StatementText text) {
        if (statement.errorCode() != 0) {
            throw new ReplicaException(
                    "the statement ended with error " + statement.errorCode()
                            + " on the source after it had changed something. What it changed is not in the binary log, so that it"
                            + " cannot be repeated exactly: compare source and replica, and rebuild the replica if they differ");
        }
        if (text.dependsOnInvoker()) {
            throw new ReplicaException(
                    "the statement speaks of CURRENT_USER or CURRENT_ROLE, which is another account on"
                            + " the replica than it was on the source. Run it there by hand with the account's name, and rebuild"
                            + " the replica or skip the statement");
        }
        if (text.opensTransaction()) {
            throw new ReplicaException("CREATE TABLE .. START TRANSACTION (the logged form of CREATE TABLE .. SELECT of"
                    + " MySQL 8.0.21 and newer) is not supported yet. Create and fill the table in two statements");
        }
    }
}
