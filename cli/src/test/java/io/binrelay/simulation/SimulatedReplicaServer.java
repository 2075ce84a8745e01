package io.binrelay.simulation;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a replica's server holds durably, and which connection of an applier it serves. */
final class SimulatedReplicaServer {
    private TableState tables = TableState.EMPTY;
    private @Nullable Checkpoint checkpoint;
    private @Nullable Intent intent;
    private Set<String> definitionsAtIntent = Set.of();
    private long generation;
    private @Nullable SimulatedReplica connection;

    TableState tables() {
        return tables;
    }

    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    @Nullable
    Intent intent() {
        return intent;
    }

    long generation() {
        return generation;
    }

    /** Whether the definitions differ from those recorded with the intent. */
    boolean definitionsChanged() {
        return intent != null && !definitionsAtIntent.equals(tables.tables().keySet());
    }

    /** A new connection takes the channel over; the one before is ended. */
    long connect(SimulatedReplica next) {
        connection = next;
        return ++generation;
    }

    boolean serves(SimulatedReplica candidate) {
        return connection == candidate;
    }

    void disconnect(SimulatedReplica candidate) {
        if (connection == candidate) {
            connection = null;
        }
    }

    /** The server is restarted: connections are lost, what was committed stays. */
    void restart() {
        connection = null;
    }

    /** One transaction's end. */
    void commit(TableState newTables, @Nullable Checkpoint newCheckpoint) {
        tables = newTables;
        if (newCheckpoint != null) {
            checkpoint = newCheckpoint;
            intent = null;
        }
    }

    void recordIntent(@Nullable Intent newIntent) {
        intent = newIntent;
        definitionsAtIntent = Set.copyOf(tables.tables().keySet());
    }
}
