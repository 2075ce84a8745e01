package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.RelayRecord;
import java.util.List;

/**
 * A record at its place in the log.
 *
 * @param offset where the record begins in the topic's only partition; offsets have gaps (transaction markers)
 * @param nextOffset where reading goes on behind it: a record larger than a Kafka record takes several offsets
 * @param sizeInBytes length of its encoded form
 */
public record LoggedRecord(long offset, long nextOffset, int sizeInBytes, RelayRecord record) {
    private static final int LARGE = 2 << 20;

    public LoggedRecord {
        requireNonNull(record, "record is null");
        if (nextOffset <= offset) {
            throw new IllegalArgumentException("offset " + offset + ", the next one " + nextOffset);
        }
    }

    /** One that takes one offset. */
    public LoggedRecord(long offset, int sizeInBytes, RelayRecord record) {
        this(offset, offset + 1, sizeInBytes, record);
    }

    /**
     * What is left of the record for whoever has used its events and remembers where it stands: of a large one no
     * event, so that they do not stay in memory.
     */
    public LoggedRecord remembered() {
        return sizeInBytes <= LARGE
                ? this
                : new LoggedRecord(offset, nextOffset, sizeInBytes, new RelayRecord(record.header(), List.of()));
    }
}
