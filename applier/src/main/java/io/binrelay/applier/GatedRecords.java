package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ApplyGate;
import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Steering;
import io.binrelay.relay.log.LoggedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Records that were read and not applied yet, in order, and whether the first of them may be applied, as operators have
 * decided last. Not thread-safe.
 */
final class GatedRecords {
    private final Guidance guidance;
    private final Deque<LoggedRecord> records = new ArrayDeque<>();
    private ApplyGate gate = new ApplyGate(Steering.FREE);
    private Duration remainingDelay = Duration.ZERO;

    GatedRecords(Guidance guidance) {
        this.guidance = requireNonNull(guidance, "guidance is null");
    }

    /** What operators have decided, asked anew. */
    Steering steering() {
        Steering now = guidance.steering().get();
        if (!now.equals(gate.steering())) {
            gate = new ApplyGate(now);
        }
        return now;
    }

    /** What they had decided when it was asked last. */
    Steering heeded() {
        return gate.steering();
    }

    void add(List<LoggedRecord> read) {
        records.addAll(read);
    }

    void clear() {
        records.clear();
        remainingDelay = Duration.ZERO;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** About the first record; there has to be one. */
    ApplyGate.Verdict judge(Instant now) {
        LoggedRecord first = records.element();
        ApplyGate.Verdict verdict = gate.judge(first, now);
        remainingDelay = verdict == ApplyGate.Verdict.WAIT ? gate.remaining(first, now) : Duration.ZERO;
        return verdict;
    }

    /** How long the first record has to wait still, as it was judged last. */
    Duration remainingDelay() {
        return remainingDelay;
    }

    LoggedRecord remove() {
        return records.remove();
    }

    /** See {@link ApplyGate#isReachedBy}. */
    boolean isReachedBy(Checkpoint checkpoint) {
        return gate.isReachedBy(checkpoint);
    }

    /** See {@link ApplyGate#mayBeLast}. */
    boolean mayBeLast(LoggedRecord record) {
        return gate.mayBeLast(record.record().header());
    }

    /** Tells the applier's successors that it has reached what it was to reach. */
    void stop() {
        guidance.own().stop("reached " + gate.steering().until());
    }

    /** Tells the applier's successors that its replica begins anew. */
    void begin() {
        guidance.own().begin();
    }
}
