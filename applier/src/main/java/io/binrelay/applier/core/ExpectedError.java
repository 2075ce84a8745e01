package io.binrelay.applier.core;

import java.util.Set;

/**
 * What a statement that failed on the source after it had changed something has to end with on a replica (MySQL
 * {@code sql/log_event.cc}, Query_log_event::do_apply_event and the functions in front of it).
 */
public final class ExpectedError {
    /** Duplicate key, duplicate key with its name, and auto-increment values used up: one cause, several numbers. */
    private static final Set<Integer> DUPLICATES = Set.of(1062, 1586, 1467);

    /** Interrupted by others: network, shutdown, KILL, the connection's end. How far it came depends on the moment. */
    private static final Set<Integer> INTERRUPTED = Set.of(1053, 1158, 1160, 1184, 1317);

    /** Lock wait, deadlock, XA branch chosen as deadlock victim: others had a part in it, who are not on a replica. */
    private static final Set<Integer> CONCURRENCY = Set.of(1205, 1213, 1614);

    private ExpectedError() {}

    /** Whether what the statement did on the source can be done again at all. */
    public static boolean isInterruption(int expected) {
        return INTERRUPTED.contains(expected);
    }

    /**
     * Whether the outcome on the replica is as good as that on the source.
     *
     * @param expected error number on the source; 0 for none
     * @param actual error number on the replica; 0 for none
     */
    public static boolean isMet(int expected, int actual) {
        return expected == actual
                || (DUPLICATES.contains(expected) && DUPLICATES.contains(actual))
                || (actual == 0 && CONCURRENCY.contains(expected));
    }
}
