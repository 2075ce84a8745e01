package io.binrelay.testsupport.relay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.binrelay.relay.events.ErrorHistory;
import io.binrelay.relay.events.EventKind;
import io.binrelay.relay.events.EventPublisher;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.events.EventRecorder;
import io.binrelay.relay.events.ServiceEvent;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsIT {
    private static final KafkaBroker BROKER = KafkaBroker.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void errors_survive_the_service_and_a_restart_of_kafka_and_one_that_repeats_is_one() {
        ServiceStatus first = starting("survive", 1);
        try (EventPublisher publisher = publisher("survive")) {
            EventRecorder recorder = recorder(publisher);
            recorder.publish(first);
            recorder.publish(at(first, 1));
            for (int attempt = 0; attempt < 200; attempt++) {
                recorder.publish(at(first, 1)
                        .withError(new Failure(ErrorCode.APPLY, 1205, "Lock wait", 7_000, 1).again(attempt))
                        .withState(ServiceState.RETRYING, 7_000 + attempt));
            }
            recorder.publish(at(first, 2));
            recorder.publish(at(first, 2)
                    .withError(new Failure(ErrorCode.APPLY, 1062, "Duplicate entry '1'\nRemove it.", 9_000, 1))
                    .withState(ServiceState.FAILED, 9_000));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages("survive")).hasSize(5));
        }
        BROKER.restart();
        try (EventPublisher publisher = publisher("survive")) {
            ServiceStatus second = starting("survive", 2);
            EventRecorder recorder = recorder(publisher);
            recorder.publish(second);
            recorder.publish(second.withError(new Failure(ErrorCode.APPLY, 1062, "Duplicate entry '1'", 9_500, 1))
                    .withState(ServiceState.FAILED, 9_500));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages("survive")).hasSize(7));
        }

        ErrorHistory history = new ErrorHistory("applier/r1", 10);
        reader("survive").read(history);

        assertThat(history.errors())
                .extracting(event -> event.pid() + " " + event.state() + " " + event.error())
                .containsExactly(
                        "1 RUNNING Failure[code=APPLY, errno=1205, message=Lock wait, atMillis=7000, times=200]",
                        "1 FAILED Failure[code=APPLY, errno=1062, message=Duplicate entry '1'\nRemove it.,"
                                + " atMillis=9000, times=1]",
                        "2 FAILED Failure[code=APPLY, errno=1062, message=Duplicate entry '1', atMillis=9500, times=1]");
        ServiceEvent duplicate = history.errors().get(1);
        assertThat(duplicate.progress().position()).hasToString("binlog.000001:102");
        assertThat(duplicate.progress().gtid()).isEqualTo("u:2");
        assertThat(duplicate.progress().offset()).isEqualTo(20);
    }

    @Test
    void a_service_does_not_wait_while_kafka_is_away_and_its_events_arrive_later_in_their_order() {
        try (EventPublisher publisher = publisher("away")) {
            publisher.accept(error("away", 0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages("away")).hasSize(1));
            BROKER.stop();
            long begun = System.nanoTime();
            for (int i = 1; i <= 300; i++) {
                publisher.accept(error("away", i));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            BROKER.start();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages("away").stream().distinct())
                            .hasSize(301)
                            .isSorted());
        }
    }

    @Test
    void the_topic_keeps_thirty_days_or_64_mib_and_the_brokers_time() throws Exception {
        try (EventPublisher publisher = publisher("kept")) {
            publisher.accept(error("kept", 0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(messages("kept")).hasSize(1));
        }
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "kept.events");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            Config config = requireNonNull(
                    admin.describeConfigs(List.of(topic)).all().get().get(topic), "no such topic");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(config.get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
            assertThat(config.get("retention.bytes").value()).isEqualTo(Long.toString(64L << 20));
            assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        }
    }

    @Test
    void a_channel_without_history_is_an_error_that_names_it() {
        assertThatThrownBy(() -> reader("nobody").read(event -> {}))
                .isInstanceOf(BinrelayException.class)
                .hasMessage("No service of channel nobody has left any event on Kafka at " + BROKER.bootstrapServers()
                        + " (there is no topic nobody.events). Check the channel's name, or start capture.");
    }

    private static List<String> messages(String channel) {
        List<String> messages = new ArrayList<>();
        try {
            reader(channel)
                    .read(event -> messages.add(
                            event.error() == null ? "" : event.error().message()));
        } catch (BinrelayException e) {
            // The broker is on its way up, or the topic is not made yet: await asks again.
            assertThat(e.retriable()).as(e.getMessage()).isTrue();
        }
        return messages;
    }

    private static ServiceEvent error(String channel, int number) {
        ServiceStatus status = starting(channel, 1);
        return new ServiceEvent(
                EventKind.ERROR,
                5,
                status.service().serviceKey(),
                status.service().host(),
                1,
                ServiceState.RETRYING,
                Progress.NONE,
                Failure.of(ErrorCode.APPLY, String.format(Locale.ROOT, "error %04d", number), 5));
    }

    private static ServiceStatus starting(String channel, long pid) {
        return ServiceStatus.starting(
                new ServiceId(ServiceRole.APPLIER, channel, "r1", "host1", pid, "1"), "db2:3306", 5);
    }

    private static ServiceStatus at(ServiceStatus status, long transaction) {
        return status.withProgress(
                        new Progress(
                                FilePosition.parse("binlog.000001:" + (100 + transaction)),
                                "u:" + transaction,
                                transaction,
                                10 * transaction,
                                transaction,
                                transaction,
                                transaction),
                        1)
                .withState(ServiceState.RUNNING, 6 + transaction);
    }

    private static EventRecorder recorder(EventPublisher publisher) {
        return new EventRecorder(StatusSink.UNWATCHED, publisher, InstantSource.system());
    }

    private static EventPublisher publisher(String channel) {
        return new EventPublisher(kafka(), channel, 1);
    }

    private static EventReader reader(String channel) {
        return new EventReader(kafka(), channel);
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(BROKER.bootstrapServers());
    }
}
