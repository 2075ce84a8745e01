package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SemiSyncSource;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows whether the commits of a source are covered, that is, wait for the relay log. The source's own counters tell
 * how many were not, also when it fell back and came back between two looks at it. Pure; for one thread.
 */
final class SemiSyncCoverage {
    /** What the source does. */
    enum State {
        /** Commits wait. */
        COVERED,
        /** They should, and the source has given up waiting: it has fallen back to asynchronous replication. */
        DEGRADED,
        /** The operator has switched waiting off on the source. */
        OFF,
        /** The source has no plugin for it. */
        NOT_OFFERED;

        /** As it is shown. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A line for the log.
     *
     * @param warning whether less is covered than the operator wants
     */
    record Line(boolean warning, String text) {
        Line {
            requireNonNull(text, "text is null");
        }
    }

    private final String address;
    private @Nullable State state;
    private long sinceMillis;
    private long counterBefore = -1;
    private long uncoveredSince;
    private long uncoveredInAll;

    /** @param address of the source, {@code HOST:PORT} */
    SemiSyncCoverage(String address) {
        this.address = requireNonNull(address, "address is null");
    }

    /**
     * The source was looked at.
     *
     * @return what to tell; empty when nothing has changed
     */
    Optional<Line> observe(Optional<SemiSyncSource> seen, long nowMillis) {
        long more = seen.map(this::uncoveredMeanwhile).orElse(0L);
        uncoveredInAll += more;
        State next = stateOf(seen);
        State before = state;
        if (next == before) {
            uncoveredSince += more;
            return next == State.COVERED && more > 0
                    ? Optional.of(new Line(true, missedFallback(more)))
                    : Optional.empty();
        }
        Line line = new Line(next != State.COVERED, change(next, seen, more));
        state = next;
        sinceMillis = nowMillis;
        uncoveredSince = more;
        // A source that never offered it is told of by the checks, with the statements to run.
        boolean checked = before == null && (next == State.OFF || next == State.NOT_OFFERED);
        return checked ? Optional.empty() : Optional.of(line);
    }

    /** The newest state; empty before the first look. */
    Optional<State> state() {
        return Optional.ofNullable(state);
    }

    /** When it began, as far as it was seen; 0 before the first look. */
    long sinceMillis() {
        return sinceMillis;
    }

    /** How many commits returned uncovered in the current state. */
    long uncoveredSince() {
        return uncoveredSince;
    }

    /** How many did since the first look. */
    long uncoveredInAll() {
        return uncoveredInAll;
    }

    /** A counter that is smaller than before began anew: the server was restarted, or told FLUSH STATUS. */
    private long uncoveredMeanwhile(SemiSyncSource source) {
        long counter = source.uncoveredCommits();
        long before = counterBefore;
        counterBefore = counter;
        if (before < 0) {
            return 0;
        }
        return counter >= before ? counter - before : counter;
    }

    private static State stateOf(Optional<SemiSyncSource> seen) {
        if (seen.isEmpty()) {
            return State.NOT_OFFERED;
        }
        SemiSyncSource source = seen.get();
        if (!source.enabled()) {
            return State.OFF;
        }
        return source.active() ? State.COVERED : State.DEGRADED;
    }

    private String change(State next, Optional<SemiSyncSource> seen, long more) {
        return switch (next) {
            case COVERED -> covered(seen.orElseThrow(), more);
            case DEGRADED ->
                state == null
                        ? "Source " + address
                                + " fell back to asynchronous replication before capture came: COMMIT returns"
                                + " before Kafka has the transaction, until capture has caught up"
                        : fallback(seen.orElseThrow(), more);
            case OFF ->
                "Semi-synchronous replication is off on source " + address
                        + ": COMMIT returns before Kafka has the transaction. Run on the source: SET GLOBAL "
                        + seen.orElseThrow().variable("enabled") + " = 1";
            case NOT_OFFERED ->
                "Source " + address + " has no plugin for semi-synchronous replication: COMMIT returns before Kafka has"
                        + " the transaction";
        };
    }

    private String fallback(SemiSyncSource source, long more) {
        return "Source " + address + " has fallen back to asynchronous replication: COMMIT returns before Kafka has the"
                + " transaction. No acknowledgement came within "
                + source.timeout().toMillis() + " ms ("
                + source.variable("timeout") + "); commits not covered so far: " + more
                + ". It returns by itself once capture has caught up";
    }

    private String covered(SemiSyncSource source, long more) {
        String what = "COMMIT on source " + address + " returns once Kafka has the transaction (" + source.waitPoint()
                + ", " + source.variable("timeout") + " " + source.timeout().toMillis() + " ms)";
        return state == null
                ? what
                : what + " again; commits not covered since " + Instant.ofEpochMilli(sinceMillis) + ": "
                        + (state == State.DEGRADED ? Long.toString(uncoveredSince + more) : "all");
    }

    private String missedFallback(long more) {
        return "Source " + address + " fell back to asynchronous replication for a moment; commits not covered: "
                + more;
    }
}
