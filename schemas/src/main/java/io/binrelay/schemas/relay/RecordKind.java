package io.binrelay.schemas.relay;

/** What a relay record stands for. */
public enum RecordKind {
    /** A transaction, a statement that is its own transaction, or a fragment of one. */
    TRANSACTION,
    /** No change: the source was reachable and at this position. */
    HEARTBEAT
}
