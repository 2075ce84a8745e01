package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How many brokers have what is committed to one of the topics that make up the relay log.
 *
 * @param topic its name
 * @param copies its replication factor
 * @param leastInSync its {@code min.insync.replicas}: as many have a record before it counts as written
 */
public record LogDurability(String topic, int copies, int leastInSync) {
    /** Where Kafka keeps which transactions are committed. Its records decide whether those of the log count. */
    public static final String TRANSACTIONS = "__transaction_state";

    public LogDurability {
        requireNonNull(topic, "topic is null");
    }

    /**
     * Asks Kafka.
     *
     * @return the relay topic and {@link #TRANSACTIONS}; a topic that is not there, or that this user may not see, is
     *     left out
     * @throws BinrelayException (KAFKA) unreachable or refused
     */
    public static List<LogDurability> of(KafkaSettings kafka, String channel) {
        RelayTopic relay = new RelayTopic(kafka, channel);
        List<LogDurability> found = new ArrayList<>();
        try (Admin admin = relay.openAdmin()) {
            for (String topic : List.of(relay.name(), TRANSACTIONS)) {
                try {
                    found.add(ask(admin, topic));
                } catch (ExecutionException e) {
                    boolean unseen = e.getCause() instanceof UnknownTopicOrPartitionException
                            || e.getCause() instanceof AuthorizationException;
                    if (!unseen) {
                        throw KafkaFailures.explain(kafka, "asking for the copies of topic " + topic, e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailures.explain(kafka, "asking for the copies of the relay log", e);
        }
        return List.copyOf(found);
    }

    private static LogDurability ask(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicDescription description = requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic), "no description");
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(List.of(resource)).all().get();
        String leastInSync = TopicCheck.value(
                requireNonNull(configs.get(resource), "no settings"), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        int copies = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new LogDurability(topic, copies, Integer.parseInt(leastInSync));
    }
}
