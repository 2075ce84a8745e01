package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a topic can be a relay log, and the remedy for each reason that it cannot. */
final class TopicCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    /** Records larger than a topic takes are cut, but not into crumbs. */
    static final long LEAST_MESSAGE_BYTES = 64 << 10;

    private final KafkaSettings kafka;
    private final String name;

    TopicCheck(KafkaSettings kafka, String name) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.name = requireNonNull(name, "name is null");
    }

    /** @throws BinrelayException (KAFKA) with one line per defect */
    void check(TopicDescription topic, Config config, RelayTopicSettings settings) {
        List<TopicDefect> defects = new ArrayList<>();
        partitions(topic.partitions().size()).ifPresent(defects::add);
        cleanup(value(config, TopicConfig.CLEANUP_POLICY_CONFIG)).ifPresent(defects::add);
        messageBytes(maxMessageBytes(config), settings.maxMessageBytes()).ifPresent(defects::add);
        refuse(defects);
        warnOfRetention(config, TopicConfig.RETENTION_MS_CONFIG);
        warnOfRetention(config, TopicConfig.RETENTION_BYTES_CONFIG);
    }

    /** Its setting max.message.bytes. */
    static long maxMessageBytes(Config config) {
        return Long.parseLong(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }

    /** @throws BinrelayException (KAFKA) it has not one partition */
    void checkPartitions(TopicDescription topic) {
        refuse(partitions(topic.partitions().size()).stream().toList());
    }

    /** Whether it has a number of partitions that a relay log cannot have. */
    static Optional<TopicDefect> partitions(int partitions) {
        return partitions == 1
                ? Optional.empty()
                : Optional.of(new TopicDefect(
                        "partitions",
                        "it has " + partitions + " partitions; a relay log has one, since its order is the source's",
                        "Delete the topic and let capture create it"));
    }

    /** Whether its setting cleanup.policy removes transactions. */
    Optional<TopicDefect> cleanup(String policy) {
        return policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)
                ? Optional.of(new TopicDefect(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        "cleanup.policy is " + policy + ": compaction removes transactions",
                        "If the topic has held any, delete it and rebuild the replicas; else run: "
                                + alter("cleanup.policy=delete")))
                : Optional.empty();
    }

    /** Whether its setting max.message.bytes is too small. */
    Optional<TopicDefect> messageBytes(long largest, long wanted) {
        return largest < LEAST_MESSAGE_BYTES
                ? Optional.of(new TopicDefect(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        "max.message.bytes is " + largest + ", less than the " + LEAST_MESSAGE_BYTES
                                + " that parts of large records need",
                        "Run: " + alter("max.message.bytes=" + Math.max(LEAST_MESSAGE_BYTES, wanted))))
                : Optional.empty();
    }

    /**
     * Whether a limit makes Kafka remove records.
     *
     * @param limit retention.ms or retention.bytes
     * @param value -1 for none
     */
    Optional<TopicDefect> retention(String limit, String value) {
        return value.equals("-1")
                ? Optional.empty()
                : Optional.of(new TopicDefect(
                        limit,
                        limit + " is " + value + ": a replica that is away for longer, or is built anew, will not find"
                                + " the records it needs",
                        "To keep them all run: " + alter(limit + "=-1")));
    }

    private void warnOfRetention(Config config, String limit) {
        retention(limit, value(config, limit)).ifPresent(defect -> LOG.warn("Topic {}: {}", name, defect));
    }

    private void refuse(List<TopicDefect> defects) {
        if (!defects.isEmpty()) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "Topic " + name + " cannot be a relay log:\n  "
                            + defects.stream().map(TopicDefect::toString).collect(Collectors.joining("\n  ")));
        }
    }

    /** The command that changes a setting of the topic. */
    String alter(String setting) {
        return "kafka-configs.sh --bootstrap-server " + kafka.bootstrapServers()
                + " --entity-type topics --entity-name " + name + " --alter --add-config " + setting;
    }

    static String value(Config config, String setting) {
        return requireNonNull(config.get(setting), "the broker does not tell " + setting)
                .value();
    }
}
