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

    /**
     * Seconds_Behind_Source: 0 when all that was read is applied, else the time since the last applied transaction was
     * committed on the source. Empty for NULL: the applier is not at work, or has nothing to do because capture does
     * not run. The difference between the source's clock and that of capture's machine is taken out, as a server does
     * with that between source and replica (sql/rpl_replica.cc); the machines of capture and appliers are taken to
     * agree.
     *
     * @param nowMillis milliseconds since the epoch
     */
    public static OptionalLong secondsBehindSource(ServiceReport capture, ServiceStatus applier, long nowMillis) {
        long committed = applier.progress().commitMicros();
        boolean inStep =
                between(capture.status().progress(), applier.progress()).transactions() == 0;
        if (!applier.state().atWork() || (inStep ? !capture.running() : committed == 0)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                inStep ? 0 : Math.max(0, capture.status().sourceMillis(nowMillis) / 1000 - committed / 1_000_000));
    }
}
