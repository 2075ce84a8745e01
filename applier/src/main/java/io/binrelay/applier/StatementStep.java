package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.Reaction;
import io.binrelay.applier.core.SavepointText;
import io.binrelay.applier.core.StatementText;
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
 * After a crash in between, the digest tells whether (2) took place. If so the statement is not run again, unless it is
 * a DROP: that may have been half done, and repeating it does no harm. An intent that stays is never recorded anew, so
 * that the digest keeps telling of the time before the first attempt. Not thread-safe.
 */
final class StatementStep {
    private final Replica replica;
    private final Stages stages;
    private @Nullable Intent pending;
    private boolean definitionsChanged;

    StatementStep(Replica replica, Stages stages) {
        this.replica = requireNonNull(replica, "replica is null");
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
     * @return the events behind it
     */
    List<RelayEvent> run(LoggedRecord record) {
        List<RelayEvent> events = record.record().events();
        boolean begins =
                record.record().header().fragment() == 0 && !events.isEmpty() && commitsByItself(events.get(0));
        List<RelayEvent> others = begins ? events.subList(1, events.size()) : events;
        requireNone(others);
        if (begins) {
            run(record, ((RelayEvent.Execute) events.get(0)).statement());
        }
        return others;
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
                && !SavepointText.isSavepoint(execute.statement().text());
    }

    private void run(LoggedRecord record, Statement statement) {
        RecordHeader header = record.record().header();
        Intent intent = new Intent(Intent.Kind.STATEMENT, header.sequence(), record.offset());
        boolean begun = isPending(header.sequence());
        boolean again = begun && definitionsChanged;
        if (again && !StatementText.of(statement).isDrop()) {
            return;
        }
        if (!begun) {
            replica.recordIntent(intent);
            pending = intent;
            definitionsChanged = false;
        }
        stages.reached(Stage.INTENT_RECORDED);
        try {
            replica.execute(header.source(), statement, again);
        } catch (ReplicaException e) {
            if (!again && e.reaction(0) != Reaction.RECONNECT) {
                // It failed as a whole; what is left is for the next attempt to see afresh.
                replica.rollback();
                replica.clearIntent();
                pending = null;
            }
            throw e;
        }
        stages.reached(Stage.STATEMENT_DONE_NOT_RECORDED);
        definitionsChanged = true;
    }
}
