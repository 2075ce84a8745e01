package io.binrelay.schemas.relay;

/** How a group of events ends in the source's binary log. */
public enum GroupEnd {
    /** Not yet: the record is a fragment and not the last; or a heartbeat. */
    NONE,
    /** XID event: a transaction of transactional engines only. */
    XID,
    /** Statement COMMIT: some table is of an engine without transactions (trap 33). */
    COMMIT,
    /** The group is one statement that commits by itself: DDL, account statements and their like. */
    STATEMENT,
    /**
     * Statement ROLLBACK: the group changes tables of engines without transactions, which stay changed; what it changes
     * of others is to be rolled back with it (trap 33).
     */
    ROLLBACK,
    /** The transaction is prepared under its {@link RecordHeader#xid}, and ends with a later group (trap 34). */
    XA_PREPARE,
    /** XA COMMIT ... ONE PHASE: the transaction has an xid, but is committed at once. */
    XA_ONE_PHASE,
    /** Commits the transaction that was prepared under the xid; no events. */
    XA_COMMIT,
    /** Rolls back the transaction that was prepared under the xid; no events. */
    XA_ROLLBACK;

    /** Whether the group belongs to a distributed transaction. */
    public boolean isDistributed() {
        return this == XA_PREPARE || this == XA_ONE_PHASE || this == XA_COMMIT || this == XA_ROLLBACK;
    }
}
