package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.StatementScope;
import io.binrelay.applier.core.StatementText;
import io.binrelay.applier.core.TransactionShape;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statement of a transaction that commits by itself, between an intent and the checkpoint (trap 41):
 *
 * <ol>
 *   <li>the intent is recorded with a digest of the replica's definitions,
 *   <li>the statement is run,
 *   <li>the checkpoint is moved, with the rows that follow the statement if there are some, and the intent cleared.
 * </ol>
 *
 * A CREATE TABLE .. START TRANSACTION is one transaction with its rows, which the checkpoint cannot join (error 3977):
 * there (2) are statement, rows and COMMIT. Where the table that a CREATE TABLE .. SELECT made has no transactions, it
 * is emptied after a crash, before its rows come again (trap 36).
 *
 * <p>After a crash in between, the digest tells whether (2) took place. If so the statement is not run again, unless
 * repeating it does no harm and completes it, as with a DROP that may have been half done. An intent that stays is
 * never recorded anew, so that the digest keeps telling of the time before the first attempt. Not thread-safe.
 */
final class StatementStep {
    private final Replica replica;
    private final TolerantApply tolerant;
    private final Stages stages;
    private @Nullable Intent pending;
    private boolean definitionsChanged;

    /** The transaction that took place as a whole before a crash; 0 when none did. */
    private long done;

    /** Whether rows of a table without transactions may be in the table that the statement created before a crash. */
    private boolean mustEmpty;

    StatementStep(Replica replica, TolerantApply tolerant, Stages stages) {
        this.replica = requireNonNull(replica, "replica is null");
        this.tolerant = requireNonNull(tolerant, "tolerant is null");
        this.stages = requireNonNull(stages, "stages is null");
    }

    /** By its number: a transaction that is written again stands at another offset. */
    private boolean isPending(long sequence) {
        return pending != null && pending.kind() == Intent.Kind.STATEMENT && pending.sequence() == sequence;
    }

    /** Takes over what a predecessor may have begun. */
    void claimed(Claim claim) {
        pending = claim.intent();
        definitionsChanged = claim.definitionsChanged();
    }

    /** The checkpoint was moved: nothing is pending. */
    void recorded() {
        pending = null;
        definitionsChanged = false;
    }

    /**
     * Runs the statement that a transaction begins with, if this is its first record.
     *
     * @return the events that have to be applied behind it
     */
    List<RelayEvent> run(LoggedRecord record, TransactionShape shape) {
        List<RelayEvent> events = record.record().events();
        RecordHeader header = record.record().header();
        if (header.fragment() == 0) {
            int at = 0;
            while (!(events.get(at) instanceof RelayEvent.Execute)) {
                at++;
            }
            Statement statement = ((RelayEvent.Execute) events.get(at)).statement();
            events = events.subList(at + 1, events.size());
            requireNone(events);
            done = 0;
            mustEmpty = false;
            if (!run(record, shape, statement)) {
                done = shape == TransactionShape.ATOMIC_CREATE ? header.sequence() : 0;
                mustEmpty = shape == TransactionShape.CREATE_AND_ROWS;
            }
        } else {
            requireNone(events);
        }
        if (done == header.sequence()) {
            return List.of();
        }
        if (mustEmpty) {
            empty(events);
        }
        return events;
    }

    /** What is in a table without transactions, a crash has left there: the rows come all together, or not at all. */
    private void empty(List<RelayEvent> events) {
        for (RelayEvent event : events) {
            if (event instanceof RelayEvent.TableMap map) {
                mustEmpty = false;
                if (!replica.isTransactional(map.table())) {
                    replica.empty(map.table());
                }
                return;
            }
        }
    }

    /**
     * Refuses statements that commit by themselves: behind other changes of their transaction they would commit those
     * too, and after a crash nobody could tell what was done.
     */
    static void requireNone(List<RelayEvent> events) {
        for (RelayEvent event : events) {
            if (commitsByItself(event)) {
                throw new ReplicaException(
                        "the transaction has a statement that commits by itself behind other changes,"
                                + " which could not be repeated after a crash. This is not supported yet");
            }
        }
    }

    private static boolean commitsByItself(RelayEvent event) {
        return event instanceof RelayEvent.Execute execute
                && StatementText.of(execute.statement()).commitsByItself();
    }

    /** @return false when it took place before and was not run again */
    private boolean run(LoggedRecord record, TransactionShape shape, Statement statement) {
        RecordHeader header = record.record().header();
        Intent intent = new Intent(Intent.Kind.STATEMENT, header.sequence(), record.nextOffset() - 1);
        boolean begun = isPending(header.sequence());
        boolean again = begun && definitionsChanged;
        if (again && !StatementText.of(statement).isRepeatable()) {
            return false;
        }
        if (!begun) {
            replica.recordIntent(intent, StatementScope.of(statement));
            pending = intent;
            definitionsChanged = false;
        }
        stages.reached(Stage.INTENT_RECORDED);
        try {
            replica.execute(header.source(), statement, again);
        } catch (ReplicaException e) {
            if (tolerant.skips(e, statement)) {
                replica.rollback();
                return true;
            }
            if (!again && e.reaction(0) != Reaction.RECONNECT) {
                // It failed as a whole; what is left is for the next attempt to see afresh.
                replica.rollback();
                replica.clearIntent();
                pending = null;
            }
            throw e;
        }
        if (shape != TransactionShape.ATOMIC_CREATE) {
            stages.reached(Stage.STATEMENT_DONE_NOT_RECORDED);
            definitionsChanged = true;
        }
        return true;
    }
}
