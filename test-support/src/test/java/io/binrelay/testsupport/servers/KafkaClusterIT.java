package io.binrelay.testsupport.servers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KafkaClusterIT {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    /** Kafka's own session time-out is 9 s; a failover has to be a good deal quicker for tests. */
    private static final Duration FAILOVER = Duration.ofSeconds(8);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void transactions_go_on_and_none_is_lost_when_the_broker_that_leads_them_is_killed() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.prepare(3, directory)) {
            cluster.start();
            createTopic(cluster);
            List<String> committed = new ArrayList<>();
            try (KafkaProducer<String, String> producer = producer(cluster)) {
                producer.initTransactions();
                commit(producer, "all run", committed);
                for (String topic : List.of(PARTITION.topic(), Topic.TRANSACTION_STATE_TOPIC_NAME)) {
                    int leader = partition(cluster, topic).leader().id();
                    cluster.broker(leader - 1).kill();
                    long killed = System.nanoTime();
                    commit(producer, "without the leader of " + topic, committed);
                    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(FAILOVER);
                    cluster.start();
                    assertThat(partition(cluster, topic).isr()).hasSize(3);
                }
            }
            cluster.awaitSettledTransactions();
            assertThat(read(cluster)).containsExactlyElementsOf(committed);
        }
    }

    private static void commit(KafkaProducer<String, String> producer, String value, List<String> committed) {
        producer.beginTransaction();
        // Not awaited: the commit is.
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(PARTITION.topic(), value));
        producer.commitTransaction();
        committed.add(value);
    }

    /** Without a replication factor: three is the cluster's default. */
    private static void createTopic(KafkaCluster cluster) throws Exception {
        try (Admin admin = admin(cluster)) {
            admin.createTopics(Set.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        cluster.awaitInSync();
        assertThat(partition(cluster, PARTITION.topic()).replicas()).hasSize(3);
    }

    private static TopicPartitionInfo partition(KafkaCluster cluster, String topic) throws Exception {
        try (Admin admin = admin(cluster)) {
            return requireNonNull(admin.describeTopics(Set.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .get(0);
        }
    }

    private static Admin admin(KafkaCluster cluster) {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer(KafkaCluster cluster) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "x"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> read(KafkaCluster cluster) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = requireNonNull(consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (consumer.position(PARTITION) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
