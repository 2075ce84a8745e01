package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Kafka tells of a channel's relay topic at one moment.
 *
 * @param topic its name
 * @param incarnation its id: another one for each topic ever created under the name
 * @param partitions how many
 * @param copies of its first partition
 * @param settings its own, or the broker's where it has none
 * @param stores where its copies stand; empty when Kafka does not let this user ask
 */
public record TopicInspection(
        String topic, String incarnation, int partitions, Copies copies, Settings settings, List<Store> stores) {
    public TopicInspection {
        requireNonNull(topic, "topic is null");
        requireNonNull(incarnation, "incarnation is null");
        requireNonNull(copies, "copies is null");
        requireNonNull(settings, "settings is null");
        stores = List.copyOf(stores);
    }

    /**
     * Copies of a partition.
     *
     * @param all how many there shall be: the replication factor
     * @param inSync how many are complete now
     * @param led whether one of them takes records now
     * @param brokers how many brokers the cluster has now
     */
    public record Copies(int all, int inSync, boolean led, int brokers) {}

    /**
     * Settings of a topic.
     *
     * @param cleanupPolicy {@code cleanup.policy}
     * @param retentionMillis {@code retention.ms}, -1 for ever
     * @param retentionBytes {@code retention.bytes}, -1 for all
     * @param maxMessageBytes {@code max.message.bytes}
     * @param minInSync {@code min.insync.replicas}: with fewer complete copies nothing can be written
     */
    public record Settings(
            String cleanupPolicy, long retentionMillis, long retentionBytes, long maxMessageBytes, int minInSync) {
        public Settings {
            requireNonNull(cleanupPolicy, "cleanupPolicy is null");
        }
    }

    /**
     * A directory of a broker that holds a copy.
     *
     * @param broker its id
     * @param topicBytes what the copy takes
     * @param usableBytes free on the volume; empty where the broker does not tell (before Kafka 3.3)
     * @param totalBytes size of the volume; empty where the broker does not tell
     * @param error why the directory cannot be used; empty when it can
     */
    public record Store(
            int broker,
            String directory,
            long topicBytes,
            OptionalLong usableBytes,
            OptionalLong totalBytes,
            Optional<String> error) {
        public Store {
            requireNonNull(directory, "directory is null");
        }
    }
}
