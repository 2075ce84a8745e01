package io.binrelay.relay.log;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A replica's view of the relay log: one member of its consumer group owns the partition at a time, reads committed
 * records in order, from an offset it was told, and never past a gap.
 *
 * <p>Used by one thread; membership is kept alive by the reader itself, however long that thread is busy.
 */
public interface RelayReader extends AutoCloseable {
    /** The topic's id. */
    String incarnation();

    /** Offset of the oldest record still there, or of the next one written when there is none. */
    long earliestOffset();

    /**
     * Waits until this member owns the partition.
     *
     * @return false when it does not within the time-out
     */
    boolean awaitOwnership(Duration timeout);

    /**
     * Reads from this offset on; what was polled ahead is dropped.
     *
     * @param nextSequence the sequence the first transaction there must have; 0 when any will do (a replica that starts
     *     with whatever is the oldest). Later ones must follow without a gap
     */
    void readFrom(long offset, long nextSequence);

    /**
     * The next records, decoded, in order; empty when none came within the time-out. Records of voided attempts are
     * delivered too: their attempt number tells.
     *
     * <p>What it throws it throws again until {@link #readFrom} is called; where that throws it too, only a new reader
     * helps.
     *
     * @throws OwnershipLostException another member owns the partition now; told once
     * @throws io.binrelay.relay.service.BinrelayException the log does not go on where it must (retention, re-created
     *     topic, a gap in the sequence), or a record cannot be decoded
     */
    List<LoggedRecord> poll(Duration timeout);

    /** How far the log is written: offset behind the last record committed, as last heard. For lag only. */
    long endOffset();

    /**
     * Publishes the applied offset as the group's offset, for Kafka's own tools. Asynchronous; a failure is logged
     * only.
     */
    void mirror(long nextOffset);

    /**
     * What keeps the log from being read at the moment, such as a broker that does not answer; empty while all is well.
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    void close();
}
