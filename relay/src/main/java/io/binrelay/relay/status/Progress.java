package io.binrelay.relay.status;

import io.binrelay.schemas.model.FilePosition;
import org.jspecify.annotations.Nullable;

/**
 * How far a service is: capture with writing to the log, an applier with applying.
 *
 * @param position where the last transaction done ends in the source's binary log; null before the first
 * @param gtid of the last transaction done; null where there is none
 * @param sequence number of the last transaction done; 0 before the first
 * @param offset of the last record done in the relay topic; -1 before the first or where not known
 * @param commitMicros when the last transaction done was committed on the source, microseconds since the epoch; 0
 *     before the first
 * @param caughtUpMicros the service knows that it had done everything up to this moment of the source's clock,
 *     microseconds since the epoch: the commit of the last transaction, or a later heartbeat; 0 when not known
 * @param transactions done since the process started
 */
public record Progress(
        @Nullable FilePosition position,
        @Nullable String gtid,
        long sequence,
        long offset,
        long commitMicros,
        long caughtUpMicros,
        long transactions) {
    /** Nothing done yet. */
    public static final Progress NONE = new Progress(null, null, 0, -1, 0, 0, 0);

    public Progress {
        if (sequence < 0 || offset < -1 || transactions < 0) {
            throw new IllegalArgumentException(
                    "sequence " + sequence + ", offset " + offset + ", transactions " + transactions);
        }
    }
}
