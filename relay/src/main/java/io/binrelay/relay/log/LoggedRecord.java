package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.RelayRecord;

/**
 * A record at its place in the log.
 *
 * @param offset the record's offset in the topic's only partition; offsets have gaps (transaction markers)
 * @param sizeInBytes length of its encoded form
 */
public record LoggedRecord(long offset, int sizeInBytes, RelayRecord record) {
    public LoggedRecord {
        requireNonNull(record, "record is null");
    }
}
