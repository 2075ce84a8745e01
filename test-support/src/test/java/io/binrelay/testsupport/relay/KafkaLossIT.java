package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that is killed, and comes back. */
class KafkaLossIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaBroker broker = KafkaBroker.builder().build();
    private final KafkaSettings kafka = KafkaSettings.ofBootstrapServers(broker.bootstrapServers());
    private final Records records = new Records();

    @BeforeEach
    void start() {
        broker.start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void a_writer_fails_in_bounded_time_and_the_next_one_finds_all_that_was_committed() {
        RelayWriter first = writer();
        first.open();
        first.append(records.whole(1));
        first.commit();
        first.append(records.whole(2));
        broker.kill();

        long begun = System.nanoTime();
        BinrelayException failure = catchThrowableOfType(BinrelayException.class, first::commit);
        assertThat(failure).isNotNull().isNotInstanceOf(WriterFencedException.class);
        assertThat(failure.retriable()).as(failure.getMessage()).isTrue();
        assertThat(failure)
                .hasMessageStartingWith("Kafka at " + broker.bootstrapServers() + ", committing to loss.relay:");
        first.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(45));

        broker.start();
        try (RelayWriter second = writer()) {
            assertThat(second.open().nextSequence()).isEqualTo(2);
            second.append(records.whole(2));
            second.commit();
        }
    }

    @Test
    void a_reader_tells_the_trouble_and_goes_on_by_itself() {
        try (RelayWriter writer = writer()) {
            writer.open();
            writer.append(records.whole(1));
            writer.commit();
        }
        try (KafkaRelayReader reader = new KafkaRelayReader(kafka, "loss", "r1", 1 << 20, records.registry())) {
            assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
            reader.readFrom(0, 1);
            assertThat(read(reader, 0)).extracting(LoggedRecord::offset).containsExactly(0L);
            assertThat(reader.trouble()).isEmpty();

            broker.kill();
            await().atMost(PATIENCE).until(() -> reader.trouble().isPresent());
            assertThat(reader.trouble().orElseThrow())
                    .startsWith("Kafka at " + broker.bootstrapServers()
                            + ", looking at topic loss.relay: no answer in time");

            broker.start();
            try (RelayWriter writer = writer()) {
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

    private RelayWriter writer() {
        return new KafkaRelayWriter(kafka, "loss", new RelayTopicSettings(1, 16 << 20, 1 << 20), records.registry());
    }
}
