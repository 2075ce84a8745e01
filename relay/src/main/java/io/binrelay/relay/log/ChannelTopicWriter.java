package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to a {@link ChannelTopic}, creating it when it is missing. Connects when needed. Used by one thread. */
public final class ChannelTopicWriter implements AutoCloseable {
    private static final int TIMEOUT_MS = 4_000;

    private final ChannelTopic topic;
    private final @Nullable Integer replicationFactor;
    private final String acknowledgements;
    private @Nullable Producer<byte[], byte[]> producer;

    private ChannelTopicWriter(ChannelTopic topic, @Nullable Integer replicationFactor, String acknowledgements) {
        this.topic = requireNonNull(topic, "topic is null");
        this.replicationFactor = replicationFactor;
        this.acknowledgements = acknowledgements;
    }

    /**
     * A writer of what is written again soon: content with one broker's word.
     *
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public static ChannelTopicWriter ofRepeated(ChannelTopic topic, @Nullable Integer replicationFactor) {
        return new ChannelTopicWriter(topic, replicationFactor, "1");
    }

    /**
     * A writer of what must not be lost: on all in-sync brokers when {@link #put} returns.
     *
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public static ChannelTopicWriter ofDurable(ChannelTopic topic, @Nullable Integer replicationFactor) {
        return new ChannelTopicWriter(topic, replicationFactor, "all");
    }

    /**
     * Writes a record.
     *
     * @param value null to say that what the key stands for is gone
     * @return its offset
     * @throws BinrelayException (KAFKA) the brokers did not take it in time; it may come to be there nevertheless
     */
    public long put(String key, byte @Nullable [] value) {
        try {
            return connected()
                    .send(new ProducerRecord<>(topic.name(), 0, key.getBytes(StandardCharsets.UTF_8), value))
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            close();
            throw KafkaFailures.explain(topic.kafka(), "writing to " + topic.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailures.explain(topic.kafka(), "writing to " + topic.name(), new InterruptException(e));
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private Producer<byte[], byte[]> connected() {
        if (producer == null) {
            topic.ensure(replicationFactor);
            producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> settings() {
        Map<String, Object> ours = new HashMap<>();
        ours.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        ours.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        ours.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
        ours.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        ours.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        ours.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return topic.kafka()
                .forProducer(
                        ours,
                        Map.of(
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                false,
                                ProducerConfig.ACKS_CONFIG,
                                acknowledgements));
    }
}
