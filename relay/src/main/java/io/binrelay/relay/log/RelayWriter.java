package io.binrelay.relay.log;

import io.binrelay.schemas.relay.EncodedRecord;

/**
 * The one writer of a relay log. Serves once: after a failure it is closed and a new one is made.
 *
 * <p>Used by one thread.
 */
public interface RelayWriter extends AutoCloseable {
    /**
     * Fences every earlier writer of the channel, so that nothing of theirs can appear from now on, then reads the end
     * of the log.
     *
     * @throws io.binrelay.relay.service.BinrelayException Kafka cannot be reached, or the topic does not fit
     */
    LogTail open();

    /**
     * Sends a record as part of the current Kafka transaction, beginning one when there is none. May wait for buffer
     * space.
     *
     * @throws WriterFencedException another writer has taken over
     * @throws io.binrelay.relay.service.BinrelayException any other failure; what was not committed is void
     */
    void append(EncodedRecord record);

    /**
     * Commits what was appended since the last commit; returns once all in-sync brokers have it and read_committed
     * readers may see it. Nothing to commit is no error.
     *
     * @throws WriterFencedException another writer has taken over
     * @throws io.binrelay.relay.service.BinrelayException whether the commit took place may be unknown: the tail tells
     */
    void commit();

    /** Gives up what is not committed. Idempotent. */
    @Override
    void close();
}
