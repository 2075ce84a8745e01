package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.relay.status.SkippedErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was left out of the transactions applied, because the replica refused it with an error that operators let pass.
 * Counts and tells of it when the transaction is committed without it, and not of attempts. Not thread-safe.
 */
final class SkippedChanges {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedChanges.class);

    /** In a flood of errors the log gets no more than so many lines in so long. */
    private static final int LINES = 20;

    private static final Duration SPAN = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Cause, Refused> open = new LinkedHashMap<>();
    private SkippedErrors total = SkippedErrors.NONE;
    private Instant spanBegan = Instant.MIN;
    private int lines;
    private long untold;

    /**
     * Why something was refused.
     *
     * @param table {@code database.name}; empty for a statement
     */
    private record Cause(String table, int errno) {}

    /**
     * How often for that reason.
     *
     * @param first what the replica said the first time
     */
    private record Refused(long times, String first) {}

    SkippedChanges(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** A row was left out of the open transaction. */
    void row(String table, ReplicaException refusal) {
        add(new Cause(table, refusal.errno()), refusal);
    }

    /** A statement was left out of the open transaction, or is the transaction. */
    void statement(ReplicaException refusal) {
        add(new Cause("", refusal.errno()), refusal);
    }

    private void add(Cause cause, ReplicaException refusal) {
        String said = String.valueOf(refusal.getMessage());
        Refused before = open.getOrDefault(cause, new Refused(0, said));
        open.put(cause, new Refused(before.times() + 1, before.first()));
    }

    /**
     * The transaction is committed without it.
     *
     * @param transaction number, GTID, position and offset, for messages
     */
    void committed(String transaction) {
        open.forEach((cause, refused) -> {
            String message = "left out, as apply.skip.errors says, at " + transaction + ": " + what(cause, refused);
            total = new SkippedErrors(total.count() + refused.times(), cause.errno(), message);
            log(message);
        });
        open.clear();
    }

    private static String what(Cause cause, Refused refused) {
        String subject = refused.times() + (cause.table().isEmpty() ? " statement" : " row");
        return subject
                + (refused.times() == 1 ? "" : "s")
                + (cause.table().isEmpty() ? "" : " of table " + cause.table())
                + (refused.times() == 1 ? ": " : ", the first: ")
                + refused.first();
    }

    private void log(String message) {
        Instant now = clock.instant();
        if (!now.isBefore(spanBegan.plus(SPAN))) {
            spanBegan = now;
            lines = 0;
        }
        if (lines++ >= LINES) {
            untold++;
            return;
        }
        LOG.warn("{}{}", message, untold == 0 ? "" : " (and " + untold + " more like it before, not told)");
        untold = 0;
    }

    /** The transaction is rolled back, or given up. */
    void forget() {
        open.clear();
    }

    /** What was left out of all transactions committed so far. */
    SkippedErrors total() {
        return total;
    }
}
