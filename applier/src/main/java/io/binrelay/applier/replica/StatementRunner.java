package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ExpectedError;
import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.StatementSession;
import io.binrelay.applier.core.StatementText;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    /**
     * Runs a statement that stands alone.
     *
     * @param again whether it may have been run before
     */
    void run(Statement statement, boolean again) {
        StatementText text = StatementText.of(statement);
        refuse(statement, text);
        inSession(settings(() -> sessions.prepare(statement)), statement, () -> {
            try {
                send(text.forReplica());
            } catch (ReplicaException e) {
                if (!isDone(text, again, e)) {
                    throw e;
                }
                LOG.warn("taken as done: {}", e.getMessage());
            }
        });
    }

    /** Runs a change of rows, or of temporary tables, inside the open transaction (trap 10). */
    void runInTransaction(Statement statement) {
        refuse(statement, StatementText.of(statement));
        inSession(settings(() -> sessions.prepareInTransaction(statement)), statement, () -> send(statement.text()));
    }

    /** Runs a CREATE TABLE .. START TRANSACTION; {@link #restore} has to wait for the end of the transaction. */
    void open(Statement statement) {
        settings(() -> sessions.prepare(statement)).forEach(connection::execute);
        send(statement.text());
    }

    private static List<String> settings(Supplier<List<String>> recipe) {
        try {
            return recipe.get();
        } catch (IllegalArgumentException e) {
            throw new ReplicaException(String.valueOf(e.getMessage()), 0, "", e);
        }
    }

    private void inSession(List<String> settings, Statement statement, Runnable action) {
        boolean usable = false;
        try {
            settings.forEach(connection::execute);
            expecting(statement, action);
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

    /** A statement that failed on the source has to fail here in the same way, and then counts as done. */
    private static void expecting(Statement statement, Runnable action) {
        int expected = statement.errorCode();
        try {
            action.run();
        } catch (ReplicaException e) {
            if (expected == 0 || e.reaction(0) != Reaction.STOP) {
                throw e;
            }
            if (!ExpectedError.isMet(expected, e.errno())) {
                throw different(statement, e.reason(), e.errno(), e);
            }
            LOG.debug("failed as on the source: {}", e.getMessage());
            return;
        }
        if (!ExpectedError.isMet(expected, 0)) {
            throw different(statement, "no error", 0, null);
        }
    }

    private static ReplicaException different(
            Statement statement, String message, int actual, @Nullable ReplicaException cause) {
        return new ReplicaException(
                "Query caused different errors on source and replica. Error on source: error code="
                        + statement.errorCode() + "; Error on replica: actual message='" + message
                        + "', error code=" + actual + ". Default database: '" + statement.database()
                        + "'. Compare the tables it changes with the source",
                actual,
                cause == null ? "" : cause.sqlState(),
                cause);
    }

    private void send(byte[] text) {
        connection.execute(new String(text, StandardCharsets.ISO_8859_1));
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
        if (ExpectedError.isInterruption(statement.errorCode())) {
            throw new ReplicaException(
                    "Query partially completed on the source (error on source: " + statement.errorCode()
                            + ") and was aborted. There is a chance that your source is inconsistent at this point. Compare the"
                            + " tables it changes, put the replica right, and rebuild it or skip the statement");
        }
        if (text.dependsOnInvoker()) {
            throw new ReplicaException(
                    "the statement speaks of CURRENT_USER or CURRENT_ROLE, which is another account on"
                            + " the replica than it was on the source. Run it there by hand with the account's name, and rebuild"
                            + " the replica or skip the statement");
        }
    }
}
