package io.binrelay.applier;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.replica.ReplicaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is durable on a replica in memory, and who is connected. Not thread-safe. */
final class FakeReplicaServer {
    final List<String> committed = new ArrayList<>();
    final List<String> statements = new ArrayList<>();
    final Map<String, List<String>> prepared = new HashMap<>();
    final List<String> userTables = new ArrayList<>();

    @Nullable
    Checkpoint checkpoint;

    @Nullable
    Intent intent;

    boolean allTransactional = true;
    int statementsAtIntent;
    int generation;

    @Nullable
    FakeReplica holder;

    /** Told each operation before it takes place, with what it is about; may throw. */
    Consumer<String> faults = operation -> {};

    /** The server dies and comes back: what was not committed is gone, and so are all connections. */
    void restart() {
        FakeReplica connected = holder;
        if (connected != null) {
            connected.lose();
        }
        holder = null;
    }

    static ReplicaException error(int errno) {
        return new ReplicaException("planned", errno, "HY000", null);
    }
}
