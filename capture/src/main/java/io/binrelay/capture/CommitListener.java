package io.binrelay.capture;

import io.binrelay.schemas.relay.RecordHeader;

/** Told about every commit to the relay log, by the loop's thread. Must neither wait nor throw. */
@FunctionalInterface
public interface CommitListener {
    /**
     * Records were committed.
     *
     * @param last the header of the last one, which may be a heartbeat or a fragment
     * @param transactions how many transactions ended among them
     * @param bytes their encoded length together
     */
    void committed(RecordHeader last, long transactions, long bytes);
}
