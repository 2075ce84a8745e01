package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL that is replicated, and what has to come of it.
 *
 * @param name file and case, e.g. {@code types/float: one bit}
 * @param condition sources it is for
 * @param refused binrelay has to stop with a message that holds this; null when it has to arrive
 * @param nativeStops native replication stops, and its error holds this; null when it does not. Binrelay then may stop
 *     or arrive
 * @param nativeDiffers why native replication ends with a difference; null when it does not. Binrelay then has to end
 *     as native does, or identical, or stop
 * @param steps in order
 */
record ExactnessCase(
        String name,
        Condition condition,
        @Nullable String refused,
        @Nullable String nativeStops,
        @Nullable String nativeDiffers,
        List<Step> steps) {
    ExactnessCase {
        requireNonNull(name, "name is null");
        requireNonNull(condition, "condition is null");
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return name;
    }
}
