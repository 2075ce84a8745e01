package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusPublisher;
import io.binrelay.relay.status.StatusReader;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusIT {
    private static final KafkaBroker BROKER = KafkaBroker.builder().build();
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
    void what_services_announce_is_heard_until_they_say_farewell() {
        StatusPublisher capture = publisher("all");
        StatusPublisher applier = publisher("all");
        ServiceStatus captureStatus = ServiceStatus.starting(ServiceId.ofCapture("all", "1"), "db1:3306", 5)
                .withState(ServiceState.RUNNING, 6)
                .withProgress(
                        new Progress(FilePosition.parse("binlog.000001:157"), "u:7", 7, 70, 7_000, 7_000, 7), 2.5);
        capture.publish(captureStatus);
        applier.publish(starting("all", "r1").withState(ServiceState.RUNNING, 6));
        try (StatusReader reader = reader("all")) {
            await().atMost(PATIENCE).until(() -> reader.readChannel().appliers().size() == 1);
            ChannelStatus channel = reader.readChannel();
            ServiceReport heard = channel.capture().orElseThrow();
            assertThat(heard.status())
                    .isEqualTo(captureStatus.announcedAt(heard.status().heartbeatMillis()));
            assertThat(heard.running()).isTrue();
            assertThat(channel.lagOf(channel.applier("r1").orElseThrow())
                            .orElseThrow()
                            .transactions())
                    .isEqualTo(7);

            applier.close();

            await().atMost(PATIENCE)
                    .until(() -> state(reader.readChannel(), "r1").equals(Optional.of(ServiceState.STOPPED)));
            assertThat(reader.readChannel().capture().orElseThrow().running()).isTrue();
        } finally {
            capture.close();
        }
    }

    @Test
    void a_standby_is_listed_beside_the_owner_and_speaks_for_the_service_once_it_has_taken_over() {
        StatusPublisher owner = publisher("pair");
        StatusPublisher standby = publisher("pair");
        ServiceStatus second = new ServiceStatus(
                new ServiceId(ServiceRole.APPLIER, "pair", "r1", "elsewhere", 4711, "1"),
                ServiceState.STANDBY,
                1,
                "db2:3306",
                Progress.NONE,
                0,
                null,
                0,
                Map.of());
        owner.publish(starting("pair", "r1").withState(ServiceState.RUNNING, 1));
        standby.publish(second);
        try (StatusReader reader = reader("pair")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                ChannelStatus channel = reader.readChannel();
                assertThat(channel.appliers()).hasSize(1);
                assertThat(channel.standbys())
                        .extracting(report -> report.status().service().pid())
                        .containsExactly(4711L);
            });
            owner.close();
            standby.publish(second.withState(ServiceState.RUNNING, 2));
            await().atMost(PATIENCE).untilAsserted(() -> {
                ChannelStatus channel = reader.readChannel();
                assertThat(channel.standbys()).isEmpty();
                assertThat(channel.applier("r1")
                                .orElseThrow()
                                .status()
                                .service()
                                .pid())
                        .isEqualTo(4711);
            });
        } finally {
            standby.close();
        }
    }

    @Test
    void a_failure_is_still_told_after_the_end() {
        StatusPublisher capture = publisher("failed");
        capture.publish(ServiceStatus.starting(ServiceId.ofCapture("failed", "1"), "db1:3306", 5)
                .withState(ServiceState.FAILED, 6));
        capture.close();
        try (StatusReader reader = reader("failed")) {
            assertThat(reader.readChannel().capture().orElseThrow().status().state())
                    .isEqualTo(ServiceState.FAILED);
        }
    }

    @Test
    void an_idle_service_announces_itself_every_second() {
        try (StatusPublisher capture = publisher("idle")) {
            capture.publish(ServiceStatus.starting(ServiceId.ofCapture("idle", "1"), "db1:3306", 5));
            try (StatusReader reader = reader("idle")) {
                long first = await().atMost(Duration.ofSeconds(20)).until(() -> heartbeat(reader), beat -> beat > 0);
                await().atMost(Duration.ofSeconds(20)).until(() -> heartbeat(reader) >= first + 2_000);
            }
        }
    }

    @Test
    void a_channel_nobody_has_announced_himself_on_is_an_error_that_names_it() {
        assertThatThrownBy(() -> reader("nobody"))
                .isInstanceOf(BinrelayException.class)
                .hasMessage("No service of channel nobody has ever announced itself on Kafka at "
                        + BROKER.bootstrapServers() + " (there is no topic nobody.status). Check the channel's name, or"
                        + " start capture.");
    }

    private static long heartbeat(StatusReader reader) {
        return reader.readChannel()
                .capture()
                .map(report -> report.status().heartbeatMillis())
                .orElse(0L);
    }

    private static Optional<ServiceState> state(ChannelStatus channel, String replica) {
        return channel.applier(replica).map(report -> report.status().state());
    }

    private static ServiceStatus starting(String channel, String replica) {
        return ServiceStatus.starting(ServiceId.ofApplier(channel, replica, "1"), "db2:3306", 5);
    }

    private static StatusPublisher publisher(String channel) {
        return new StatusPublisher(kafka(), channel, 1);
    }

    private static StatusReader reader(String channel) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return new StatusReader(kafka(), channel);
            } catch (BinrelayException e) {
                // The publisher creates the topic in the background.
                if (channel.equals("nobody") || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(BROKER.bootstrapServers());
    }
}
