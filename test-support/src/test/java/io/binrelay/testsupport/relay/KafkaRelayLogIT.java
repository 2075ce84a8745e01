package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.binrelay.relay.log.KafkaRelayReader;
import io.binrelay.relay.log.KafkaRelayWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayTopic;
import io.binrelay.relay.log.RelayTopicSettings;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaRelayLogIT extends RelayLogContract {
    private static final AtomicInteger CHANNELS = new AtomicInteger();
    private static final KafkaBroker BROKER = KafkaBroker.builder().build();

    /** So that records of the contract's tests are large ones. */
    private static final int MESSAGE_BYTES = 64 << 10;

    private final String channel = "contract" + CHANNELS.incrementAndGet();

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @Test
    void trap29_a_writer_that_is_displaced_in_the_middle_of_the_parts_leaves_none_of_them() throws Exception {
        RelayWriter first = writer();
        first.open();
        commit(first, 1, 1);
        ExecutorService writing = Executors.newSingleThreadExecutor();
        try {
            Future<?> large = writing.submit(() -> first.append(records.noise(2, 200 << 20)));
            await().atMost(PATIENCE).until(() -> uncommittedEnd() > 50);
            RelayWriter second = writer();
            LogTail tail = second.open();

            assertThat(tail.nextSequence()).isEqualTo(2);
            long voided = uncommittedEnd();
            assertThat(voided).isLessThan((200 << 20) / PART_BYTES);
            assertThatThrownBy(() -> large.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(WriterFencedException.class);
            second.append(records.noise(2, MESSAGE_BYTES));
            second.commit();
            assertThat(read(reading("r1"), 2))
                    .extracting(LoggedRecord::sizeInBytes)
                    .containsExactly(100, MESSAGE_BYTES);
        } finally {
            writing.shutdownNow();
        }
    }

    /** The one before is being committed while the parts are sent. */
    @Test
    void trap29_the_tail_is_found_when_the_marker_of_the_transaction_before_stands_among_the_parts_of_a_record() {
        RelayWriter writer = writer();
        writer.open();
        int parts = 100;
        long sequence = 0;
        long offsets = parts;
        RelayReader reader = null;
        for (int attempt = 0; attempt < 50 && offsets == parts; attempt++) {
            EncodedRecord small = records.whole(++sequence);
            EncodedRecord noise = records.noise(++sequence, parts * PART_BYTES);
            writer.append(small);
            writer.beginCommit(() -> {});
            writer.append(noise);
            writer.commit();
            reader = reader == null ? reading("r1") : reader;
            LoggedRecord large = read(reader, 2).get(1);
            offsets = large.nextOffset() - large.offset();
        }

        assertThat(offsets).as("offsets the parts and the marker take").isEqualTo(parts + 1);
        LogTail tail = writer().open();
        assertThat(header(tail).sequence()).isEqualTo(sequence);
        assertThat(tail.nextSequence()).isEqualTo(sequence + 1);
    }

    /** Where the log ends with what is not committed, or void. */
    private long uncommittedEnd() throws Exception {
        TopicPartition partition = new TopicPartition(new RelayTopic(kafka(), channel).name(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    @Override
    RelayWriter newWriter() {
        return new KafkaRelayWriter(kafka(), channel, new RelayTopicSettings(1, MESSAGE_BYTES), records.registry());
    }

    @Override
    RelayReader newReader(String replica, long bufferBytes) {
        return new KafkaRelayReader(kafka(), channel, replica, bufferBytes, records.registry());
    }

    @Override
    void deleteBefore(long offset) {
        String topic = new RelayTopic(kafka(), channel).name();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            long lowest = admin.deleteRecords(
                            Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .lowWatermarks()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .lowWatermark();
            assertThat(lowest).isEqualTo(offset);
        } catch (Exception e) {
            throw new AssertionError("Could not delete records", e);
        }
    }

    private static KafkaSettings kafka() {
        return KafkaSettings.ofBootstrapServers(BROKER.bootstrapServers());
    }
}
