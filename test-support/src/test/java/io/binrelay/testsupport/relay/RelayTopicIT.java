package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binrelay.relay.log.KafkaRelayReader;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.OwnershipLostException;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.relay.log.RelayTopic;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WritableTopic;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which topics can be a relay log, and what is said of the others. */
class RelayTopicIT {
    private static final KafkaBroker BROKER = KafkaBroker.builder().build();
    private static final RelayTopicSettings SETTINGS = new RelayTopicSettings(1, 16 << 20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void a_missing_topic_is_created_once_and_keeps_its_incarnation() {
        String first = new RelayTopic(kafka(), "fresh").ensure(SETTINGS).incarnation();
        assertThat(new RelayTopic(kafka(), "fresh").ensure(SETTINGS)).isEqualTo(new WritableTopic(first, 16 << 20));
        assertThat(new RelayTopic(kafka(), "fresh").incarnation()).isEqualTo(first);
    }

    @Test
    void records_of_any_time_are_taken_and_delivered_in_the_order_of_writing() {
        Records records = new Records();
        try (RelayWriter writer = new KafkaRelayWriter(kafka(), "times", SETTINGS, records.registry())) {
            writer.open();
            writer.append(records.committedAt(1, 0));
            writer.append(
                    records.committedAt(2, Instant.parse("2106-02-07T00:00:00Z").toEpochMilli() * 1000));
            writer.append(records.committedAt(3, Records.EPOCH_MICROS));
            writer.commit();
        }
        try (RelayScanner scanner = new RelayScanner(kafka(), "times", records.registry())) {
            scanner.seek(0);
            List<Long> sequences = new ArrayList<>();
            Instant giveUp = Instant.now().plus(PATIENCE);
            // One poll gives what has come so far.
            while (sequences.size() < 3 && Instant.now().isBefore(giveUp)) {
                scanner.poll(PATIENCE)
                        .forEach(
                                record -> sequences.add(record.record().header().sequence()));
            }
            assertThat(sequences).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void every_defect_of_a_topic_is_told_with_its_remedy() throws Exception {
        create("misfit.relay", 3, Map.of("cleanup.policy", "compact,delete", "max.message.bytes", "10000"));
        assertThatThrownBy(() -> new RelayTopic(kafka(), "misfit").ensure(SETTINGS))
                .isInstanceOf(BinrelayException.class)
                .hasMessage("Topic misfit.relay cannot be a relay log:\n"
                        + "  it has 3 partitions; a relay log has one, since its order is the source's. Delete the topic"
                        + " and let capture create it\n"
                        + "  cleanup.policy is compact,delete: compaction removes transactions. If the topic has held"
                        + " any, delete it and rebuild the replicas; else run: "
                        + alter("misfit", "cleanup.policy=delete")
                        + "\n  max.message.bytes is 10000, less than the 65536 that parts of large records need. Run: "
                        + alter("misfit", "max.message.bytes=16777216"));
        assertThatThrownBy(() -> new RelayTopic(kafka(), "misfit").incarnation())
                .hasMessageStartingWith("Topic misfit.relay cannot be a relay log:\n  it has 3 partitions;");
    }

    @Test
    void a_topic_with_retention_is_accepted() throws Exception {
        create("kept.relay", 1, Map.of("retention.ms", "604800000", "max.message.bytes", "16777216"));
        assertThat(new RelayTopic(kafka(), "kept").ensure(SETTINGS).incarnation())
                .isNotEmpty();
    }

    @Test
    void trap29_a_limit_that_is_lowered_below_the_parts_size_may_pass_since_the_next_writer_reads_it()
            throws Exception {
        create("lowered.relay", 1, Map.of("max.message.bytes", "1000000"));
        Records records = new Records();
        try (RelayWriter writer = new KafkaRelayWriter(kafka(), "lowered", SETTINGS, records.registry())) {
            writer.open();
            alter("lowered.relay", Map.of("max.message.bytes", "100000"));
            writer.append(records.noise(1, 3_000_000));
            BinrelayException failure = catchThrowableOfType(BinrelayException.class, writer::commit);
            assertThat(failure)
                    .hasMessageMatching(
                            "Kafka refuses a part of transaction 1 \\(\\S+:\\d+, GTID \\S+, 3000000 bytes\\):"
                                    + " .+[^.]\\. The parts fitted max\\.message\\.bytes of topic lowered\\.relay as it was.*");
            assertThat(failure.retriable()).isTrue();
        }
        try (RelayWriter writer = new KafkaRelayWriter(kafka(), "lowered", SETTINGS, records.registry())) {
            assertThat(writer.open().nextSequence()).isEqualTo(1);
            writer.append(records.noise(1, 3_000_000));
            writer.commit();
        }
    }

    @Test
    void an_unreachable_broker_is_named_within_bounded_time_and_may_come_back() {
        KafkaSettings nowhere = KafkaSettings.ofBootstrapServers("127.0.0.1:1");
        long begun = System.nanoTime();
        BinrelayException failure =
                catchThrowableOfType(BinrelayException.class, () -> new RelayTopic(nowhere, "shop").ensure(SETTINGS));
        assertThat(failure)
                .hasMessageStartingWith("Kafka at 127.0.0.1:1, looking for topic shop.relay: no answer in time (");
        assertThat(failure.retriable()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
    }

    @Test
    void a_host_that_does_not_exist_is_named() {
        KafkaSettings nowhere = KafkaSettings.ofBootstrapServers("no-such-host.invalid:9092");
        assertThatThrownBy(() -> new RelayTopic(nowhere, "shop").ensure(SETTINGS))
                .isInstanceOf(BinrelayException.class)
                .hasMessageStartingWith(
                        "Kafka at no-such-host.invalid:9092, connecting: no address found for any of the"
                                + " bootstrap servers.");
    }

    @Test
    void a_reader_without_a_topic_says_who_creates_it() {
        BinrelayException failure = catchThrowableOfType(
                BinrelayException.class,
                () -> new KafkaRelayReader(kafka(), "absent", "r1", 1 << 20, new Records().registry()));
        assertThat(failure).hasMessageStartingWith("Topic absent.relay does not exist on Kafka at ");
        assertThat(failure.retriable()).isTrue();
    }

    @Test
    void trap89_a_topic_created_anew_stops_its_readers() throws Exception {
        new RelayTopic(kafka(), "renewed").ensure(SETTINGS);
        try (KafkaRelayReader reader =
                new KafkaRelayReader(kafka(), "renewed", "r1", 1 << 20, new Records().registry())) {
            assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
            reader.readFrom(0, 1);
            try (Admin admin = admin()) {
                admin.deleteTopics(List.of("renewed.relay")).all().get();
            }
            assertThatThrownBy(() -> pollFor(reader, PATIENCE))
                    .isInstanceOf(BinrelayException.class)
                    .hasMessageMatching(
                            "Topic renewed.relay (is gone|was created anew) while it was in use \\(its id was .*");
        }
    }

    /** As an applier does: waits for ownership again when that is lost, which is all a consumer notices at first. */
    private static void pollFor(KafkaRelayReader reader, Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        boolean owner = true;
        while (System.nanoTime() < deadline) {
            try {
                owner = owner || reader.awaitOwnership(Duration.ofMillis(200));
                if (owner) {
                    reader.poll(Duration.ofMillis(200));
                }
            } catch (OwnershipLostException e) {
                owner = false;
            }
        }
    }

    private static String alter(String channel, String setting) {
        return "kafka-configs.sh --bootstrap-server " + BROKER.bootstrapServers()
                + " --entity-type topics --entity-name " + channel + ".relay --alter --add-config " + setting;
    }

    private static void create(String name, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.of((short) 1)).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void alter(String name, Map<String, String> settings) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(BROKER.bootstrapServers());
    }
}
