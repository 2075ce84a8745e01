package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.RecordHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records of a topic; a failure names the place. Used by one thread at a time. */
final class DecodedRecords {
    private final RecordDecoder decoder;
    private final String topic;

    DecodedRecords(RecordDecoder decoder, String topic) {
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.topic = requireNonNull(topic, "topic is null");
    }

    LoggedRecord record(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = bytes(record);
        try {
            return new LoggedRecord(record.offset(), bytes.length, decoder.decode(bytes));
        } catch (RuntimeException e) {
            throw undecodable(record.offset(), e);
        }
    }

    RecordHeader header(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = bytes(record);
        try {
            return decoder.decodeHeader(bytes);
        } catch (RuntimeException e) {
            throw undecodable(record.offset(), e);
        }
    }

    private byte[] bytes(ConsumerRecord<byte[], byte[]> record) {
        byte[] bytes = record.value();
        if (bytes == null) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "The record at offset " + record.offset() + " of " + topic
                            + " is empty. It was not written by binrelay: see who else writes to the topic.");
        }
        return bytes;
    }

    private BinrelayException undecodable(long offset, RuntimeException e) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "The record at offset " + offset + " of " + topic + " cannot be decoded (" + e.getMessage()
                        + "). It was written by a newer binrelay, or not by binrelay.",
                false,
                e);
    }
}
