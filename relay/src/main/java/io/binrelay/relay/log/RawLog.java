package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
    /** For reading much in a row. */
    static final int LARGE_FETCH = 8 << 20;

    /** For looking here and there. */
    static final int SMALL_FETCH = 64 << 10;

    private static final int RECORDS_PER_POLL = 50;
    private static final int TIMEOUT_MS = 30_000;

    private final KafkaSettings kafka;
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;

    /** @param fetchBytes about how much one fetch brings, at least a record */
    RawLog(KafkaSettings kafka, RelayTopic topic, int fetchBytes) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.partition = topic.partition();
        try {
            this.consumer = new KafkaConsumer<>(
                    settings(kafka, fetchBytes), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(partition));
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(kafka, "connecting", e);
        }
    }

    private static Map<String, Object> settings(KafkaSettings kafka, int fetchBytes) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
        ours.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        // A well compressed fetch may hold far more than its size.
        ours.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        ours.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        ours.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        ours.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        Map<String, Object> fixed = new HashMap<>();
        fixed.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        fixed.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        fixed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        fixed.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return kafka.forConsumer(ours, fixed);
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
