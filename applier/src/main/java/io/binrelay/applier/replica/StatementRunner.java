package io.binrelay.applier.replica;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.AccountEffect;
import io.binrelay.applier.core.AccountName;
import io.binrelay.applier.core.ExpectedError;
import io.binrelay.applier.core.LoadText;
import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.RoutineGrant;
import io.binrelay.applier.core.StatementOutcome;
import io.binrelay.applier.core.StatementSession;
import io.binrelay.applier.core.StatementText;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements of the source, each in the session it had there, its bytes unchanged but for what
 * {@link StatementText#forReplica} says (traps 38, 39, 46, 47). Errors are judged as the replica's own replication
 * threads would judge them (traps 41, 49). The account the applier itself uses is left as it is. Not thread-safe.
 */
final class StatementRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StatementRunner.class);

    /** Local files are disabled: MySQL 8.0 and newer, older servers, MariaDB 11. */
    private static final Set<Integer> LOCAL_REFUSED = Set.of(3948, 1148, 4166);

    private static final int UNKNOWN_DATABASE = 1049;

    /** What a change gets in information_schema, where nothing can be changed. */
    private static final Set<Integer> REFUSED_THERE = Set.of(1044, 1109);

    private final ReplicaConnection connection;
    private final StatementSession sessions;
    private final Family family;
    private final RoutinePrivileges routinePrivileges;
    private final boolean idempotent;
    private long rowsSqlMode;
    private @Nullable AccountName ownAccount;

    StatementRunner(ReplicaConnection connection, StatementSession sessions, ReplicaServer server) {
        this.connection = requireNonNull(connection, "connection is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.family = server.family();
        this.routinePrivileges = new RoutinePrivileges(connection);
        // Only MariaDB has the variable.
        this.idempotent = "IDEMPOTENT".equalsIgnoreCase(server.variables().get("slave_ddl_exec_mode"));
    }

    /**
     * Runs a statement that stands alone.
     *
     * @param again whether it may have been run before
     */
    void run(Statement statement, boolean again) {
        StatementText text = StatementText.of(statement);
        refuse(statement);
        if (family == Family.MARIADB && text.versionsByTransaction()) {
            throw new ReplicaException(
                    "the history of the table is versioned by the server's own transaction ids (BIGINT"
                            + " .. AS ROW START), which are others on every server, a replica of MariaDB included. Version the"
                            + " table by time (TIMESTAMP(6)) or keep it out of the replica");
        }
        byte[] forReplica = orStop(() -> text.forReplica(family));
        if (concernsOwnAccount(text)) {
            return;
        }
        // One that failed on the source is judged by its error alone.
        boolean succeeded = statement.errorCode() == 0;
        inSession(orStop(() -> sessions.prepare(statement)), statement, () -> {
            try {
                send(forReplica);
            } catch (ReplicaException e) {
                react(text, StatementOutcome.of(text, again && succeeded, idempotent && succeeded, e.errno()), e);
            }
            text.automaticGrant().ifPresent(this::grant);
        });
    }

    private void grant(RoutineGrant grant) {
        if (routinePrivileges.areNeeded(grant)) {
            connection.execute(grant.text());
        }
    }

    private void react(StatementText text, StatementOutcome outcome, ReplicaException e) {
        switch (outcome) {
            case DONE -> LOG.warn("taken as done: {}", e.getMessage());
            case REPLACE -> {
                LOG.warn("replaced, since slave_ddl_exec_mode=IDEMPOTENT: {}", e.getMessage());
                send(text.forReplicaOrReplace(family));
            }
            case FAILED -> throw e;
        }
    }

    /** Runs a change of rows, or of temporary tables, inside the open transaction (trap 10). */
    void runInTransaction(Statement statement) {
        refuse(statement);
        inSession(orStop(() -> sessions.prepareInTransaction(statement)), statement, () -> send(statement.text()));
    }

    /**
     * Runs a LOAD DATA inside the open transaction, from a file of ours.
     *
     * @param file its name
     */
    void runLoad(Statement statement, LoadedFile load, String file) {
        refuse(statement);
        if (statement.errorCode() != 0 && load.duplicates() == LoadedFile.Duplicates.ERROR) {
            throw new ReplicaException("LOAD DATA failed on the source (error " + statement.errorCode()
                    + ") after it had changed something. Through a client it goes on where it stopped there: compare the"
                    + " table it fills with the source, put the replica right, and rebuild it or skip the statement");
        }
        String text = LoadText.forReplica(statement, file);
        inSession(orStop(() -> sessions.prepareInTransaction(statement)), statement, () -> load(load, text));
    }

    private void load(LoadedFile load, String text) {
        List<Integer> warnings;
        try {
            warnings = connection.executeForWarnings(text);
        } catch (ReplicaException e) {
            throw LOCAL_REFUSED.contains(e.errno())
                    ? new ReplicaException(
                            e.reason() + ". LOAD DATA in statement format needs local_infile=ON on the replica: run"
                                    + " there SET GLOBAL local_infile=ON and start the applier again",
                            e.errno(),
                            e.sqlState(),
                            e)
                    : e;
        }
        for (int warning : warnings) {
            if (LoadText.isError(load, warning)) {
                throw new ReplicaException(
                        "LOAD DATA left rows out on the replica, not on the source", warning, "23000", null);
            }
        }
        if (load.duplicates() == LoadedFile.Duplicates.ERROR && warnings.size() >= SessionPins.MAX_WARNINGS) {
            throw new ReplicaException("LOAD DATA gave more warnings than the replica keeps, so that it is not known"
                    + " whether it left rows out. Compare the table it fills with the source");
        }
    }

    /** Runs a CREATE TABLE .. START TRANSACTION; {@link #restore} has to wait for the end of the transaction. */
    void open(Statement statement) {
        orStop(() -> sessions.prepare(statement)).forEach(connection::execute);
        send(statement.text());
    }

    private static <T> T orStop(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw new ReplicaException(String.valueOf(e.getMessage()), 0, "", e);
        }
    }

    private void inSession(List<String> settings, Statement statement, Runnable action) {
        boolean usable = false;
        @Nullable ReplicaException unknownDatabase = null;
        try {
            for (String setting : settings) {
                ReplicaException problem = set(setting);
                unknownDatabase = problem == null ? unknownDatabase : problem;
            }
            expecting(statement, action);
            usable = true;
        } catch (ReplicaException e) {
            usable = e.reaction(0) != Reaction.RECONNECT;
            throw unknownDatabase != null && REFUSED_THERE.contains(e.errno()) ? unknownDatabase : e;
        } finally {
            if (usable) {
                restore();
            }
        }
    }

    /**
     * A replication thread does not ask whether the current database exists, and behind a filter that leaves databases
     * out it often does not: a statement that names the database of each table runs all the same. One that does not has
     * to fail, so it must not meet the database of an earlier statement.
     *
     * @return why the current database cannot be set; null when it is
     */
    private @Nullable ReplicaException set(String setting) {
        try {
            connection.execute(setting);
            return null;
        } catch (ReplicaException e) {
            if (e.errno() != UNKNOWN_DATABASE || !setting.startsWith("USE ")) {
                throw e;
            }
            connection.execute("USE information_schema");
            return e;
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
        connection.execute(sessions.restore(rowsSqlMode));
    }

    /** Makes it the mode that rows are applied in, from now on. Nothing that was given before may be on its way. */
    void rowsSqlMode(long bits) {
        rowsSqlMode = bits;
        restore();
    }

    /** In which mode rows are applied now. */
    long rowsSqlMode() {
        return rowsSqlMode;
    }

    /**
     * Whether it is to be left out since it concerns the account the applier uses on the replica and nothing else: the
     * next connection could fail, and the source does not mean this account, even if its name is the same.
     */
    private boolean concernsOwnAccount(StatementText text) {
        if (!text.isAccountStatement()) {
            return false;
        }
        AccountName own = ownAccount();
        AccountEffect effect = text.effectOn(own, family);
        if (effect == AccountEffect.AMONG_OTHERS) {
            throw new ReplicaException("the statement would drop or change " + own.quoted()
                    + ", the applier's own account on the replica, and others with it. Let the applier use an account of"
                    + " another name (replica.user), which the source does not have, and start it again");
        }
        if (effect == AccountEffect.ALONE) {
            LOG.warn(
                    "left out a statement that would drop or change {}, the applier's own account on the replica; let"
                            + " the applier use an account of another name (replica.user), which the source does not have",
                    own.quoted());
        }
        return effect == AccountEffect.ALONE;
    }

    private AccountName ownAccount() {
        if (ownAccount == null) {
            ownAccount = AccountName.parse(
                    requireNonNull(connection.value("SELECT CURRENT_USER()"), "CURRENT_USER() is NULL"));
        }
        return ownAccount;
    }

    private static void refuse(Statement statement) {
        if (ExpectedError.isInterruption(statement.errorCode())) {
            throw new ReplicaException(
                    "Query partially completed on the source (error on source: " + statement.errorCode()
                            + ") and was aborted. There is a chance that your source is inconsistent at this point. Compare the"
                            + " tables it changes, put the replica right, and rebuild it or skip the statement");
        }
    }
}
