package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Steering;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.SkippedErrors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far an applier is and how it is doing. Immutable.
 *
 * @param checkpoint committed on the replica; null before it is known
 * @param caughtUpMicros everything up to this moment of the source's clock is applied, microseconds since the epoch:
 *     the last commit applied or a later heartbeat; 0 when not known
 * @param transactions source transactions committed by this process
 * @param groups replica transactions they took
 * @param retries times something was tried again
 * @param skipped what was left out of the transactions, as operators let pass the errors
 * @param failure what went wrong last; null when nothing did or it has passed
 * @param steering what operators have decided
 * @param remainingDelay how long the next transaction is held back still; zero when it is not
 */
public record ApplyProgress(
        ApplyState state,
        @Nullable Checkpoint checkpoint,
        long caughtUpMicros,
        long transactions,
        long groups,
        long retries,
        SkippedErrors skipped,
        @Nullable BinrelayException failure,
        Steering steering,
        Duration remainingDelay) {
    /** Nothing is known yet. */
    public static final ApplyProgress NONE = new ApplyProgress(
            ApplyState.WAITING, null, 0, 0, 0, 0, SkippedErrors.NONE, null, Steering.FREE, Duration.ZERO);

    public ApplyProgress {
        requireNonNull(skipped, "skipped is null");
        requireNonNull(steering, "steering is null");
        requireNonNull(remainingDelay, "remainingDelay is null");
        requireNonNull(state, "state is null");
    }

    /** What went wrong last, for people; null when nothing did or it has passed. */
    public @Nullable String lastError() {
        return failure == null ? null : failure.getMessage();
    }
}
