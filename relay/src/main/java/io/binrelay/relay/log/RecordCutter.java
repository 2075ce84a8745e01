package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes Kafka records of relay records. A relay record that is larger than a part may be goes as several, one behind
 * the other in one Kafka transaction, each with the headers of the whole and a {@link RecordPart} as its key; so
 * readers of committed records never see some of them only. Immutable.
 */
final class RecordCutter {
    private final String topic;
    private final int partBytes;

    /** @param partBytes most bytes of a relay record in one Kafka record */
    RecordCutter(String topic, int partBytes) {
        this.topic = requireNonNull(topic, "topic is null");
        if (partBytes <= 0) {
            throw new IllegalArgumentException("partBytes is " + partBytes);
        }
        this.partBytes = partBytes;
    }

    /** How many Kafka records a relay record takes. */
    int countOf(EncodedRecord record) {
        return Math.max(1, (int) (((long) record.length() + partBytes - 1) / partBytes));
    }

    /**
     * One of them: made when it is wanted, since a part is a copy.
     *
     * @param number from 1 to {@link #countOf}
     */
    ProducerRecord<byte[], byte[]> part(EncodedRecord record, int number) {
        RecordHeader header = record.header();
        int count = countOf(record);
        long commitMillis = Math.max(0, TimeUnit.MICROSECONDS.toMillis(header.commitMicros()));
        if (count == 1) {
            return new ProducerRecord<>(topic, 0, commitMillis, null, record.bytes(), HeaderFields.write(header));
        }
        RecordPart part = new RecordPart(number, count, record.length());
        int from = (number - 1) * partBytes;
        byte[] piece = record.copyOfRange(from, part.isLast() ? record.length() : from + partBytes);
        return new ProducerRecord<>(topic, 0, commitMillis, part.key(), piece, HeaderFields.write(header));
    }
}
