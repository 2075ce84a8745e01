package io.binrelay.capture.core;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.GtidEvent;
import io.binrelay.schemas.binlog.MariadbGtidEvent;
import io.binrelay.schemas.relay.LogicalClock;
import org.jspecify.annotations.Nullable;

/**
 * What the event says that a group begins with.
 *
 * @param gtid null for anonymous transactions
 * @param begins whether a transaction begins with this very event, as on MariaDB; otherwise a statement follows
 * @param unsupported why groups of this kind are refused, null when they are not
 */
record GroupStart(
        @Nullable String gtid,
        boolean begins,
        @Nullable LogicalClock clock,
        @Nullable Long originalCommitMicros,
        @Nullable Long immediateCommitMicros,
        Refusals.@Nullable Refusal unsupported) {
    /** A group that begins without a GTID event: MySQL before 5.7 without GTIDs. */
    static final GroupStart UNANNOUNCED = new GroupStart(null, false, null, null, null, null);

    private static final int TWO_PHASE_ALTER =
            MariadbGtidEvent.START_ALTER | MariadbGtidEvent.COMMIT_ALTER | MariadbGtidEvent.ROLLBACK_ALTER;

    /** Reads the GTID event of either family, or MySQL's ANONYMOUS_GTID. */
    static GroupStart of(BinlogEvent event) {
        if (event.type() == EventType.MARIADB_GTID) {
            return of(MariadbGtidEvent.parse(event));
        }
        GtidEvent start = GtidEvent.parse(event);
        return new GroupStart(
                start.gtid(), false, start.clock(), start.originalCommitMicros(), start.immediateCommitMicros(), null);
    }

    private static GroupStart of(MariadbGtidEvent start) {
        Long commitId = start.commitId();
        LogicalClock clock = commitId == null ? null : new LogicalClock(commitId, commitId);
        boolean begins = !start.has(MariadbGtidEvent.STANDALONE);
        return new GroupStart(start.gtid(), begins, clock, null, null, unsupported(start));
    }

    private static Refusals.@Nullable Refusal unsupported(MariadbGtidEvent start) {
        if (start.has(MariadbGtidEvent.PREPARED_XA) || start.has(MariadbGtidEvent.COMPLETED_XA)) {
            return Refusals.xa();
        }
        return (start.extraFlags() & TWO_PHASE_ALTER) == 0 ? null : Refusals.twoPhaseAlter();
    }
}
