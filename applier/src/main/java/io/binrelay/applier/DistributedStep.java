package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Intent;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distributed transactions, which are prepared on the replica as on the source and end with a later group (trap 34).
 * The checkpoint can be in none of them, but what is prepared can be seen:
 *
 * <ol>
 *   <li>an intent is recorded, the transaction is applied and prepared, the checkpoint is moved. After a crash it was
 *       prepared if it can be seen.
 *   <li>an intent is recorded, the transaction is committed or rolled back, the checkpoint is moved. After a crash it
 *       was if it can no longer be seen; without an intent it ought to be there (error 1397).
 * </ol>
 *
 * A large transaction that the source committed in one phase is prepared and committed, with both intents: its
 * fragments cannot tell. A smaller one is applied like any other. Not thread-safe.
 */
final class DistributedStep {
    private final Replica replica;
    private final Stages stages;
    private @Nullable Intent pending;

    /** Whether the transaction at hand was prepared, or even committed, before a crash. */
    private boolean prepared;

    DistributedStep(Replica replica, Stages stages) {
        this.replica = requireNonNull(replica, "replica is null");
        this.stages = requireNonNull(stages, "stages is null");
    }

    /** Takes over what a predecessor may have begun. */
    void claimed(Claim claim) {
        pending = claim.intent();
    }

    /** The checkpoint was moved: nothing is pending. */
    void recorded() {
        pending = null;
    }

    private boolean isPending(Intent.Kind kind, long sequence) {
        return pending != null && pending.kind() == kind && pending.sequence() == sequence;
    }

    /** Begins with a transaction's first record. */
    void begin(LoggedRecord record) {
        RecordHeader header = record.record().header();
        if (isEnd(header.groupEnd())) {
            prepared = true;
            return;
        }
        boolean begun = isPending(Intent.Kind.XA_PREPARE, header.sequence());
        prepared = isPending(Intent.Kind.XA_END, header.sequence()) || (begun && replica.isPrepared(xid(header)));
        if (prepared) {
            return;
        }
        if (!begun) {
            record(Intent.Kind.XA_PREPARE, record);
        }
        stages.reached(Stage.INTENT_RECORDED);
        replica.beginDistributed(header.source(), xid(header));
    }

    /** What of the record has to be applied. */
    List<RelayEvent> events(LoggedRecord record) {
        if (prepared) {
            return List.of();
        }
        List<RelayEvent> events = record.record().events();
        StatementStep.requireNone(events);
        for (RelayEvent event : events) {
            if (event instanceof RelayEvent.Rows rows && !replica.isTransactional(rows.table())) {
                throw new ReplicaException("a distributed transaction changes table "
                        + rows.table().qualifiedName() + ", which is of an engine without transactions on the replica:"
                        + " it could not be rolled back. Give the table the engine it has on the source");
            }
        }
        return events;
    }

    /** Does what the group's end says; the checkpoint follows. */
    void finish(LoggedRecord last) {
        RecordHeader header = last.record().header();
        if (!prepared) {
            replica.prepareDistributed();
            stages.reached(Stage.STATEMENT_DONE_NOT_RECORDED);
        }
        if (header.groupEnd() != GroupEnd.XA_PREPARE) {
            end(last);
        }
    }

    private void end(LoggedRecord last) {
        RecordHeader header = last.record().header();
        if (!isPending(Intent.Kind.XA_END, header.sequence())) {
            record(Intent.Kind.XA_END, last);
        } else if (!replica.isPrepared(xid(header))) {
            return;
        }
        stages.reached(Stage.INTENT_RECORDED);
        replica.endDistributed(xid(header), header.groupEnd() != GroupEnd.XA_ROLLBACK);
        stages.reached(Stage.STATEMENT_DONE_NOT_RECORDED);
    }

    private void record(Intent.Kind kind, LoggedRecord record) {
        Intent intent = new Intent(kind, record.record().header().sequence(), record.offset());
        replica.recordIntent(intent);
        pending = intent;
    }

    private static boolean isEnd(GroupEnd end) {
        return end == GroupEnd.XA_COMMIT || end == GroupEnd.XA_ROLLBACK;
    }

    private static String xid(RecordHeader header) {
        return requireNonNull(header.xid(), "a distributed transaction without an xid");
    }
}
