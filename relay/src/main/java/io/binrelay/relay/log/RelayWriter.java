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
     * Begins to commit what was appended since the commit before, and returns as soon as more may be appended: once all
     * in-sync brokers have the records. Commits end in the order they began in; when one fails, those behind it are
     * void.
     *
     * @param durable run once, by a thread of the writer's, when the commit has ended well: read_committed readers may
     *     see the records. Must not wait
     * @throws IllegalStateException nothing was appended
     * @throws WriterFencedException another writer has taken over
     * @throws io.binrelay.relay.service.BinrelayException any other failure, also of the commit before
     */
    void beginCommit(Runnable durable);

    /**
     * Whether a commit that was begun has not ended yet.
     *
     * @throws WriterFencedException one has failed: another writer has taken over
     * @throws io.binrelay.relay.service.BinrelayException one has failed; whether it took place may be unknown: the
     *     tail tells
     */
    boolean committing();

    /**
     * Commits what was appended since the last commit, and waits for the commits begun before too. Nothing to commit is
     * no error.
     *
     * @throws WriterFencedException another writer has taken over
     * @throws io.binrelay.relay.service.BinrelayException whether the commit took place may be unknown: the tail tells
     */
    void commit();

    /** Gives up what was appended since the last commit began; waits a little for that one. Idempotent. */
    @Override
    void close();
}
