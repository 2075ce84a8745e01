package io.binrelay.simulation;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold after every step, whatever was killed. Each method is one invariant and bears its name. */
final class Invariants {
    private final SimulatedSource source;
    private final InMemoryRelayLog log;
    private final Map<String, Checkpoint> checkpoints = new HashMap<>();
    private final ContinuityCheck continuity = new ContinuityCheck(1);
    private int recordsChecked;
    private long wholeTransactions;
    private @Nullable FilePosition lastPosition;

    /** An invariant does not hold. */
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Violation(String invariant, String what) {
            super(invariant + ": " + what);
        }
    }

    Invariants(SimulatedSource source, InMemoryRelayLog log) {
        this.source = source;
        this.log = log;
    }

    /** How many whole transactions the log has. */
    long wholeTransactions() {
        return wholeTransactions;
    }

    /** Everything about the log; cheap when nothing was committed since the last time. */
    void checkLog() {
        List<EncodedRecord> committed = log.committed();
        for (; recordsChecked < committed.size(); recordsChecked++) {
            RecordHeader header = committed.get(recordsChecked).header();
            positionMonotonic(header);
            boolean heartbeat = continuity.accept(recordsChecked, header) == ContinuityCheck.Verdict.HEARTBEAT;
            if (!heartbeat && header.last()) {
                wholeTransactions++;
                commitOrderKept(header);
            }
        }
    }

    /** Everything about one replica. */
    void checkReplica(String name, SimulatedReplicaServer replica) {
        checkpointMonotonic(name, replica);
        checkpointNeverAheadOfData(name, replica);
    }

    /**
     * At the end, with nothing failing any more: the log has every transaction, and every replica equals the source.
     */
    void checkEnd(Map<String, SimulatedReplicaServer> replicas) {
        noTransactionLost();
        replicas.forEach(this::replicaEqualsSource);
    }

    private void positionMonotonic(RecordHeader header) {
        FilePosition position = header.resumePosition();
        FilePosition before = lastPosition;
        if (before != null && position.compareTo(before) < 0) {
            throw new Violation("PositionMonotonic", "the log went from " + before + " back to " + position);
        }
        lastPosition = position;
    }

    /** Also NoEffectTwice and NoTransactionLost as far as the log goes: the n-th there is the n-th of the source. */
    private void commitOrderKept(RecordHeader header) {
        if (wholeTransactions > source.transactions()) {
            throw new Violation("NoEffectTwice", "the log has more transactions than the source: " + header);
        }
        if (header.sequence() != wholeTransactions
                || !source.gtid(wholeTransactions).equals(header.gtid())) {
            throw new Violation(
                    "CommitOrderKept",
                    "transaction " + wholeTransactions + " of the log is " + header.sequence() + " " + header.gtid()
                            + ", of the source " + source.gtid(wholeTransactions));
        }
    }

    private void checkpointMonotonic(String name, SimulatedReplicaServer replica) {
        Checkpoint now = replica.checkpoint();
        Checkpoint before = checkpoints.get(name);
        if (now == null || now.equals(before)) {
            return;
        }
        if (before != null && (now.sequence() < before.sequence() || now.nextOffset() < before.nextOffset())) {
            throw new Violation("PositionMonotonic", name + " went from " + before + " back to " + now);
        }
        checkpoints.put(name, now);
    }

    /** And never behind it: what is committed on a replica is the source's state after the checkpoint's transaction. */
    private void checkpointNeverAheadOfData(String name, SimulatedReplicaServer replica) {
        Checkpoint checkpoint = replica.checkpoint();
        long sequence = checkpoint == null ? 0 : checkpoint.sequence();
        if (replica.tables().equals(source.stateAfter(sequence))) {
            return;
        }
        Intent intent = replica.intent();
        boolean statementDone = intent != null
                && intent.sequence() == sequence + 1
                && replica.tables().equals(source.stateAfter(sequence + 1));
        if (!statementDone) {
            throw new Violation(
                    "CheckpointNeverAheadOfData",
                    name + " says it is behind transaction " + sequence + " and holds " + replica.tables()
                            + ", the source held " + source.stateAfter(sequence) + " (intent " + intent + ")");
        }
    }

    private void noTransactionLost() {
        if (wholeTransactions != source.transactions()) {
            throw new Violation(
                    "NoTransactionLost",
                    "the source has " + source.transactions() + " transactions, the log " + wholeTransactions);
        }
    }

    private void replicaEqualsSource(String name, SimulatedReplicaServer replica) {
        TableState expected = source.stateAfter(source.transactions());
        if (!replica.tables().equals(expected)) {
            throw new Violation(
                    "ReplicaEqualsSource", name + " holds " + replica.tables() + ", the source " + expected);
        }
    }
}
