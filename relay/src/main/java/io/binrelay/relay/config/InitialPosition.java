package io.binrelay.relay.config;

/** Where a replica begins that has no checkpoint of the channel. */
public enum InitialPosition {
    /** With the first transaction of the log, which must still be there; the replica must be empty. */
    START,
    /** With the oldest record of the log, whatever the replica holds: the operator has put it into that state. */
    EARLIEST
}
