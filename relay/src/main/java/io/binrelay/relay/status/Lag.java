package io.binrelay.relay.status;

import java.util.OptionalLong;

/**
 * How far an applier is behind the log.
 *
 * @param transactions number of transactions in the log that are not applied
 * @param millis by the source's clock: between what the applier knows to have applied and the newest commit in the log;
 *     0 when no transaction is missing. Behind a quiet source it is up to the heartbeat interval too long
 */
public record Lag(long transactions, OptionalLong millis) {
    /** Of capture's progress and an applier's. What capture has not announced yet counts as nothing: never negative. */
    public static Lag between(Progress capture, Progress applier) {
        long transactions = Math.max(0, capture.sequence() - applier.sequence());
        if (transactions == 0) {
            return new Lag(0, OptionalLong.of(0));
        }
        long known = Math.max(applier.commitMicros(), applier.caughtUpMicros());
        return new Lag(
                transactions,
                known == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.max(0, (capture.commitMicros() - known) / 1000)));
    }
}
