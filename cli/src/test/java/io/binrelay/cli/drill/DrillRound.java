package io.binrelay.cli.drill;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One round. Source and capture are dead at its end in any case: those that have no moment die together.
 *
 * @param number from 1
 * @param moments who is killed by itself, each how many milliseconds after the first COMMITs returned; not empty
 * @param broker which broker, from 0; meaningless when none is killed
 * @param endMillis likewise when those die that live by then; not before the last moment
 * @param captureReturns whether capture, killed by itself, is started again at once, and dies a second time at the end
 * @param applierDies whether the applier is killed at the end, too
 * @param afterCommit whether the source, if it waits, waits AFTER_COMMIT instead of AFTER_SYNC
 */
record DrillRound(
        int number,
        Map<DrillVictim, Integer> moments,
        int broker,
        int endMillis,
        boolean captureReturns,
        boolean applierDies,
        boolean afterCommit) {
    DrillRound {
        moments = Collections.unmodifiableMap(new EnumMap<>(moments));
        if (captureReturns && !moments.containsKey(DrillVictim.CAPTURE)) {
            throw new IllegalArgumentException("capture returns, but is not killed before the end");
        }
        if (Collections.max(moments.values()) > endMillis) {
            throw new IllegalArgumentException("the end is before the last moment");
        }
    }

    /** Of a source that waits: where. */
    String waitPoint() {
        return afterCommit ? "AFTER_COMMIT" : "AFTER_SYNC";
    }

    @Override
    public String toString() {
        String who = moments.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(one -> one.getKey().name().toLowerCase(Locale.ROOT)
                        + (one.getKey() == DrillVictim.BROKER ? " " + (broker + 1) : "")
                        + (one.getKey() == DrillVictim.CAPTURE && captureReturns ? " (which returns)" : "")
                        + " after " + one.getValue() + " ms")
                .collect(Collectors.joining(", "));
        return "round " + number + " (" + waitPoint() + "): kill " + who + ", all "
                + (applierDies ? "and the applier " : "") + "at " + endMillis + " ms";
    }
}
