package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL that is replicated, and what has to come of it.
 *
 * @param name topic and case, e.g. {@code types: trap22 BIT of 1 to 64 bits}
 * @param condition sources it is for
 * @param refused binrelay has to stop with a message that holds this; null when it has to arrive
 * @param nativeStops native replication stops, and its error holds this; empty when it does not. Binrelay then may stop
 *     or arrive
 * @param nativeDiffers why native replication ends with a difference; empty when it does not. Binrelay then has to end
 *     as native does, or identical, or stop
 * @param steps in order
 */
record ExactnessCase(
        String name,
        Condition condition,
        @Nullable String refused,
        List<Expectation> nativeStops,
        List<Expectation> nativeDiffers,
        List<Step> steps) {
    ExactnessCase {
        requireNonNull(name, "name is null");
        requireNonNull(condition, "condition is null");
        nativeStops = List.copyOf(nativeStops);
        nativeDiffers = List.copyOf(nativeDiffers);
        steps = List.copyOf(steps);
    }

    /** The file it is from, without its end, e.g. {@code types}. */
    String topic() {
        return name.substring(0, name.indexOf(':'));
    }

    @Override
    public String toString() {
        return name;
    }
}
