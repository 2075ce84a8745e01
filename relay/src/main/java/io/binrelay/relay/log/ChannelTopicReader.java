package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ChannelTopic} from its beginning, as no member of any group. Used by one thread. */
public final class ChannelTopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ChannelTopic topic;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

    /**
     * Connects. The topic has to be there.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public ChannelTopicReader(ChannelTopic topic) {
        this.topic = requireNonNull(topic, "topic is null");
        try {
            consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(topic.partition()));
            consumer.seekToBeginning(List.of(topic.partition()));
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /**
     * Reads on to what is the end when it is called.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public void readToEnd(Consumer<TopicEntry> taken) {
        try {
            long end = consumer.endOffsets(Set.of(topic.partition())).getOrDefault(topic.partition(), 0L);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(topic.partition()) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException(
                            "only read up to offset " + consumer.position(topic.partition()) + " of " + end);
                }
                consumer.poll(POLL).records(topic.partition()).forEach(record -> taken.accept(entry(record)));
            }
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /**
     * Reads what comes within the time, or nothing.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public void poll(Duration timeout, Consumer<TopicEntry> taken) {
        try {
            consumer.poll(timeout).records(topic.partition()).forEach(record -> taken.accept(entry(record)));
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /** Makes a {@link #poll} in another thread, or the next one, fail. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private static TopicEntry entry(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return new TopicEntry(
                record.offset(),
                record.timestamp(),
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                record.value());
    }

    private BinrelayException explained(RuntimeException e) {
        return KafkaFailures.explain(topic.kafka(), "reading " + topic.name(), e);
    }

    private Map<String, Object> settings() {
        return topic.kafka()
                .forConsumer(
                        Map.of(
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                        Map.of(
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false));
    }
}
