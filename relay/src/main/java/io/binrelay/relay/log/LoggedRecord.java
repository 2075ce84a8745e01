package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.RelayRecord;

/**
 * A record at its place in the log.
 *
 * @param offset where the record begins in the topic's only partition; offsets have gaps (transaction markers)
 * @param nextOffset where reading goes on behind it: a record larger than a Kafka record takes several offsets
 * @param sizeInBytes length of its encoded form
 */
public record LoggedRecord(long offset, long nextOffset, int sizeInBytes, RelayRecord record) {
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
}
