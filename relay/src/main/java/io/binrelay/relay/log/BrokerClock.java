package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the broker's clock off the announcements of a channel's services, which the broker stamps as they come. Writes
 * nothing.
 */
public final class BrokerClock {
    /** Who lives announces himself every second. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    /** What the name of the topic with a channel's announcements ends with. */
    private static final String ANNOUNCEMENTS = ".status";

    private static final Duration POLL = Duration.ofMillis(100);

    private BrokerClock() {}

    /**
     * How far the broker's clock is ahead of this machine's; negative when it is behind. True to the time a record
     * takes to come here.
     *
     * @return empty when no service announced itself while we listened, some two and a half seconds
     * @throws io.binrelay.relay.service.BinrelayException (KAFKA) unreachable
     */
    public static Optional<Duration> ahead(KafkaSettings kafka, String channel) {
        TopicPartition partition = new TopicPartition(requireNonNull(channel, "channel is null") + ANNOUNCEMENTS, 0);
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(partition.topic()).isEmpty()) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            // Only now the end is asked for: what comes from here on is new.
            consumer.position(partition);
            return listen(consumer);
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(requireNonNull(kafka, "kafka is null"), "listening to " + partition.topic(), e);
        }
    }

    private static Optional<Duration> listen(Consumer<byte[], byte[]> consumer) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
                    return Optional.of(Duration.ofMillis(record.timestamp() - System.currentTimeMillis()));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> settings(KafkaSettings kafka) {
        return kafka.forConsumer(
                Map.of(
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100,
                        ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    }
}
