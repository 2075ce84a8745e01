package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of a relay topic, undecoded, without a group. Used by one thread.
 *
 * <p>Every method throws {@link io.binrelay.relay.service.BinrelayException} (KAFKA) when Kafka does not answer in
 * time.
 */
final class RawLog implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;

    private final KafkaSettings kafka;
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;

    RawLog(KafkaSettings kafka, RelayTopic topic) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.partition = topic.partition();
        try {
            this.consumer = new KafkaConsumer<>(
                    kafka.forConsumer(
                            Map.of(
                                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                                    8 << 20,
                                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                    50,
                                    ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                                    1 << 20,
                                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                    TIMEOUT_MS,
                                    ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                                    false),
                            Map.of(
                                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                    "read_committed",
                                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                    "none",
                                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                    false,
                                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                    false)),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(List.of(partition));
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(kafka, "connecting", e);
        }
    }

    /** Offset of the oldest record still there, or of the next one. */
    long begin() {
        try {
            return requireNonNull(consumer.beginningOffsets(Set.of(partition)).get(partition), "no beginning");
        } catch (RuntimeException e) {
            throw explain("asking where " + partition.topic() + " begins", e);
        }
    }

    /** Offset behind the last committed record. */
    long end() {
        try {
            return requireNonNull(consumer.endOffsets(Set.of(partition)).get(partition), "no end");
        } catch (RuntimeException e) {
            throw explain("asking where " + partition.topic() + " ends", e);
        }
    }

    /** Offset of the first record that is not older than this; empty when all are. */
    OptionalLong atOrAfter(long timestampMillis) {
        try {
            OffsetAndTimestamp found =
                    consumer.offsetsForTimes(Map.of(partition, timestampMillis)).get(partition);
            return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
        } catch (RuntimeException e) {
            throw explain("looking for a time in " + partition.topic(), e);
        }
    }

    /** Reads from here on. */
    void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /** Offset of the next record that {@link #poll} looks at: behind all it returned, and behind markers it skipped. */
    long position() {
        try {
            return consumer.position(partition);
        } catch (RuntimeException e) {
            throw explain("asking for the position in " + partition.topic(), e);
        }
    }

    /** The next records; empty when none came in time, or only markers and aborted ones. */
    List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        try {
            return consumer.poll(timeout).records(partition);
        } catch (OffsetOutOfRangeException e) {
            throw LogBounds.outOfRange(
                    partition.topic(), e.offsetOutOfRangePartitions().getOrDefault(partition, -1L), begin(), end(), e);
        } catch (RuntimeException e) {
            throw explain("reading " + partition.topic(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private RuntimeException explain(String doing, RuntimeException e) {
        return KafkaFailures.explain(kafka, doing, e);
    }
}
