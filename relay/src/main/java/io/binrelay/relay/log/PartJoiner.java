package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of relay records together again, for a reader that meets Kafka records in their order. Holds the
 * record whose parts are coming, in an array of its full length, and nothing else. Used by one thread.
 */
final class PartJoiner {
    private final String topic;
    private final LargeRecords large;
    private @Nullable Open open;

    /** A relay record as it was written. */
    record Joined(long offset, long nextOffset, byte[] bytes) {}

    /** One whose last part has not come yet. */
    private static final class Open {
        final long offset;
        final String transaction;
        final byte[] bytes;
        RecordPart latest;
        int filled;

        Open(ConsumerRecord<byte[], byte[]> record, RecordPart part) {
            offset = record.offset();
            transaction = HeaderFields.sequenceText(record);
            bytes = new byte[part.totalBytes()];
            latest = part;
        }
    }

    /** @param large asked before the parts of a record are put together */
    PartJoiner(String topic, LargeRecords large) {
        this.topic = requireNonNull(topic, "topic is null");
        this.large = requireNonNull(large, "large is null");
    }

    /** Forgets a record whose parts were coming: reading goes on elsewhere. */
    void reset() {
        open = null;
    }

    /** Offset of the first part of a record whose last part has not come yet; empty when there is none. */
    OptionalLong openOffset() {
        Open joining = open;
        return joining == null ? OptionalLong.empty() : OptionalLong.of(joining.offset);
    }

    /**
     * Takes the next Kafka record.
     *
     * @param value its bytes
     * @return the relay record that is whole now; empty when more parts of it must come
     * @throws BinrelayException (KAFKA) it does not go on with the record whose parts were coming, or reading began
     *     inside a record; (MEMORY) the heap has no room for the whole record
     */
    Optional<Joined> accept(ConsumerRecord<byte[], byte[]> record, byte[] value) {
        RecordPart part = RecordPart.of(record);
        if (part == null) {
            refuseIfOpen(record, "a whole record");
            return Optional.of(new Joined(record.offset(), record.offset() + 1, value));
        }
        if (part.isFirst()) {
            refuseIfOpen(record, "the first part of another one");
            large.admit(record, part, value);
            open = new Open(record, part);
        }
        Open joining = open;
        if (joining == null) {
            throw LogBounds.insideRecord(topic, record.offset(), part.number(), part.count());
        }
        return add(joining, record, part, value);
    }

    private Optional<Joined> add(Open joining, ConsumerRecord<byte[], byte[]> record, RecordPart part, byte[] value) {
        if (!part.isFirst()) {
            if (!part.follows(joining.latest)
                    || !HeaderFields.sequenceText(record).equals(joining.transaction)) {
                throw broken(joining, record, "part " + part.number() + " of " + part.count() + " of another one");
            }
            joining.latest = part;
        }
        int left = joining.bytes.length - joining.filled;
        if (value.length > left || (part.isLast() && value.length < left)) {
            throw broken(joining, record, "a part of " + value.length + " bytes where " + left + " are missing");
        }
        System.arraycopy(value, 0, joining.bytes, joining.filled, value.length);
        joining.filled += value.length;
        if (!part.isLast()) {
            return Optional.empty();
        }
        open = null;
        return Optional.of(new Joined(joining.offset, record.offset() + 1, joining.bytes));
    }

    private void refuseIfOpen(ConsumerRecord<byte[], byte[]> record, String found) {
        if (open != null) {
            throw broken(open, record, found);
        }
    }

    private BinrelayException broken(Open joining, ConsumerRecord<byte[], byte[]> record, String found) {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "The relay log has a gap: the record of transaction " + joining.transaction + " that begins at offset "
                        + joining.offset + " of " + topic + " has " + joining.latest.count() + " parts; behind part "
                        + joining.latest.number() + " stands " + found + " at offset " + record.offset()
                        + ". Records were lost or the topic was changed by others; nothing behind the gap was used."
                        + " Rebuild the replica from a log that is whole.");
    }
}
