package io.binrelay.relay.service;

/**
 * The moments in the life of a transaction at which a crash is interesting. Named so that tests can crash exactly
 * there.
 */
public enum Stage {
    /** Capture: events are read and encoded, nothing was given to Kafka. */
    READ_NOT_PRODUCED,
    /** Capture: records were sent inside a Kafka transaction that is not committed. */
    PRODUCED_NOT_COMMITTED,
    /** Capture: the Kafka transaction is committed, nothing was told to anybody. */
    PRODUCED_AND_COMMITTED,
    /** Capture: some fragments of a large transaction are committed, not the last. */
    FRAGMENTS_COMMITTED,
    /** Applier: records were read, nothing was sent to the replica. */
    READ_NOT_APPLIED,
    /** Applier: all changes of a group were sent to the replica, not the checkpoint. */
    APPLIED_NOT_CHECKPOINTED,
    /** Applier: changes and checkpoint were sent, not committed. */
    APPLIED_NOT_COMMITTED,
    /** Applier: the replica has committed, the consumer group's offset was not moved. */
    COMMITTED_NOT_MIRRORED,
    /** Applier: the intent to run a statement is recorded, the statement was not run. */
    INTENT_RECORDED,
    /** Applier: the statement was run, the checkpoint not moved. */
    STATEMENT_DONE_NOT_RECORDED
}
