package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of a relay log: {@code CHANNEL.relay}, one partition, nothing ever deleted. Thread-safe. */
public final class RelayTopic {
    private static final Logger LOG = LoggerFactory.getLogger(RelayTopic.class);

    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration GONE_FOR_GOOD = Duration.ofSeconds(3);
    private static final Duration METADATA_PAUSE = Duration.ofMillis(20);

    private final KafkaSettings kafka;
    private final String channel;

    public RelayTopic(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /** The topic's name. */
    public String name() {
        return channel + ".relay";
    }

    /** Its one partition. */
    TopicPartition partition() {
        return new TopicPartition(name(), 0);
    }

    /**
     * Creates the topic when it is missing, else checks that it fits.
     *
     * @throws BinrelayException (KAFKA) unreachable, or the topic does not fit: one line per defect, with the remedy
     */
    public WritableTopic ensure(RelayTopicSettings settings) {
        return ensure(settings, ExpectedTopic.ofThisProcess());
    }

    /**
     * Creates the topic when it is missing and any will do, else checks that it fits.
     *
     * @throws BinrelayException (KAFKA) as above; or the topic is not the one that is expected
     */
    WritableTopic ensure(RelayTopicSettings settings, ExpectedTopic expected) {
        try (Admin admin = openAdmin()) {
            Optional<String> wanted = expected.incarnation();
            if (wanted.isPresent()) {
                requireThere(admin, wanted.get());
            }
            Optional<TopicDescription> found = describe(admin);
            if (found.isEmpty() && create(admin, settings)) {
                return new WritableTopic(awaitMetadata(admin).topicId().toString(), settings.maxMessageBytes());
            }
            TopicDescription topic = found.isPresent() ? found.get() : awaitMetadata(admin);
            Config config = config(admin);
            checks().check(topic, config, settings);
            return new WritableTopic(topic.topicId().toString(), TopicCheck.maxMessageBytes(config));
        }
    }

    /** A broker that has just come up may not know all topics yet. */
    private void requireThere(Admin admin, String incarnation) {
        long deadline = System.nanoTime() + GONE_FOR_GOOD.toNanos();
        while (true) {
            Optional<String> found =
                    describe(admin).map(topic -> topic.topicId().toString());
            if (found.isPresent() && found.get().equals(incarnation)) {
                return;
            }
            if (found.isPresent()) {
                throw ExpectedTopic.refused(name(), "was created anew", incarnation);
            }
            if (System.nanoTime() - deadline > 0) {
                throw ExpectedTopic.refused(name(), "is gone", incarnation);
            }
            pause();
        }
    }

    /**
     * The incarnation of the existing topic.
     *
     * @throws BinrelayException (KAFKA) unreachable; the topic is missing (retriable: capture creates it) or has not
     *     one partition
     */
    public String incarnation() {
        try (Admin admin = openAdmin()) {
            TopicDescription topic = describe(admin).orElseThrow(this::missing);
            checks().checkPartitions(topic);
            return topic.topicId().toString();
        }
    }

    /**
     * Waits until no transaction is open on the partition, so that its end is known.
     *
     * @throws BinrelayException (KAFKA) one stays open: not this channel's, since its writer has been fenced
     */
    void awaitNoOpenTransaction() {
        try (Admin admin = openAdmin()) {
            long deadline = System.nanoTime() + METADATA_TIMEOUT.toNanos();
            while (true) {
                long committed = end(admin, IsolationLevel.READ_COMMITTED);
                if (committed == end(admin, IsolationLevel.READ_UNCOMMITTED)) {
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new BinrelayException(
                            ErrorCode.KAFKA,
                            "Somebody else's transaction on topic " + name() + " is open from offset " + committed
                                    + " on and hides what follows. See who: kafka-transactions.sh --bootstrap-server "
                                    + kafka.bootstrapServers() + " find-hanging --topic " + name(),
                            true,
                            null);
                }
                pause();
            }
        }
    }

    private long end(Admin admin, IsolationLevel level) {
        try {
            return admin.listOffsets(Map.of(partition(), OffsetSpec.latest()), new ListOffsetsOptions(level))
                    .partitionResult(partition())
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, "asking where " + name() + " ends", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** An admin client with bounded waits. The caller closes it. */
    Admin openAdmin() {
        try {
            return Admin.create(kafka.forAdmin(Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000,
                    AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false)));
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(kafka, "connecting", e);
        }
    }

    BinrelayException missing() {
        return new BinrelayException(
                ErrorCode.KAFKA,
                "Topic " + name() + " does not exist on Kafka at " + kafka.bootstrapServers() + ". Capture of channel "
                        + channel + " creates it: start capture, or check the channel's name.",
                true,
                null);
    }

    private Optional<TopicDescription> describe(Admin admin) {
        try {
            return Optional.ofNullable(
                    admin.describeTopics(List.of(name())).allTopicNames().get().get(name()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw KafkaFailures.explain(kafka, "looking for topic " + name(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A topic just created is not known to every broker at once. */
    private TopicDescription awaitMetadata(Admin admin) {
        long deadline = System.nanoTime() + METADATA_TIMEOUT.toNanos();
        while (true) {
            Optional<TopicDescription> found = describe(admin);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw missing();
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(METADATA_PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Config config(Admin admin) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name());
        try {
            return requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource), "no settings of the topic");
        } catch (ExecutionException e) {
            throw KafkaFailures.explain(kafka, "reading the settings of topic " + name(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Returns false when somebody else has just created it. */
    private boolean create(Admin admin, RelayTopicSettings settings) {
        Optional<Short> replication =
                Optional.ofNullable(settings.replicationFactor()).map(Integer::shortValue);
        NewTopic topic = new NewTopic(name(), Optional.of(1), replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Long.toString(settings.maxMessageBytes()),
                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                        "producer",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        // Record times are the source's commit times: years ago in an old log, ahead with its clock.
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        Long.toString(Long.MAX_VALUE)));
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("Created topic {}", name());
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw KafkaFailures.explain(kafka, "creating topic " + name(), e);
            }
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private TopicCheck checks() {
        return new TopicCheck(kafka, name());
    }

    private BinrelayException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BinrelayException(ErrorCode.KAFKA, "Interrupted while asking Kafka for topic " + name(), true, e);
    }
}
