package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaFailures;
import io.binrelay.relay.log.KafkaSettings;
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

/**
 * Sends announcements, each under its key: that of the service, or that of the instance while another one speaks for
 * the service. Connects when needed. Used by one thread.
 */
final class StatusSender implements AutoCloseable {
    private static final int TIMEOUT_MS = 4_000;

    private final KafkaSettings kafka;
    private final StatusTopic topic;
    private final @Nullable Integer replicationFactor;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable String lastKey;

    StatusSender(KafkaSettings kafka, StatusTopic topic, @Nullable Integer replicationFactor) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.replicationFactor = replicationFactor;
    }

    /** @throws RuntimeException Kafka did not take it in time */
    void send(ServiceStatus status) {
        ServiceId service = status.service();
        String key = status.state().speaksForService() ? service.serviceKey() : service.instanceKey();
        put(key, StatusJson.write(status));
        if (!key.equals(lastKey) && service.instanceKey().equals(lastKey)) {
            put(service.instanceKey(), null);
        }
        lastKey = key;
    }

    /** Takes back what this instance has announced beside the one that speaks for the service. */
    void withdraw(ServiceStatus status) {
        put(status.service().instanceKey(), null);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private void put(String key, byte @Nullable [] value) {
        try {
            connected()
                    .send(new ProducerRecord<>(topic.name(), 0, key.getBytes(StandardCharsets.UTF_8), value))
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            close();
            throw KafkaFailures.explain(kafka, "writing to " + topic.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailures.explain(kafka, "writing to " + topic.name(), new InterruptException(e));
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
        return kafka.forProducer(
                ours, Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false, ProducerConfig.ACKS_CONFIG, "1"));
    }
}
