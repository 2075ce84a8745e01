package io.binrelay.applier;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.GroupLimits;
import io.binrelay.relay.config.IgnoredErrors;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.Stage;
import io.binrelay.relay.service.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A loop over a log and a replica in memory, with virtual time. */
abstract class ApplyLoopTests {
    final LogForTests log = new LogForTests();
    final FakeReplicaServer server = new FakeReplicaServer();
    final List<Stage> stages = new ArrayList<>();
    Instant now = Instant.EPOCH;
    Duration pauses = Duration.ZERO;
    Guidance guidance = Guidance.NONE;
    IgnoredErrors skipErrors = IgnoredErrors.NONE;

    ApplyLoop loop(int transactionsPerGroup) {
        return loop(transactionsPerGroup, log, server);
    }

    ApplyLoop loop(int transactionsPerGroup, LogForTests from, FakeReplicaServer to) {
        return loop(transactionsPerGroup, from, to, stages::add);
    }

    ApplyLoop loop(int transactionsPerGroup, LogForTests from, FakeReplicaServer to, Stages watched) {
        ApplySettings settings = new ApplySettings(
                new GroupLimits(transactionsPerGroup, 1 << 20),
                Duration.ZERO,
                Duration.ofSeconds(5),
                false,
                FilterRules.NONE,
                skipErrors);
        return new ApplyLoop(
                from::reader,
                new FakeReplica(to),
                settings,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 1),
                watched,
                () -> now,
                guidance);
    }

    void run(ApplyLoop loop, int steps) {
        for (int step = 0; step < steps; step++) {
            Duration pause = loop.runOnce();
            pauses = pauses.plus(pause);
            now = now.plus(pause);
        }
    }

    /** Fails the first so many operations that begin with this. */
    Consumer<String> failing(String operation, int errno, int times) {
        int[] left = {times};
        return name -> {
            if (name.startsWith(operation) && left[0]-- > 0) {
                throw FakeReplicaServer.error(errno);
            }
        };
    }

    Checkpoint stored() {
        Checkpoint checkpoint = server.checkpoint;
        if (checkpoint == null) {
            throw new AssertionError("there is no checkpoint");
        }
        return checkpoint;
    }
}
