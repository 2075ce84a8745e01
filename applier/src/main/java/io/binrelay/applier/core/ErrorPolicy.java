package io.binrelay.applier.core;

import java.util.Set;

/**
 * Which error of a replica is answered how (trap 70): lock conflicts are tried again as many times as a native replica
 * would ({@code replica_transaction_retries}), lost connections for ever, everything else stops.
 *
 * <p>Numbers: MySQL "Server Error Message Reference" and "Client Error Message Reference", MariaDB "MariaDB Error Code
 * Reference".
 */
public final class ErrorPolicy {
    /** Default of {@code replica_transaction_retries}. */
    public static final int MAX_RETRIES = 10;

    /**
     * Lock wait timeout, lock table full, deadlock, temporary storage engine error, too many concurrent transactions,
     * distributed transaction that took too long or was chosen as deadlock victim.
     */
    private static final Set<Integer> RETRIABLE = Set.of(1205, 1206, 1213, 1297, 1412, 1613, 1614, 1637);

    /**
     * Too many connections (1040, 1203), shutdown (1053, 1079), killed (1317, 1927, 3169, 4031), network errors as the
     * server saw them (1158 to 1161, 1184, 1152), and the client's own: cannot connect, gone away, lost (2002, 2003,
     * 2006, 2013, 2055).
     */
    private static final Set<Integer> CONNECTION = Set.of(
            1040, 1203, 1053, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927, 2002, 2003, 2006, 2013, 2055, 3169,
            4031);

    private ErrorPolicy() {}

    /**
     * What to do about an error.
     *
     * @param errno the server's or client library's error number; 0 where there is none
     * @param sqlState five characters; empty where there is none
     * @param attempt how many times the same was tried before, from 0
     */
    public static Reaction reaction(int errno, String sqlState, int attempt) {
        if (RETRIABLE.contains(errno)) {
            return attempt < MAX_RETRIES ? Reaction.RETRY : Reaction.STOP;
        }
        if (CONNECTION.contains(errno) || (errno == 0 && sqlState.startsWith("08")) || sqlState.equals("08S01")) {
            return Reaction.RECONNECT;
        }
        return Reaction.STOP;
    }
}
