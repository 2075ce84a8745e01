package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaFailures;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The topic of a channel's announcements: {@code CHANNEL.status}, one partition, compacted. Thread-safe. */
final class StatusTopic {
    /** Kafka's least (KIP-1030): a service announces a kilobyte a second, and only the last announcement matters. */
    private static final int SEGMENT_BYTES = 1 << 20;

    private final KafkaSettings kafka;
    private final String channel;

    StatusTopic(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    String name() {
        return channel + ".status";
    }

    TopicPartition partition() {
        return new TopicPartition(name(), 0);
    }

    /**
     * Creates it when it is missing.
     *
     * @param replicationFactor null for the broker's default
     * @throws BinrelayException (KAFKA) unreachable or refused
     */
    void ensure(@Nullable Integer replicationFactor) {
        try (Admin admin = open()) {
            if (exists(admin)) {
                return;
            }
            Optional<Short> replication = Optional.ofNullable(replicationFactor).map(Integer::shortValue);
            NewTopic topic = new NewTopic(name(), Optional.of(1), replication)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES),
                            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
                            TopicConfig.DELETE_RETENTION_MS_CONFIG, "60000",
                            // One clock for all services: the broker's.
                            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw KafkaFailures.explain(kafka, "creating topic " + name(), e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Whether anybody of the channel has ever announced himself.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    boolean exists() {
        try (Admin admin = open()) {
            return exists(admin);
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, "looking for topic " + name(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean exists(Admin admin) throws ExecutionException, InterruptedException {
        try {
            return !admin.describeTopics(List.of(name())).allTopicNames().get().isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private Admin open() {
        try {
            return Admin.create(kafka.forAdmin(Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                    AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(kafka, "connecting", e);
        }
    }

    private BinrelayException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return KafkaFailures.explain(kafka, "looking for topic " + name(), new InterruptException(e));
    }
}
