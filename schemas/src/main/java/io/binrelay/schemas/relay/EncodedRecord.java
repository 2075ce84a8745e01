package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

/**
 * A relay record as it goes to Kafka. The array is not copied.
 *
 * @param bytes Avro single-object encoding of {@code relay-record.avsc}
 */
public record EncodedRecord(RecordHeader header, byte[] bytes) {
    public EncodedRecord {
        requireNonNull(header, "header is null");
        requireNonNull(bytes, "bytes is null");
    }
}
