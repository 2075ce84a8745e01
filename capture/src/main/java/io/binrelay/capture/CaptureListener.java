package io.binrelay.capture;

import io.binrelay.schemas.relay.RecordHeader;

/** Told about what goes to the relay log, by the loop's thread. Must neither wait nor throw. */
public interface CaptureListener {
    /**
     * Records were committed.
     *
     * @param last the header of the last one, which may be a heartbeat or a fragment
     * @param transactions how many transactions ended among them
     */
    void committed(RecordHeader last, long transactions);

    /** A transaction was written whole; it counts once {@link #committed} is called. */
    void transactionWritten(RecordHeader last);

    /** A statement was read that commits by itself: tables may have other definitions from here on. */
    void statementRead();
}
