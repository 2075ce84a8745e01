package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka again and again how large a relay log is, over connections that it keeps. For one thread. */
public final class LogSizeReader implements AutoCloseable {
    private final KafkaSettings kafka;
    private final RelayTopic topic;
    private final Admin admin;

    /** Connects with the first question. */
    public LogSizeReader(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.topic = new RelayTopic(kafka, channel);
        this.admin = topic.openAdmin();
    }

    /**
     * Asks.
     *
     * @return empty when there is no such topic, nobody leads it, or this user may not ask, which needs the operation
     *     Describe on the cluster
     * @throws BinrelayException (KAFKA) unreachable or refused
     */
    public Optional<LogSize> read() {
        try {
            TopicDescription description = requireNonNull(
                    admin.describeTopics(List.of(topic.name()))
                            .allTopicNames()
                            .get()
                            .get(topic.name()),
                    "no description");
            Node leader = description.partitions().get(0).leader();
            return leader == null || leader.isEmpty() ? Optional.empty() : bytesOn(leader.id());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw KafkaFailures.explain(kafka, "asking how large " + topic.name() + " is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFailures.explain(kafka, "asking how large " + topic.name() + " is", e);
        }
    }

    private Optional<LogSize> bytesOn(int broker) throws ExecutionException, InterruptedException {
        long begin = offset(OffsetSpec.earliest());
        long end = offset(OffsetSpec.latest());
        Map<String, LogDirDescription> directories = requireNonNull(
                admin.describeLogDirs(List.of(broker)).allDescriptions().get().get(broker), "no directories");
        for (LogDirDescription directory : directories.values()) {
            ReplicaInfo copy = directory.replicaInfos().get(topic.partition());
            if (copy != null && !copy.isFuture()) {
                return Optional.of(new LogSize(copy.size(), begin, Math.max(begin, end)));
            }
        }
        return Optional.empty();
    }

    private long offset(OffsetSpec which) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(topic.partition(), which))
                .partitionResult(topic.partition())
                .get()
                .offset();
    }

    @Override
    public void close() {
        admin.close();
    }
}
