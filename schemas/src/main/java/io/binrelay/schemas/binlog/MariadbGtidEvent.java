package io.binrelay.schemas.binlog;

import org.jspecify.annotations.Nullable;

/**
 * What MariaDB begins every group of events with: its GTID, and whether a transaction or a lone statement follows.
 *
 * <p>Layout: sequence number (8 bytes), domain (4), flags (1); commit id (8) if the flags say so; XA transaction id
 * (format 4, lengths 1 and 1, bytes) if the flags say so; more flags (1) if there is a byte left, and what they
 * announce. Source: MariaDB {@code sql/log_event.cc} (Gtid_log_event).
 *
 * @param gtid {@code domain-server-sequence}
 * @param flags FL_* of {@code sql/log_event.h}
 * @param extraFlags FL_*_E1; 0 where there are none
 * @param commitId transactions of the same id were committed together; null where not said
 * @param xid of the distributed transaction that the group prepares or ends; null for others
 */
public record MariadbGtidEvent(
        String gtid,
        int flags,
        int extraFlags,
        @Nullable Long commitId,
        @Nullable XaIdentifier xid) {
    /** {@link #flags}: no transaction begins; one statement follows that commits by itself. */
    public static final int STANDALONE = 1;
    /** {@link #flags}: the commit id is there. */
    public static final int GROUP_COMMIT_ID = 2;
    /** {@link #flags}: only tables of transactional engines are changed. */
    public static final int TRANSACTIONAL = 4;
    /** {@link #flags}: the source's session allowed to apply this in parallel. */
    public static final int ALLOW_PARALLEL = 8;
    /** {@link #flags}: waited for a lock on the source. */
    public static final int WAITED = 16;
    /** {@link #flags}: DDL. */
    public static final int DDL = 32;
    /** {@link #flags}: ends with XA PREPARE. */
    public static final int PREPARED_XA = 64;
    /** {@link #flags}: XA COMMIT or XA ROLLBACK of an earlier prepared one. */
    public static final int COMPLETED_XA = 128;
    /** {@link #extraFlags}: first half of a two-phase ALTER. */
    public static final int START_ALTER = 2;
    /** {@link #extraFlags}: second half of a two-phase ALTER. */
    public static final int COMMIT_ALTER = 4;
    /** {@link #extraFlags}: a two-phase ALTER given up. */
    public static final int ROLLBACK_ALTER = 8;

    /**
     * Parses a MariaDB GTID event.
     *
     * @throws MalformedEventException when the event is too short
     */
    public static MariadbGtidEvent parse(BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        long sequence = reader.int64("sequence number");
        long domain = reader.uint32("domain");
        int flags = reader.uint8("flags");
        Long commitId = (flags & GROUP_COMMIT_ID) == 0 ? null : (Long) reader.int64("commit id");
        boolean distributed = (flags & (PREPARED_XA | COMPLETED_XA)) != 0;
        XaIdentifier xid = distributed ? XaIdentifier.read(reader, false) : null;
        int extraFlags = reader.hasRemaining() ? reader.uint8("extra flags") : 0;
        String gtid = domain + "-" + event.serverId() + "-" + Long.toUnsignedString(sequence);
        return new MariadbGtidEvent(gtid, flags, extraFlags, commitId, xid);
    }

    /** Whether all of {@code mask} is set in {@link #flags}. */
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }
}
