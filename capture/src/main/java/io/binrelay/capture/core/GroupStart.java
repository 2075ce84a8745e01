package io.binrelay.capture.core;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.GtidEvent;
import io.binrelay.schemas.binlog.MariadbGtidEvent;
import io.binrelay.schemas.binlog.XaIdentifier;
import io.binrelay.schemas.relay.LogicalClock;
import org.jspecify.annotations.Nullable;

/**
 * What the event says that a group begins with.
 *
 * @param gtid null for anonymous transactions
 * @param begins whether a transaction begins with this very event, as on MariaDB; otherwise a statement follows
 * @param xid of the distributed transaction that the group prepares or ends, where the event says it, as on MariaDB
 * @param withoutEffect whether what follows is only announced or taken back: the two phases of an ALTER on MariaDB that
 *     are not the one which counts (trap 42)
 */
record GroupStart(
        @Nullable String gtid,
        boolean begins,
        @Nullable LogicalClock clock,
        @Nullable Long originalCommitMicros,
        @Nullable Long immediateCommitMicros,
        @Nullable XaIdentifier xid,
        boolean withoutEffect) {
    /** A group that begins without a GTID event: MySQL before 5.7 without GTIDs. */
    static final GroupStart UNANNOUNCED = new GroupStart(null, false, null, null, null, null, false);

    private static final int ALTER_WITHOUT_EFFECT = MariadbGtidEvent.START_ALTER | MariadbGtidEvent.ROLLBACK_ALTER;

    /** Reads the GTID event of either family, or MySQL's ANONYMOUS_GTID. */
    static GroupStart of(BinlogEvent event) {
        if (event.type() == EventType.MARIADB_GTID) {
            return of(MariadbGtidEvent.parse(event));
        }
        GtidEvent start = GtidEvent.parse(event);
        return new GroupStart(
                start.gtid(),
                false,
                start.clock(),
                start.originalCommitMicros(),
                start.immediateCommitMicros(),
                null,
                false);
    }

    private static GroupStart of(MariadbGtidEvent start) {
        Long commitId = start.commitId();
        LogicalClock clock = commitId == null ? null : new LogicalClock(commitId, commitId);
        boolean begins = !start.has(MariadbGtidEvent.STANDALONE);
        boolean withoutEffect = (start.extraFlags() & ALTER_WITHOUT_EFFECT) != 0;
        return new GroupStart(start.gtid(), begins, clock, null, null, start.xid(), withoutEffect);
    }
}
