package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.ArrayList;
import java.util.List;
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
        List<String> defects = partitionsDefects(topic);
        String cleanup = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            defects.add("cleanup.policy is " + cleanup + ": compaction removes transactions. If the topic has held any,"
                    + " delete it and rebuild the replicas; else: " + alter("cleanup.policy=delete"));
        }
        long largest = maxMessageBytes(config);
        if (largest < LEAST_MESSAGE_BYTES) {
            defects.add("max.message.bytes is " + largest + ", less than the " + LEAST_MESSAGE_BYTES
                    + " that parts of large records need: "
                    + alter("max.message.bytes=" + Math.max(LEAST_MESSAGE_BYTES, settings.maxMessageBytes())));
        }
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
        refuse(partitionsDefects(topic));
    }

    private void warnOfRetention(Config config, String limit) {
        if (value(config, limit).equals("-1")) {
            return;
        }
        LOG.warn(
                "Topic {} has {}={}: a replica that is away for longer, or is built anew, will not find the records it"
                        + " needs. To keep them all: {}",
                name,
                limit,
                value(config, limit),
                alter(limit + "=-1"));
    }

    private static List<String> partitionsDefects(TopicDescription topic) {
        List<String> defects = new ArrayList<>();
        int partitions = topic.partitions().size();
        if (partitions != 1) {
            defects.add("it has " + partitions + " partitions; a relay log has one, since its order is the source's."
                    + " Delete the topic and let capture create it.");
        }
        return defects;
    }

    private void refuse(List<String> defects) {
        if (!defects.isEmpty()) {
            throw new BinrelayException(
                    ErrorCode.KAFKA, "Topic " + name + " cannot be a relay log:\n  " + String.join("\n  ", defects));
        }
    }

    private String alter(String setting) {
        return "kafka-configs.sh --bootstrap-server " + kafka.bootstrapServers()
                + " --entity-type topics --entity-name " + name + " --alter --add-config " + setting;
    }

    private static String value(Config config, String setting) {
        return requireNonNull(config.get(setting), "the broker does not tell " + setting)
                .value();
    }
}
