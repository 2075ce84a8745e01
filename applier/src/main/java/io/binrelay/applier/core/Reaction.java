package io.binrelay.applier.core;

/** What to do about an error of the replica. */
public enum Reaction {
    /** ROLLBACK and begin again, over the same connection, after a pause. */
    RETRY,
    /** Give the connection up, connect again after a pause and begin again from the checkpoint. */
    RECONNECT,
    /** ROLLBACK and stop: trying again cannot help. */
    STOP
}
