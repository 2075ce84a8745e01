package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka what the relay topic of a channel is like, and says what of it does not suit. Changes nothing. */
public final class TopicInspector {
    private final KafkaSettings kafka;
    private final RelayTopic topic;
    private final TopicCheck check;

    public TopicInspector(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.topic = new RelayTopic(kafka, channel);
        this.check = new TopicCheck(kafka, topic.name());
    }

    /**
     * Asks.
     *
     * @return empty when there is no such topic
     * @throws BinrelayException (KAFKA) unreachable or refused
     */
    public Optional<TopicInspection> inspect() {
        try (Admin admin = topic.openAdmin()) {
            List<Node> brokers =
                    List.copyOf(answer(admin.describeCluster().nodes(), "asking for the brokers of the cluster"));
            Optional<TopicDescription> found = description(admin);
            return found.map(description -> inspection(admin, description, brokers));
        }
    }

    /**
     * What keeps a topic from being a relay log.
     *
     * @param wantedMessageBytes what max.message.bytes shall be if it has to be raised
     */
    public List<TopicDefect> defects(TopicInspection found, long wantedMessageBytes) {
        List<TopicDefect> defects = new ArrayList<>();
        TopicCheck.partitions(found.partitions()).ifPresent(defects::add);
        check.cleanup(found.settings().cleanupPolicy()).ifPresent(defects::add);
        check.messageBytes(found.settings().maxMessageBytes(), wantedMessageBytes)
                .ifPresent(defects::add);
        return List.copyOf(defects);
    }

    /** What makes Kafka remove records from a topic. */
    public List<TopicDefect> limits(TopicInspection found) {
        List<TopicDefect> limits = new ArrayList<>();
        check.retention(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(found.settings().retentionMillis()))
                .ifPresent(limits::add);
        check.retention(
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        Long.toString(found.settings().retentionBytes()))
                .ifPresent(limits::add);
        return List.copyOf(limits);
    }

    /** The command that changes a setting of the topic, {@code name=value}. */
    public String alter(String setting) {
        return check.alter(setting);
    }

    private Optional<TopicDescription> description(Admin admin) {
        try {
            return Optional.ofNullable(admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get()
                    .get(topic.name()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw KafkaFailures.explain(kafka, "looking for topic " + topic.name(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private TopicInspection inspection(Admin admin, TopicDescription description, List<Node> brokers) {
        TopicPartitionInfo partition = description.partitions().get(0);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = requireNonNull(
                answer(admin.describeConfigs(List.of(resource)).all(), "reading the settings of topic " + topic.name())
                        .get(resource),
                "no settings of the topic");
        Node leader = partition.leader();
        return new TopicInspection(
                topic.name(),
                description.topicId().toString(),
                description.partitions().size(),
                new TopicInspection.Copies(
                        partition.replicas().size(),
                        partition.isr().size(),
                        leader != null && !leader.isEmpty(),
                        brokers.size()),
                settings(config),
                stores(admin, partition, brokers));
    }

    private static TopicInspection.Settings settings(Config config) {
        return new TopicInspection.Settings(
                TopicCheck.value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
                number(config, TopicConfig.RETENTION_MS_CONFIG),
                number(config, TopicConfig.RETENTION_BYTES_CONFIG),
                TopicCheck.maxMessageBytes(config),
                (int) number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    }

    private static long number(Config config, String setting) {
        return Long.parseLong(TopicCheck.value(config, setting));
    }

    /** Only brokers that are there now can be asked. */
    private List<TopicInspection.Store> stores(Admin admin, TopicPartitionInfo partition, List<Node> brokers) {
        List<Integer> ids = partition.replicas().stream()
                .filter(brokers::contains)
                .map(Node::id)
                .toList();
        List<TopicInspection.Store> stores = new ArrayList<>();
        directories(admin, ids)
                .forEach((broker, found) -> found.forEach((path, directory) -> {
                    ReplicaInfo copy = directory.replicaInfos().get(new TopicPartition(topic.name(), 0));
                    if (copy != null || directory.error() != null) {
                        stores.add(new TopicInspection.Store(
                                broker,
                                path,
                                copy == null ? 0 : copy.size(),
                                directory.usableBytes(),
                                directory.totalBytes(),
                                Optional.ofNullable(directory.error()).map(Throwable::toString)));
                    }
                }));
        return stores;
    }

    /** None when this user may not ask, which needs DESCRIBE on the cluster. */
    private Map<Integer, Map<String, LogDirDescription>> directories(Admin admin, List<Integer> brokers) {
        try {
            return admin.describeLogDirs(brokers).allDescriptions().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Map.of();
            }
            throw KafkaFailures.explain(kafka, "asking for the log directories of the brokers", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <T> T answer(KafkaFuture<T> future, String doing) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, doing, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private BinrelayException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BinrelayException(
                ErrorCode.KAFKA, "Interrupted while asking Kafka for topic " + topic.name(), true, e);
    }
}
