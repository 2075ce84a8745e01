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
    STATEMENT
}
