package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.HeapRoom;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records of a topic, whose large ones come in parts; a failure names the place. Used by one thread at a time.
 *
 * <p>A large record stands in memory whole before it is decoded, and again as its events, which hold its rows: twice
 * its size for a moment.
 */
final class DecodedRecords {
    private final RecordDecoder decoder;
    private final String topic;
    private final PartJoiner joiner;

    DecodedRecords(RecordDecoder decoder, String topic) {
        this.decoder = requireNonNull(decoder, "decoder is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.joiner = new PartJoiner(topic, new LargeRecords(decoder, HeapRoom::ofThisProcess));
    }

    /** Reading goes on elsewhere: the parts that came so far are no longer wanted. */
    void reset() {
        joiner.reset();
    }

    /** Offset of a record of which some parts have come, not all; empty when there is none. */
    OptionalLong openOffset() {
        return joiner.openOffset();
    }

    /**
     * Takes the next Kafka record.
     *
     * @return the relay record that is whole with it; empty when more parts of it must come
     */
    Optional<LoggedRecord> accept(ConsumerRecord<byte[], byte[]> record) {
        return joiner.accept(record, bytes(record)).map(this::decode);
    }

    private LoggedRecord decode(PartJoiner.Joined joined) {
        byte[] bytes = joined.bytes();
        try {
            return new LoggedRecord(joined.offset(), joined.nextOffset(), bytes.length, decoder.decode(bytes));
        } catch (RuntimeException e) {
            throw undecodable(joined.offset(), e);
        }
    }

    /** The header of a relay record, of which this is the only or first part. */
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
