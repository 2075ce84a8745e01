package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The polling thread's rounds, one at a time, on Kafka's own mock of a consumer. */
class ReaderLoopTest {
    private static final TopicPartition PARTITION = new TopicPartition("shop.relay", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final ReadBuffer buffer = new ReadBuffer(1000);
    private final ReaderLoop loop =
            new ReaderLoop(consumer, PARTITION, buffer, new DecodedRecords(new Numbers(), "shop.relay"));

    /** Bytes are a transaction's number, filled up to any size. */
    private static final class Numbers implements RecordDecoder {
        @Override
        public RelayRecord decode(byte[] bytes) {
            return new RelayRecord(decodeHeader(bytes), List.of());
        }

        @Override
        public RecordHeader decodeHeader(byte[] bytes) {
            long sequence = ByteBuffer.wrap(bytes).getLong();
            if (sequence == 0) {
                throw new IllegalArgumentException("no record");
            }
            return Headers.transaction(sequence, 0, 0, true);
        }
    }

    @BeforeEach
    void join() {
        loop.start();
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 500L));
        consumer.rebalance(List.of(PARTITION));
    }

    @Test
    void nothing_is_fetched_before_a_place_is_told() {
        put(0, 1, 10);
        loop.runOnce();
        assertThat(consumer.paused()).containsExactly(PARTITION);
        assertThat(buffer.awaitOwnership(Duration.ZERO)).isTrue();
        assertThat(loop.endOffset()).isEqualTo(500);
    }

    @Test
    void records_are_decoded_from_the_place_that_was_told() {
        buffer.readFrom(3, 4);
        loop.runOnce();
        put(3, 4, 100);
        put(4, 5, 100);
        loop.runOnce();
        loop.runOnce();

        assertThat(buffer.take(Duration.ZERO))
                .extracting(record -> record.record().header().sequence())
                .containsExactly(4L, 5L);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void a_full_buffer_pauses_the_fetching_and_room_resumes_it() {
        buffer.readFrom(0, 1);
        loop.runOnce();
        for (int record = 0; record < 8; record++) {
            put(record, record + 1, 400);
        }
        loop.runOnce();
        loop.runOnce();
        assertThat(buffer.room()).isNegative();
        assertThat(consumer.paused()).containsExactly(PARTITION);

        for (long sequence = 1; sequence <= 8; sequence++) {
            assertThat(buffer.take(Duration.ZERO))
                    .extracting(record -> record.record().header().sequence())
                    .containsExactly(sequence);
            loop.runOnce();
        }
        assertThat(buffer.take(Duration.ZERO)).isEmpty();
        loop.runOnce();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void a_record_that_cannot_be_decoded_is_named_behind_those_before_it() {
        buffer.readFrom(0, 1);
        loop.runOnce();
        put(0, 1, 10);
        put(1, 0, 10);
        loop.runOnce();
        loop.runOnce();

        assertThat(buffer.take(Duration.ZERO)).hasSize(1);
        assertThatThrownBy(() -> buffer.take(Duration.ZERO))
                .isInstanceOf(BinrelayException.class)
                .hasMessage(
                        "The record at offset 1 of shop.relay cannot be decoded (no record). It was written by a newer"
                                + " binrelay, or not by binrelay.");
        loop.runOnce();
        assertThat(consumer.paused()).containsExactly(PARTITION);
    }

    @Test
    void an_empty_record_is_somebody_elses() {
        buffer.readFrom(0, 1);
        loop.runOnce();
        consumer.addRecord(new ConsumerRecord<>("shop.relay", 0, 0, null, null));
        loop.runOnce();
        loop.runOnce();

        assertThatThrownBy(() -> buffer.take(Duration.ZERO))
                .hasMessage(
                        "The record at offset 0 of shop.relay is empty. It was not written by binrelay: see who else"
                                + " writes to the topic.");
    }

    @Test
    void the_applied_offset_is_published_while_the_partition_is_owned() {
        loop.mirror(17);
        loop.mirror(18);
        loop.runOnce();
        assertThat(consumer.committed(Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(18));
    }

    @Test
    void a_rebalance_takes_ownership_and_what_was_read() {
        buffer.readFrom(0, 1);
        loop.runOnce();
        put(0, 1, 10);
        loop.runOnce();
        consumer.rebalance(List.of());
        loop.runOnce();

        assertThatThrownBy(() -> buffer.take(Duration.ZERO)).isInstanceOf(OwnershipLostException.class);
        assertThat(buffer.awaitOwnership(Duration.ZERO)).isFalse();
    }

    private void put(long offset, long sequence, int bytes) {
        byte[] value = new byte[Math.max(8, bytes)];
        ByteBuffer.wrap(value).putLong(sequence);
        consumer.addRecord(new ConsumerRecord<>("shop.relay", 0, offset, null, value));
    }
}
