package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.exactness.Outcome.Differs;
import io.binrelay.exactness.Outcome.Identical;
import io.binrelay.exactness.Outcome.Stopped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What binrelay and native replication made of the same case between servers of the same versions.
 *
 * @param pair e.g. {@code MySQL 8.0.15 -> MySQL 9.7.4}
 * @param sameAsNative whether binrelay's replica is identical to the native one; asked only when that differs from the
 *     source
 * @param sameVersion whether source and replicas are of one version; else definitions may read differently, and what
 *     native replication makes of them is right
 * @param milestone where the source ended, for messages
 */
record PairResult(
        String pair, Outcome binrelay, Outcome nativeOne, boolean sameAsNative, boolean sameVersion, String milestone) {
    PairResult {
        requireNonNull(pair, "pair is null");
        requireNonNull(binrelay, "binrelay is null");
        requireNonNull(nativeOne, "nativeOne is null");
        requireNonNull(milestone, "milestone is null");
    }

    /** What is not as the case says; empty when all is. */
    Optional<String> complaint(ExactnessCase of, ServerVersion source) {
        return judge(of, source)
                .map(text -> pair + " up to " + milestone + ": " + text + "\n  binrelay " + binrelay + "\n  native   "
                        + nativeOne);
    }

    private Optional<String> judge(ExactnessCase of, ServerVersion source) {
        String nativeStops = Expectation.of(of.nativeStops(), source);
        String nativeDiffers = Expectation.of(of.nativeDiffers(), source);
        if (nativeOne instanceof Stopped stopped && !holds(nativeStops, stopped.error())) {
            return Optional.of("native replication stops, which the case does not say");
        }
        if (sameVersion && nativeOne instanceof Differs && nativeDiffers == null) {
            return Optional.of("native replication ends with a difference, which the case does not say");
        }
        if ((nativeStops != null && !(nativeOne instanceof Stopped))
                || (nativeDiffers != null && !(nativeOne instanceof Differs))) {
            return Optional.of("native replication should not end identical, says the case");
        }
        if (of.refused() != null) {
            return binrelay instanceof Stopped stopped && holds(of.refused(), stopped.error())
                    ? Optional.empty()
                    : Optional.of("binrelay should have stopped with '" + of.refused() + "'");
        }
        return asNative() ? Optional.empty() : Optional.of("binrelay is not as good as native replication");
    }

    /** Where native ends identical, so must binrelay; where it stops or differs, binrelay may stop. */
    boolean asNative() {
        if (binrelay instanceof Identical) {
            return true;
        }
        if (nativeOne instanceof Identical) {
            return false;
        }
        return binrelay instanceof Stopped || sameAsNative;
    }

    private static boolean holds(@Nullable String expected, String actual) {
        return expected != null && actual.contains(expected);
    }
}
