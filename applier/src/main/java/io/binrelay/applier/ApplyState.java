package io.binrelay.applier;

/** The states of an {@link ApplyLoop}; its header has the transitions. */
public enum ApplyState {
    /** Another applier of the replica owns the log, or Kafka has not said yet. */
    WAITING,
    /** Owns the log; connects to the replica and takes the channel over. */
    CLAIMING,
    /** Applies, or waits for something to apply. */
    APPLYING,
    /** Has reached what it was to reach, and waits for an order. */
    REACHED,
    /** Something failed that may pass; waits before the next attempt. */
    RETRYING,
    /** Met an error that does not pass, and stays so. */
    STOPPED
}
