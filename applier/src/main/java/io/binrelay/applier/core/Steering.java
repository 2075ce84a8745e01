package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.control.Until;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What operators have decided about an applier's way, and may change while it runs. Immutable.
 *
 * @param delay how long behind its commit on the source a transaction is applied at the earliest
 * @param until where to stop; null for nowhere
 * @param skippedSequences numbers of transactions that are not to be applied
 * @param skippedGtids GTIDs of such, as the source writes them
 */
public record Steering(Duration delay, @Nullable Until until, Set<Long> skippedSequences, Set<String> skippedGtids) {
    /** All of the log, as soon as it is there. */
    public static final Steering FREE = new Steering(Duration.ZERO, null, Set.of(), Set.of());

    public Steering {
        requireNonNull(delay, "delay is null");
        skippedSequences = Set.copyOf(skippedSequences);
        skippedGtids = Set.copyOf(skippedGtids);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is " + delay);
        }
    }

    /** Whether anything is to be skipped. */
    public boolean skips() {
        return !skippedSequences.isEmpty() || !skippedGtids.isEmpty();
    }
}
