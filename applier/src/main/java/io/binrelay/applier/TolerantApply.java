package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.SavepointText;
import io.binrelay.applier.core.TransactionShape;
import io.binrelay.applier.logical.CannotCrossException;
import io.binrelay.applier.logical.SingleRows;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.config.IgnoredErrors;
import io.binrelay.schemas.binlog.MalformedEventException;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes one by one and leaves out those that the replica refuses with an error that operators let pass: of a
 * rows event each row that fails and nothing else, of changes as text the statement.
 *
 * <p>A server with {@code replica_skip_errors} gives up the rest of a rows event with the first row that fails (MySQL
 * {@code Rows_log_event::do_apply_event}, MariaDB the same): how many rows are lost there depends on how the source has
 * packed them into events. Here they are applied.
 *
 * <p>Errors that pass by themselves are not let pass: the transaction is tried again. Not thread-safe.
 */
final class TolerantApply {
    private final Replica replica;
    private final IgnoredErrors ignored;
    private final SkippedChanges skipped;

    TolerantApply(Replica replica, IgnoredErrors ignored, SkippedChanges skipped) {
        this.replica = requireNonNull(replica, "replica is null");
        this.ignored = requireNonNull(ignored, "ignored is null");
        this.skipped = requireNonNull(skipped, "skipped is null");
    }

    /**
     * Whether a transaction has to be applied here: if something of it was refused before, or if it could not be begun
     * again after that.
     *
     * @param refused whether it is looked through for what the replica refuses
     */
    boolean takes(TransactionShape shape, boolean refused) {
        return !ignored.isEmpty()
                && switch (shape) {
                    case ROWS, ALONE -> refused;
                    // Nothing but its rows may be in the transaction (3977), a mark neither.
                    case ATOMIC_CREATE -> false;
                    case STATEMENT, CREATE_AND_ROWS, NOT_TRANSACTIONAL, DISTRIBUTED -> true;
                };
    }

    /**
     * Applies an event.
     *
     * @param undoable whether what was applied of the event can be undone, so that it may be tried as a whole first
     */
    void apply(SourceServer source, RelayEvent event, boolean undoable) {
        if (event instanceof RelayEvent.Rows rows) {
            ReplicaException refusal = undoable ? attempt(source, rows) : null;
            if (!undoable || refusal != null) {
                applyEachRow(source, rows, refusal);
            }
        } else if (event instanceof RelayEvent.Execute execute
                && !SavepointText.isSavepoint(execute.statement().text())) {
            ReplicaException refusal = attempt(source, execute);
            if (refusal != null) {
                skipped.statement(refusal);
            }
        } else {
            applyNow(source, event);
        }
    }

    private void applyEachRow(SourceServer source, RelayEvent.Rows event, @Nullable ReplicaException refusal) {
        SingleRows rows;
        try {
            rows = SingleRows.of(event);
        } catch (CannotCrossException | MalformedEventException e) {
            throw new ReplicaException(
                    (refusal == null ? "" : refusal.reason() + ". ")
                            + "apply.skip.errors cannot leave out rows of this event of table "
                            + event.table().qualifiedName() + " one by one: " + e.getMessage(),
                    refusal == null ? 0 : refusal.errno(),
                    refusal == null ? "" : refusal.sqlState(),
                    e);
        }
        for (int i = 0; i < rows.size(); i++) {
            ReplicaException refused = attempt(source, rows.get(i));
            if (refused != null) {
                skipped.row(event.table().qualifiedName(), refused);
            }
        }
    }

    /** @return why it was refused, and undone; null when it was applied */
    private @Nullable ReplicaException attempt(SourceServer source, RelayEvent event) {
        replica.mark(source);
        try {
            applyNow(source, event);
            return null;
        } catch (ReplicaException e) {
            if (!letsPass(e, event instanceof RelayEvent.Execute execute ? execute.statement() : null)) {
                throw e;
            }
            replica.undoToMark();
            return e;
        }
    }

    private void applyNow(SourceServer source, RelayEvent event) {
        replica.apply(source, List.of(event));
        replica.flush();
    }

    /**
     * Whether a statement that commits by itself counts as done though it failed; remembers that then. What it may have
     * left open is for the caller to roll back.
     */
    boolean skips(ReplicaException refusal, Statement statement) {
        boolean passes = letsPass(refusal, statement);
        if (passes) {
            skipped.statement(refusal);
        }
        return passes;
    }

    /** Whether what the replica refused so may be left out, and is told of then. */
    boolean letsPass(ReplicaException refusal) {
        return letsPass(refusal, null);
    }

    /**
     * A statement that failed on the source with such an error, and fails here only for not failing in the same way,
     * need not be done here either (MySQL {@code Query_log_event::do_apply_event}).
     */
    private boolean letsPass(ReplicaException refusal, @Nullable Statement statement) {
        boolean expected = statement != null && refusal.errno() == 0 && ignored.contains(statement.errorCode());
        return refusal.reaction(0) == Reaction.STOP && (ignored.contains(refusal.errno()) || expected);
    }
}
