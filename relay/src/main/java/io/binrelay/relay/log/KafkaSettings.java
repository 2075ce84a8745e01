package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.NearMiss;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings for Kafka's clients: ours, then the operator's {@code kafka.*}, then his {@code producer.*} or
 * {@code consumer.*}, then those that binrelay's promises rest on, which nobody may set. Immutable; prints no values.
 */
public final class KafkaSettings {
    /** What exactly-once, order and gap detection rest on. */
    private static final Set<String> RESERVED = Set.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    private final Map<String, String> common;
    private final Map<String, String> producer;
    private final Map<String, String> consumer;

    private KafkaSettings(Map<String, String> common, Map<String, String> producer, Map<String, String> consumer) {
        this.common = Map.copyOf(common);
        this.producer = Map.copyOf(producer);
        this.consumer = Map.copyOf(consumer);
    }

    /**
     * Those of a service's configuration.
     *
     * @throws BinrelayException (CONFIGURATION) a setting is binrelay's own, or its name looks like a misspelt one;
     *     names that resemble none of Kafka's pass, since plugins read settings of their own
     */
    public static KafkaSettings of(Configuration configuration) {
        Map<String, String> common = configuration.passedThrough("kafka.");
        Map<String, String> producer = configuration.passedThrough("producer.");
        Map<String, String> consumer = configuration.passedThrough("consumer.");
        Set<String> all = new TreeSet<>(ProducerConfig.configNames());
        all.addAll(ConsumerConfig.configNames());
        all.addAll(AdminClientConfig.configNames());
        List<String> problems = new ArrayList<>();
        check("kafka.", common, all, problems);
        check("producer.", producer, ProducerConfig.configNames(), problems);
        check("consumer.", consumer, ConsumerConfig.configNames(), problems);
        if (!problems.isEmpty()) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    "The settings for Kafka's clients cannot be used:\n  " + String.join("\n  ", problems));
        }
        return new KafkaSettings(common, producer, consumer);
    }

    /** Where Kafka is, and defaults for all else. */
    public static KafkaSettings ofBootstrapServers(String servers) {
        return new KafkaSettings(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers), Map.of(), Map.of());
    }

    /** The brokers that are tried first, for messages. */
    public String bootstrapServers() {
        return requireNonNull(common.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG), "no bootstrap servers");
    }

    /**
     * For a producer.
     *
     * @param ours what applies when the operator says nothing
     * @param fixed what applies whatever he says
     */
    public Map<String, Object> forProducer(Map<String, Object> ours, Map<String, Object> fixed) {
        Map<String, Object> settings = layered(ours, ProducerConfig.configNames());
        settings.putAll(producer);
        settings.putAll(fixed);
        return settings;
    }

    /** For a consumer; see {@link #forProducer}. */
    public Map<String, Object> forConsumer(Map<String, Object> ours, Map<String, Object> fixed) {
        Map<String, Object> settings = layered(ours, ConsumerConfig.configNames());
        settings.putAll(consumer);
        settings.putAll(fixed);
        return settings;
    }

    /** For an admin client; see {@link #forProducer}. */
    public Map<String, Object> forAdmin(Map<String, Object> ours) {
        return layered(ours, AdminClientConfig.configNames());
    }

    /** Names only: values may be secret. */
    @Override
    public String toString() {
        return "kafka " + new TreeSet<>(common.keySet()) + ", producer " + new TreeSet<>(producer.keySet())
                + ", consumer " + new TreeSet<>(consumer.keySet());
    }

    /** Settings of other kinds of clients are left out, since each client warns of those it does not know. */
    private Map<String, Object> layered(Map<String, Object> ours, Set<String> known) {
        Map<String, Object> settings = new HashMap<>(ours);
        common.forEach((name, value) -> {
            if (known.contains(name) || !isKafkas(name)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static boolean isKafkas(String name) {
        return ProducerConfig.configNames().contains(name)
                || ConsumerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }

    private static void check(String prefix, Map<String, String> settings, Set<String> known, List<String> problems) {
        new TreeMap<>(settings).keySet().forEach(name -> {
            if (RESERVED.contains(name)) {
                problems.add(prefix + name + ": is set by binrelay itself");
                return;
            }
            if (!known.contains(name)) {
                NearMiss.of(name, known.stream())
                        .ifPresent(meant -> problems.add(
                                prefix + name + ": unknown setting; did you mean " + prefix + meant + "?"));
            }
        });
    }
}
