package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A topic beside a channel's relay log, of one partition: announcements, orders. {@link ChannelTopicReader} and
 * {@link ChannelTopicWriter} read and write it. Thread-safe.
 */
public final class ChannelTopic {
    private final KafkaSettings kafka;
    private final String name;
    private final Map<String, String> configs;

    /**
     * Nothing is looked up or created yet.
     *
     * @param configs Kafka's settings of the topic when it has to be created, by their names there
     */
    public ChannelTopic(KafkaSettings kafka, String name, Map<String, String> configs) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.name = requireNonNull(name, "name is null");
        this.configs = Map.copyOf(configs);
    }

    /** Its name in Kafka. */
    public String name() {
        return name;
    }

    KafkaSettings kafka() {
        return kafka;
    }

    TopicPartition partition() {
        return new TopicPartition(name, 0);
    }

    /**
     * Creates it when it is missing.
     *
     * @param replicationFactor null for the broker's default
     * @throws BinrelayException (KAFKA) unreachable or refused
     */
    public void ensure(@Nullable Integer replicationFactor) {
        try (Admin admin = open()) {
            if (exists(admin)) {
                return;
            }
            Optional<Short> replication = Optional.ofNullable(replicationFactor).map(Integer::shortValue);
            NewTopic topic = new NewTopic(name, Optional.of(1), replication).configs(configs);
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw KafkaFailures.explain(kafka, "creating topic " + name, e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Kafka's id of it, another one for each topic ever created under its name; empty when it is not there.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public Optional<String> id() {
        try (Admin admin = open()) {
            return Optional.ofNullable(admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name))
                    .map(found -> found.topicId().toString());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw KafkaFailures.explain(kafka, "looking for topic " + name, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Watches over it from now on.
     *
     * @param id what {@link #id()} was
     * @param consequence what it means when it is another one or gone, and what to do: without its full stop
     */
    public ChannelTopicWatch watch(String id, String consequence) {
        Admin admin = open();
        return new ChannelTopicWatch(admin, new TopicWatch(admin, kafka, name, id, consequence));
    }

    /**
     * Whether it is there.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public boolean exists() {
        try (Admin admin = open()) {
            return exists(admin);
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, "looking for topic " + name, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean exists(Admin admin) throws ExecutionException, InterruptedException {
        try {
            return !admin.describeTopics(List.of(name)).allTopicNames().get().isEmpty();
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
        return KafkaFailures.explain(kafka, "looking for topic " + name, new InterruptException(e));
    }
}
