package io.binrelay.capture.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.relay.LogicalClock;
import java.nio.ByteBuffer;
import java.util.UUID;
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

    private static final int STANDALONE = 1;
    private static final int GROUP_COMMIT_ID = 2;
    private static final int XA = 64 | 128;
    private static final int TWO_PHASE_ALTER = 2 | 4 | 8;

    static GroupStart of(BinlogEvent event) {
        byte[] bytes = event.bytes();
        if (event.type() == EventType.MARIADB_GTID) {
            return ofMariaDb(event, bytes);
        }
        return ofMySql(event, bytes);
    }

    private static GroupStart ofMySql(BinlogEvent event, byte[] bytes) {
        ByteBuffer uuid = ByteBuffer.wrap(bytes, HEADER_LENGTH + 1, 16);
        String gtid = event.type() == EventType.GTID
                ? new UUID(uuid.getLong(), uuid.getLong()) + ":" + LittleEndian.int64(bytes, HEADER_LENGTH + 17)
                : null;
        LogicalClock clock = new LogicalClock(
                LittleEndian.int64(bytes, HEADER_LENGTH + 26), LittleEndian.int64(bytes, HEADER_LENGTH + 34));
        return new GroupStart(gtid, false, clock, null, null, null);
    }

    private static GroupStart ofMariaDb(BinlogEvent event, byte[] bytes) {
        String gtid = LittleEndian.uint32(bytes, HEADER_LENGTH + 8) + "-" + event.serverId() + "-"
                + LittleEndian.int64(bytes, HEADER_LENGTH);
        int flags = bytes[HEADER_LENGTH + 12] & 0xff;
        int next = HEADER_LENGTH + 13;
        LogicalClock clock = null;
        if ((flags & GROUP_COMMIT_ID) != 0) {
            long commitId = LittleEndian.int64(bytes, next);
            clock = new LogicalClock(commitId, commitId);
            next += Long.BYTES;
        }
        Refusals.Refusal unsupported = null;
        if ((flags & XA) != 0) {
            unsupported = Refusals.xa();
        } else if (next < bytes.length && (bytes[next] & TWO_PHASE_ALTER) != 0) {
            unsupported = Refusals.twoPhaseAlter();
        }
        return new GroupStart(gtid, (flags & STANDALONE) == 0, clock, null, null, unsupported);
    }
}
