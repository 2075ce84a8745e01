package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.GroupPlanner;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.StatementText;
import io.binrelay.applier.core.TransactionShape;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.status.SkippedErrors;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayEvent;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Applies the records of the relay log to a replica, one after the other: gathers transactions in groups, streams the
 * fragments of large ones, and runs statements between intents. Keeps nothing of a transaction itself: after a failure
 * the caller rolls back, reads from {@link #checkpoint()} on and calls {@link #resume}.
 *
 * <p>Not thread-safe.
 */
final class TransactionApplier {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionApplier.class);

    private final Replica replica;
    private final RecordFilter filter;
    private final GroupPlanner planner;
    private final StatementStep statements;
    private final DistributedStep distributed;
    private final SkippedChanges skipped;
    private final TolerantApply tolerant;
    private final Stages stages;
    private Checkpoint checkpoint = Checkpoint.before("", 0);
    private ContinuityCheck continuity = new ContinuityCheck(0);

    /** Of the group that is open: where it will have brought the replica; null when no whole transaction is in it. */
    private @Nullable Checkpoint reached;

    /** Of the replica transaction that is open: the first and the last record in it. */
    private @Nullable LoggedRecord first;

    private @Nullable LoggedRecord latest;
    private TransactionShape shape = TransactionShape.ROWS;
    private boolean skipping;
    private @Nullable LoggedRecord heartbeat;
    private long notTransactional;
    private long transactions;
    private long groups;

    TransactionApplier(Replica replica, ApplySettings settings, Stages stages, InstantSource clock) {
        this.replica = requireNonNull(replica, "replica is null");
        this.filter = new RecordFilter(settings.filters(), replica);
        this.planner = new GroupPlanner(settings.limits());
        this.stages = requireNonNull(stages, "stages is null");
        this.skipped = new SkippedChanges(clock);
        this.tolerant = new TolerantApply(replica, settings.skipErrors(), skipped);
        this.statements = new StatementStep(replica, tolerant, stages);
        this.distributed = new DistributedStep(replica, stages);
    }

    /** Begins on a replica just claimed. */
    void claimed(Claim claim, Checkpoint from) {
        checkpoint = from;
        statements.claimed(claim);
        distributed.claimed(claim);
        resume();
    }

    /** Begins again behind the checkpoint; nothing is open on the replica. */
    void resume() {
        heartbeat = null;
        continuity = new ContinuityCheck(checkpoint.sequence() == 0 ? 0 : checkpoint.sequence() + 1);
        forget();
    }

    /**
     * Applies the next record, or takes it into the open group.
     *
     * @param skipped whether the transaction that begins with the record is moved past without being applied
     * @throws RewindException the transaction has to be begun again from the checkpoint
     */
    void take(LoggedRecord logged, boolean skipped) {
        LoggedRecord record = skipped || skipping ? logged : filter.apply(logged);
        switch (continuity.accept(record.offset(), record.record().header())) {
            case HEARTBEAT -> heartbeat = record;
            case BEGIN -> begin(record, skipped);
            case CONTINUE -> append(record);
            case RESTART -> {
                replica.rollback();
                forget();
                begin(record, skipped);
            }
        }
    }

    private void begin(LoggedRecord record, boolean skipped) {
        if (skipped) {
            commitGroup();
            first = record.remembered();
            skipping = true;
            append(record);
        } else {
            begin(record);
        }
    }

    /** What an operator does not want on this replica: only its checkpoint goes there. */
    private void skip(LoggedRecord record) {
        if (record.record().header().last()) {
            reached = checkpoint.behind(record);
            LOG.warn("skipping, as ordered: {}", inFlight());
            replica.checkpoint(reached);
            recorded(reached);
        }
    }

    private void begin(LoggedRecord record) {
        RecordHeader header = record.record().header();
        TransactionShape next = header.sequence() == notTransactional
                ? TransactionShape.NOT_TRANSACTIONAL
                : TransactionShape.of(record.record());
        boolean joins = next == TransactionShape.ROWS && planner.admits(record) && replica.canJoin(header.source());
        if (!joins) {
            commitGroup();
        }
        shape = next;
        if (first == null) {
            first = record.remembered();
        }
        latest = record.remembered();
        replica.accept(header.source());
        if (next == TransactionShape.NOT_TRANSACTIONAL) {
            replica.recordIntent(new Intent(Intent.Kind.NOT_TRANSACTIONAL, header.sequence(), record.nextOffset() - 1));
            stages.reached(Stage.INTENT_RECORDED);
        } else if (next == TransactionShape.DISTRIBUTED) {
            distributed.begin(record);
        }
        Long rowsSqlMode = header.rowsSqlMode();
        replica.rowsSqlMode(rowsSqlMode == null ? 0 : rowsSqlMode);
        append(record);
    }

    private void append(LoggedRecord record) {
        latest = record.remembered();
        if (skipping) {
            skip(record);
            return;
        }
        RecordHeader header = record.record().header();
        if (shape == TransactionShape.ALONE) {
            requireTransactional(record);
        }
        List<RelayEvent> events = record.record().events();
        if (shape.hasStatementIntent()) {
            events = statements.run(record, shape);
        } else if (shape == TransactionShape.DISTRIBUTED) {
            events = distributed.events(record);
        } else if (shape != TransactionShape.ROWS) {
            StatementStep.requireNone(events);
        }
        apply(header, events);
        if (header.last()) {
            replica.endOfSourceTransaction();
            reached = (reached == null ? checkpoint : reached).behind(record);
            planner.add(record);
            if (shape != TransactionShape.ROWS || planner.isFull() || planner.isolates(header.sequence())) {
                commitGroup();
            }
        }
    }

    private void apply(RecordHeader header, List<RelayEvent> events) {
        boolean isolated = planner.isolates(header.sequence());
        if (tolerant.takes(shape, isolated)) {
            boolean undoable = shape != TransactionShape.NOT_TRANSACTIONAL;
            events.forEach(event -> tolerant.apply(header.source(), event, undoable));
        } else if (isolated) {
            for (RelayEvent event : events) {
                replica.apply(header.source(), List.of(event));
                replica.flush();
            }
        } else {
            replica.apply(header.source(), events);
        }
    }

    /**
     * The end of a large transaction says whether it is safe, but what is applied by then could not be undone (trap
     * 33).
     */
    private void requireTransactional(LoggedRecord record) {
        RecordHeader header = record.record().header();
        for (RelayEvent event : record.record().events()) {
            if (event instanceof RelayEvent.Rows rows && !replica.isTransactional(rows.table())) {
                beginWithIntent(header, "table " + rows.table().qualifiedName() + " is");
            }
            if (event instanceof RelayEvent.Execute execute
                    && header.groupEnd() != GroupEnd.XID
                    && StatementText.of(execute.statement()).changesRows()
                    && !replica.isAllTransactional()) {
                beginWithIntent(header, "a statement may change tables that are");
            }
        }
    }

    private void beginWithIntent(RecordHeader header, String what) {
        notTransactional = header.sequence();
        throw new RewindException(
                what + " of an engine without transactions: the transaction is begun again with an intent");
    }

    /**
     * Whether the open replica transaction holds only whole source transactions, at least one, and can be committed.
     */
    boolean hasGroup() {
        return reached != null;
    }

    /** Whether nothing is open on the replica. */
    boolean isIdle() {
        return first == null;
    }

    /** Commits the whole transactions taken so far, if any, with their checkpoint. */
    void commitGroup() {
        Checkpoint to = reached;
        if (to == null) {
            return;
        }
        replica.flush();
        stages.reached(Stage.APPLIED_NOT_CHECKPOINTED);
        LoggedRecord last = requireNonNull(latest, "a group without a record");
        if (shape == TransactionShape.DISTRIBUTED) {
            distributed.finish(last);
        } else if (last.record().header().groupEnd() == GroupEnd.ROLLBACK) {
            replica.rollbackAsSource();
        } else if (shape == TransactionShape.NOT_TRANSACTIONAL || shape == TransactionShape.ATOMIC_CREATE) {
            // On its own: servers with GTIDs refuse to have it in one transaction with our table (1785), and behind an
            // atomic CREATE nothing else may follow (3977).
            replica.commit();
            if (shape == TransactionShape.ATOMIC_CREATE) {
                stages.reached(Stage.STATEMENT_DONE_NOT_RECORDED);
            }
        }
        replica.checkpoint(to);
        stages.reached(Stage.APPLIED_NOT_COMMITTED);
        recorded(to);
        stages.reached(Stage.COMMITTED_NOT_MIRRORED);
    }

    /** The checkpoint is moved: makes it durable, and remembers it. */
    private void recorded(Checkpoint to) {
        replica.commit();
        skipped.committed(inFlight());
        statements.recorded();
        distributed.recorded();
        checkpoint = to;
        transactions += planner.size();
        groups++;
        heartbeat = null;
        forget();
    }

    /** Whether a heartbeat has told of a position behind the checkpoint. */
    boolean hasHeartbeat() {
        return heartbeat != null && isIdle();
    }

    /** Moves the checkpoint to the last heartbeat. Only while idle. */
    void commitHeartbeat() {
        LoggedRecord record = requireNonNull(heartbeat, "there is no heartbeat");
        Checkpoint to = checkpoint.behind(record);
        replica.checkpoint(to);
        replica.commit();
        checkpoint = to;
        heartbeat = null;
    }

    /** What is committed on the replica. */
    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Everything up to here of the source's clock is applied, microseconds since the epoch; 0 when not known. */
    long caughtUpMicros() {
        LoggedRecord beat = heartbeat;
        return beat != null && isIdle() ? beat.record().header().commitMicros() : checkpoint.commitMicros();
    }

    /** What was left out of them. */
    SkippedErrors skipped() {
        return skipped.total();
    }

    /** Source transactions committed. */
    long transactions() {
        return transactions;
    }

    /** Replica transactions committed. */
    long groups() {
        return groups;
    }

    /**
     * After an error that trying again does not heal: arranges that from the checkpoint on transactions are applied
     * alone.
     *
     * @param cause the error
     * @return false when the error is that of one transaction already, or one that must not be applied twice
     */
    boolean isolate(ReplicaException cause) {
        LoggedRecord last = latest;
        if (last == null
                || shape.hasStatementIntent()
                || shape == TransactionShape.DISTRIBUTED
                || shape == TransactionShape.NOT_TRANSACTIONAL
                || planner.isolates(last.record().header().sequence())) {
            return false;
        }
        planner.isolateThrough(last.record().header().sequence());
        LOG.atLevel(tolerant.letsPass(cause) ? Level.DEBUG : Level.WARN)
                .log("{}: {}. Looking for the transaction to blame", inFlight(), cause.getMessage());
        return true;
    }

    /** Whether what is open changes tables without transactions, so that trying again could apply it twice. */
    boolean mustNotBeRepeated() {
        return shape == TransactionShape.NOT_TRANSACTIONAL;
    }

    /** What is open, for messages: numbers, GTIDs, positions and offsets; empty when nothing is. */
    String inFlight() {
        LoggedRecord from = first;
        LoggedRecord to = latest;
        if (from == null || to == null) {
            return "";
        }
        RecordHeader begin = from.record().header();
        RecordHeader end = to.record().header();
        boolean one = begin.sequence() == end.sequence();
        return (one ? "transaction " + end.sequence() : "transactions " + begin.sequence() + " to " + end.sequence())
                + (end.gtid() == null ? "" : (one ? " (GTID " : " (last GTID ") + end.gtid() + ")")
                + ", source position " + begin.begin() + " to " + end.end()
                + ", relay log offset " + from.offset()
                + (from.offset() == to.offset() ? "" : " to " + to.offset());
    }

    private void forget() {
        planner.reset();
        skipped.forget();
        reached = null;
        first = null;
        latest = null;
        skipping = false;
        shape = TransactionShape.ROWS;
    }
}
