package io.binrelay.exactness;

import io.binrelay.exactness.Outcome.Differs;
import io.binrelay.exactness.Outcome.Identical;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of the scripts of a suite; for one thread. */
final class SuiteScore {
    private int files;
    private long taken;
    private long refused;
    private long leftOut;
    private int parts;
    private final int[] nativeOnes = new int[3];
    private final int[] binrelay = new int[3];
    private final Map<SuiteVerdict, Integer> verdicts = new EnumMap<>(SuiteVerdict.class);
    private int failed;

    /** A file has been run. */
    void add(SuiteScript script) {
        files++;
        taken += script.taken();
        refused += script.refused();
        leftOut += script.leftOut();
    }

    /** A part of one: all of it, or what came up to a stop of a replica. */
    void add(List<PairResult> results) {
        for (PairResult result : results) {
            parts++;
            nativeOnes[index(result.nativeOne())]++;
            binrelay[index(result.binrelay())]++;
            verdicts.merge(SuiteVerdict.of(result), 1, Integer::sum);
        }
    }

    /** One could not be told. */
    void addFailure() {
        failed++;
    }

    private static int index(Outcome outcome) {
        if (outcome instanceof Identical) {
            return 0;
        }
        return outcome instanceof Differs ? 1 : 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d scripts, %,d statements taken, %,d refused, %,d left out; %d parts: native %d identical, %d differ, %d"
                        + " stop; binrelay %d identical, %d differ, %d stop; worse %d, otherwise than native %d; not told %d",
                files,
                taken,
                refused,
                leftOut,
                parts,
                nativeOnes[0],
                nativeOnes[1],
                nativeOnes[2],
                binrelay[0],
                binrelay[1],
                binrelay[2],
                verdicts.getOrDefault(SuiteVerdict.WORSE, 0),
                verdicts.getOrDefault(SuiteVerdict.OTHERWISE, 0),
                failed);
    }
}
