package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.ConfigSources;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.log.KafkaRelayReader;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.OwnershipLostException;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker that is killed, and comes back. */
class KafkaLossIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final KafkaBroker BROKER = KafkaBroker.builder().build();

    private final KafkaSettings kafka = impatient(BROKER.bootstrapServers());
    private final Records records = new Records();

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void a_writer_fails_in_bounded_time_and_the_next_one_finds_all_that_was_committed() {
        RelayWriter first = writer("loss");
        first.open();
        first.append(records.whole(1));
        first.commit();
        first.append(records.whole(2));
        BROKER.kill();

        long begun = System.nanoTime();
        BinrelayException failure = catchThrowableOfType(BinrelayException.class, first::commit);
        assertThat(failure).isNotNull().isNotInstanceOf(WriterFencedException.class);
        assertThat(failure.retriable()).as(failure.getMessage()).isTrue();
        assertThat(failure)
                .hasMessageStartingWith("Kafka at " + BROKER.bootstrapServers() + ", committing to loss.relay:");
        first.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));

        BROKER.start();
        try (RelayWriter second = writer("loss")) {
            assertThat(second.open().nextSequence()).isEqualTo(2);
            second.append(records.whole(2));
            second.commit();
        }
    }

    @Test
    void a_reader_tells_the_trouble_and_goes_on_by_itself() {
        try (RelayWriter writer = writer("read")) {
            writer.open();
            writer.append(records.whole(1));
            writer.commit();
        }
        try (KafkaRelayReader reader = new KafkaRelayReader(kafka, "read", "r1", 1 << 20, records.registry())) {
            assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
            reader.readFrom(0, 1);
            assertThat(read(reader, 0)).extracting(LoggedRecord::offset).containsExactly(0L);
            assertThat(reader.trouble()).isEmpty();

            BROKER.kill();
            await().atMost(PATIENCE).until(() -> reader.trouble().isPresent());
            assertThat(reader.trouble().orElseThrow())
                    .startsWith("Kafka at " + BROKER.bootstrapServers()
                            + ", looking at topic read.relay: no answer in time");

            BROKER.start();
            try (RelayWriter writer = writer("read")) {
                writer.open();
                writer.append(records.whole(2));
                writer.commit();
            }
            List<LoggedRecord> further = read(reader, 1);
            assertThat(further.get(further.size() - 1).record().header().sequence())
                    .isEqualTo(2);
            await().atMost(PATIENCE).until(() -> reader.trouble().isEmpty());
        }
    }

    /** Reads, from the place after an offset when ownership was lost in between, until something came. */
    private static List<LoggedRecord> read(KafkaRelayReader reader, long nextOffset) {
        List<LoggedRecord> read = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (read.isEmpty() && System.nanoTime() < deadline) {
            try {
                read.addAll(reader.poll(Duration.ofMillis(200)));
            } catch (OwnershipLostException e) {
                assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
                reader.readFrom(nextOffset, 0);
            }
        }
        return read;
    }

    /** Gives up after seconds, where production waits for half a minute. */
    private static KafkaSettings impatient(String bootstrapServers) {
        return KafkaSettings.of(Configuration.load(
                KeyCatalogue.of("test", CommonKeys.all()),
                ConfigSources.ofSettings(Map.of(
                        "channel", "any",
                        "kafka.bootstrap.servers", bootstrapServers,
                        "producer.max.block.ms", "4000",
                        "producer.request.timeout.ms", "2000",
                        "producer.delivery.timeout.ms", "4000"))));
    }

    private RelayWriter writer(String channel) {
        return new KafkaRelayWriter(kafka, channel, new RelayTopicSettings(1, 16 << 20), records.registry());
    }
}
