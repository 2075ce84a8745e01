package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.RelayTopic;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusPublisher;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every fault of Kafka and of a channel, brought about, and the line that doctor prints for it. */
final class DoctorKafkaIT {
    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.builder().start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static DoctorRun on(String channel) {
        return DoctorRun.of()
                .with("kafka.bootstrap.servers", broker.bootstrapServers())
                .with("channel", channel);
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(broker.bootstrapServers());
    }

    private static void create(String topic, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, Optional.of(partitions), Optional.of((short) 1)).configs(settings)))
                    .all()
                    .get();
        }
    }

    private static String alter(String topic, String setting) {
        return "kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                + " --entity-type topics --entity-name " + topic + " --alter --add-config " + setting;
    }

    @Test
    void a_broker_that_is_not_there_fails_with_5() {
        CommandRun run = on("shop")
                .with("kafka.bootstrap.servers", "127.0.0.1:1")
                .with("kafka.default.api.timeout.ms", 2000)
                .with("kafka.request.timeout.ms", 1000)
                .run();

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out())
                .containsPattern(
                        "(?m)^FAIL     kafka     brokers                 Kafka at 127\\.0\\.0\\.1:1, asking for the"
                                + " brokers of the cluster: no answer in time \\(.*\\)\\. Is a broker running there, and can it be"
                                + " reached from here\\?$");
        DoctorRun.assertShows(run, "skipped", "kafka", "other checks", "Kafka cannot be asked, see the line before");
    }

    @Test
    void a_channel_nobody_has_begun_warns_and_says_how_to_begin() {
        CommandRun run = on("nobodys").run();

        assertThat(run.exitCode()).as(run.out()).isZero();
        DoctorRun.assertShows(run, "ok", "kafka", "brokers", broker.bootstrapServers() + " answers");
        DoctorRun.assertShows(
                run,
                "warning",
                "kafka",
                "channel",
                "No service of channel nobodys has ever announced itself on Kafka at " + broker.bootstrapServers()
                        + " (there is no topic nobodys.status). Check the channel's name, or start capture. To start it:"
                        + " binrelay capture --config capture.properties");
        DoctorRun.assertShows(
                run,
                "warning",
                "kafka",
                "relay topic",
                "there is no topic nobodys.relay yet. Start capture, which creates it");
        DoctorRun.assertShows(
                run,
                "warning",
                "capture",
                "running",
                "has never announced itself. Start it: binrelay capture --config capture.properties");
        DoctorRun.assertShows(
                run, "skipped", "capture", "resume position", "there is no relay log to compare the source with");
    }

    @Test
    void the_topic_as_capture_makes_it_is_well_but_for_the_one_copy_of_one_broker() {
        new RelayTopic(kafka(), "made").ensure(new RelayTopicSettings(1, 16 << 20));
        CommandRun run = on("made").run();

        assertThat(run.exitCode()).as(run.out()).isZero();
        DoctorRun.assertShows(
                run,
                "ok",
                "kafka",
                "relay topic",
                "made.relay: one partition, cleanup.policy=delete, max.message.bytes=16777216");
        DoctorRun.assertShows(run, "ok", "kafka", "retention", "everything is kept for ever");
        DoctorRun.assertShows(run, "ok", "kafka", "relay log", "is empty");
        DoctorRun.assertShows(
                run,
                "warning",
                "kafka",
                "copies",
                "1 of 1 copy in sync, min.insync.replicas=1: the log is lost with the disk of one broker. The cluster has"
                        + " one broker; add two, then give the topic three copies: kafka-reassign-partitions.sh"
                        + " --bootstrap-server " + broker.bootstrapServers()
                        + " --execute --reassignment-json-file FILE,"
                        + " FILE holding {\"version\":1,\"partitions\":[{\"topic\":\"made.relay\",\"partition\":0,"
                        + "\"replicas\":[1,2,3]}]}");
        assertThat(run.out())
                .containsPattern(
                        "(?m)^(ok     |warning)  kafka     disk space              broker 1, \\S+: the log takes 0"
                                + " bytes, [0-9.]+ .iB of [0-9.]+ .iB free");
    }

    @Test
    void every_setting_that_no_relay_log_can_have_fails_with_its_remedy() throws Exception {
        create(
                "misfit.relay",
                3,
                Map.of(
                        "cleanup.policy", "compact,delete",
                        "max.message.bytes", "10000",
                        "retention.ms", "3600000",
                        "min.insync.replicas", "2"));
        CommandRun run = on("misfit").run();

        assertThat(run.exitCode()).isEqualTo(5);
        DoctorRun.assertShows(
                run,
                "FAIL",
                "kafka",
                "partitions",
                "it has 3 partitions; a relay log has one, since its order is the source's. Delete the topic and let"
                        + " capture create it");
        DoctorRun.assertShows(
                run,
                "FAIL",
                "kafka",
                "cleanup.policy",
                "cleanup.policy is compact,delete: compaction removes transactions. If the topic has held any, delete it"
                        + " and rebuild the replicas; else run: " + alter("misfit.relay", "cleanup.policy=delete"));
        DoctorRun.assertShows(
                run,
                "FAIL",
                "kafka",
                "max.message.bytes",
                "max.message.bytes is 10000, less than the 65536 that parts of large records need. Run: "
                        + alter("misfit.relay", "max.message.bytes=16777216"));
        DoctorRun.assertShows(
                run,
                "warning",
                "kafka",
                "retention",
                "retention.ms is 3600000: a replica that is away for longer, or is built anew, will not find the records"
                        + " it needs. To keep them all run: " + alter("misfit.relay", "retention.ms=-1"));
        DoctorRun.assertShows(
                run,
                "FAIL",
                "kafka",
                "copies",
                "1 of 1 copy in sync, min.insync.replicas=2: nothing can be written. See which brokers are down:"
                        + " kafka-topics.sh --bootstrap-server " + broker.bootstrapServers()
                        + " --describe --topic misfit.relay");
    }

    @Test
    void a_topic_that_was_deleted_fails_and_the_broker_s_clock_is_read_off_the_announcements() {
        ServiceStatus capture = ServiceStatus.starting(
                        ServiceId.ofCapture("deleted", "0"), "db1:3306", System.currentTimeMillis())
                .withState(ServiceState.RUNNING, System.currentTimeMillis())
                .withProgress(new Progress(new FilePosition("binlog.000001", 4711), null, 5, 9, 1, 1, 5), 0);
        try (StatusPublisher publisher = new StatusPublisher(kafka(), "deleted", 1)) {
            publisher.publish(capture);
            Awaitility.await().until(() -> on("deleted").run().out().contains("ok       capture   running"));
            CommandRun run = on("deleted").run();

            assertThat(run.exitCode()).isEqualTo(5);
            DoctorRun.assertShows(
                    run,
                    "FAIL",
                    "kafka",
                    "relay topic",
                    "there is no topic deleted.relay, though capture wrote 5 transactions: it was deleted. Start capture,"
                            + " which begins a new log with what the source still has, and rebuild the replicas; or begin a"
                            + " new channel");
            assertThat(run.out())
                    .containsPattern(
                            "(?m)^ok       clocks    skew                    broker [+-]0\\.\\d s against here$");
        }
    }
}
