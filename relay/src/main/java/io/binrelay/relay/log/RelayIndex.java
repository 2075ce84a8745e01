package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds offsets in a relay log by what the records' Kafka headers say, without decoding any. Used by one thread.
 *
 * <p>Every method throws {@link BinrelayException} (KAFKA) when Kafka cannot be reached.
 */
public final class RelayIndex implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final RawLog few;
    private final RawLog many;

    /**
     * Connects.
     *
     * @throws BinrelayException (KAFKA) unreachable, or there is no such topic
     */
    public RelayIndex(KafkaSettings kafka, String channel) {
        RelayTopic topic = new RelayTopic(requireNonNull(kafka, "kafka is null"), channel);
        topic.incarnation();
        this.few = new RawLog(kafka, topic, RawLog.SMALL_FETCH);
        this.many = new RawLog(kafka, topic, RawLog.LARGE_FETCH);
    }

    /**
     * The first record of the first transaction that begins at this position of the source's binary log or behind it;
     * empty when the log does not reach so far. Takes a look at a few records only.
     */
    public OptionalLong atOrAfter(FilePosition position) {
        return firstWhere(record -> HeaderFields.of(record).begin().compareTo(position) >= 0);
    }

    /**
     * The first record of the transaction with this number; empty when it is not in the log. Takes a look at a few
     * records only.
     */
    public OptionalLong ofSequence(long sequence) {
        OptionalLong found = firstWhere(record -> HeaderFields.of(record).sequence() >= sequence);
        if (found.isEmpty()) {
            return found;
        }
        // A heartbeat carries the number of the transaction before it, which may be gone.
        boolean exact = recordAt(found.getAsLong())
                .map(HeaderFields::of)
                .filter(fields -> !fields.heartbeat() && fields.sequence() == sequence)
                .isPresent();
        return exact ? found : OptionalLong.empty();
    }

    /**
     * The first record of the transaction behind the one that the record at this offset belongs to; empty when there is
     * none yet. Takes a look at a few records only.
     */
    public OptionalLong behindTransactionAt(long offset) {
        return recordAt(offset)
                .map(record -> ofSequence(HeaderFields.of(record).sequence() + 1))
                .orElse(OptionalLong.empty());
    }

    /**
     * The first record whose transaction was committed at this time or later; empty when there is none. Takes a look at
     * a few records only, and takes it that commit times never go back; where they do, the answer is one of the places
     * where they pass the time.
     *
     * <p>Kafka's own search by time is no use: it finds the markers of transactions too, which bear the time of
     * writing.
     */
    public OptionalLong atOrAfter(Instant time) {
        return firstWhere(record -> record.timestamp() >= time.toEpochMilli());
    }

    /**
     * The first record of the transaction with this GTID, written as the source writes it; empty when it is not in the
     * log. Reads the log from its beginning.
     */
    public OptionalLong ofGtid(String gtid) {
        long end = many.end();
        many.seek(many.begin());
        while (many.position() < end) {
            for (ConsumerRecord<byte[], byte[]> record : many.poll(POLL)) {
                if (HeaderFields.of(record)
                        .gtid()
                        .filter(gtid::equalsIgnoreCase)
                        .isPresent()) {
                    return OptionalLong.of(record.offset());
                }
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        few.close();
        many.close();
    }

    /**
     * Bisects the offsets. The condition must hold for all records behind the first for which it holds, as it does for
     * positions and numbers: neither ever goes back.
     */
    private OptionalLong firstWhere(Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        long low = few.begin();
        long high = few.end();
        OptionalLong found = OptionalLong.empty();
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<ConsumerRecord<byte[], byte[]>> record = recordAt(middle);
            if (record.isEmpty()) {
                high = middle;
            } else if (condition.test(record.get())) {
                found = OptionalLong.of(record.get().offset());
                high = middle;
            } else {
                low = record.get().offset() + 1;
            }
        }
        return found;
    }

    /** The first record at this offset or behind it. */
    private Optional<ConsumerRecord<byte[], byte[]>> recordAt(long offset) {
        long end = few.end();
        few.seek(offset);
        while (few.position() < end) {
            List<ConsumerRecord<byte[], byte[]>> records = few.poll(POLL);
            if (!records.isEmpty()) {
                return Optional.of(records.get(0));
            }
        }
        return Optional.empty();
    }
}
