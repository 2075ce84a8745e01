package io.binrelay.exactness;

import io.binrelay.exactness.Outcome.Differs;
import io.binrelay.exactness.Outcome.Identical;
import io.binrelay.exactness.Outcome.Stopped;

/** What a part of a script says of binrelay, with native replication as the yardstick. */
enum SuiteVerdict {
    /** Identical, or no worse than native replication in any respect. */
    AS_NATIVE,
    /** Native replication does not end identical either, and binrelay differs in another way, or without a stop. */
    OTHERWISE,
    /** A difference or a stop where native replication ends identical, or a stop where it goes on. */
    WORSE;

    static SuiteVerdict of(PairResult result) {
        if (result.binrelay() instanceof Identical) {
            return AS_NATIVE;
        }
        boolean worse = result.nativeOne() instanceof Identical
                || (result.nativeOne() instanceof Differs && result.binrelay() instanceof Stopped);
        if (worse) {
            return WORSE;
        }
        return result.asNative() ? AS_NATIVE : OTHERWISE;
    }
}
