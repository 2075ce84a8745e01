package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.HeapRoom;
import io.binrelay.schemas.relay.EncodedRecord;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RelayRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are cut and joined again. */
class PartsTest {
    private static final int PART_BYTES = 100;

    private final RecordCutter cutter = new RecordCutter("shop.relay", PART_BYTES);
    private final PartJoiner joiner =
            new PartJoiner("shop.relay", new LargeRecords(new AvroRecordDecoder(), HeapRoom::ofThisProcess));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 199, 200, 201, 1000})
    void what_is_cut_is_joined_to_the_same_bytes(int bytes) {
        EncodedRecord record = record(7, bytes);
        List<ConsumerRecord<byte[], byte[]>> parts = logged(40, record);

        Optional<PartJoiner.Joined> joined = acceptAll(parts);

        assertThat(joined.orElseThrow().bytes()).isEqualTo(record.bytes());
        assertThat(joined.get().offset()).isEqualTo(40);
        assertThat(joined.get().nextOffset()).isEqualTo(40 + parts.size());
        assertThat(parts).allSatisfy(part -> assertThat(part.value()).hasSizeLessThanOrEqualTo(PART_BYTES));
        assertThat(joiner.openOffset()).isEmpty();
    }

    @Test
    void a_part_says_which_it_is_and_bears_the_headers_of_the_whole_and_a_whole_record_nothing_more() {
        List<ConsumerRecord<byte[], byte[]>> parts = logged(0, record(7, 250));
        assertThat(parts)
                .extracting(part -> new String(part.key(), StandardCharsets.UTF_8))
                .containsExactly("1/3 250", "2/3 250", "3/3 250");
        assertThat(parts)
                .extracting(part -> HeaderFields.of(part).begin().toString())
                .containsOnly("binlog.000001:7000");
        assertThat(logged(0, record(7, 100)).get(0).key()).isNull();
    }

    @Test
    void trap29_a_record_in_several_pieces_is_cut_as_if_it_were_in_one() {
        EncodedRecord whole = record(7, 1_000);
        List<ByteBuffer> pieces = new ArrayList<>();
        int from = 0;
        for (int length : new int[] {1, 0, 99, 250, 1, 649}) {
            pieces.add(ByteBuffer.wrap(whole.bytes(), from, length));
            from += length;
        }
        EncodedRecord cut = new EncodedRecord(whole.header(), pieces);

        assertThat(cut.length()).isEqualTo(1_000);
        assertThat(cut.bytes()).isEqualTo(whole.bytes());
        assertThat(logged(40, cut))
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(
                        logged(40, whole).stream().map(ConsumerRecord::value).toList());
    }

    @Test
    void trap29_a_record_without_room_in_the_heap_is_refused_by_its_first_part() {
        ConsumerRecord<byte[], byte[]> first = logged(40, record(7, 250)).get(0);
        RecordDecoder decoder = new RecordDecoder() {
            @Override
            public RelayRecord decode(byte[] bytes) {
                throw new AssertionError("it is not whole");
            }

            @Override
            public RecordHeader decodeHeader(byte[] bytes) {
                throw new AssertionError("the Kafka headers tell");
            }

            @Override
            public List<String> tablesIn(byte[] beginning) {
                return List.of("shop.blobs");
            }
        };
        LargeRecords large = new LargeRecords(decoder, () -> new HeapRoom(256 << 20, 170 << 20));
        large.admit(first, new RecordPart(1, 9, 16 << 20), first.value());
        assertThatThrownBy(() -> large.admit(first, new RecordPart(1, 150, 300_000_000), first.value()))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY))
                .hasMessageMatching("The record at offset 40 of shop\\.relay \\(transaction 7, source position"
                        + " binlog\\.000001:7000.*, table shop\\.blobs\\) has 300000000 bytes, more than the heap has"
                        + " room for\\. That takes a heap of about \\d+ MiB, this process has 256\\. Start it with"
                        + " -Xmx\\d+m \\(environment variable BINRELAY_JAVA_OPTS\\); it goes on where it was\\.");
    }

    @Test
    void a_record_that_is_not_whole_yet_tells_where_it_begins() {
        List<ConsumerRecord<byte[], byte[]>> parts = logged(40, record(7, 250));
        assertThat(acceptAll(parts.subList(0, 2))).isEmpty();
        assertThat(joiner.openOffset()).hasValue(40);
        joiner.reset();
        assertThat(joiner.openOffset()).isEmpty();
        assertThat(acceptAll(logged(90, record(9, 101)))).isPresent();
    }

    @Test
    void trap89_a_part_that_is_missing_is_a_gap() {
        List<ConsumerRecord<byte[], byte[]>> parts = new ArrayList<>(logged(40, record(7, 450)));
        parts.remove(2);
        assertThatThrownBy(() -> acceptAll(parts))
                .isInstanceOf(BinrelayException.class)
                .hasMessage(
                        "The relay log has a gap: the record of transaction 7 that begins at offset 40 of shop.relay"
                                + " has 5 parts; behind part 2 stands part 4 of 5 of another one at offset 43. Records were lost"
                                + " or the topic was changed by others; nothing behind the gap was used. Rebuild the replica from"
                                + " a log that is whole.");
    }

    @Test
    void trap89_a_record_whose_end_is_missing_is_a_gap_whatever_comes_instead() {
        for (EncodedRecord next : List.of(record(8, 10), record(8, 450))) {
            joiner.reset();
            acceptAll(logged(40, record(7, 450)).subList(0, 2));
            assertThatThrownBy(() -> acceptAll(logged(50, next)))
                    .hasMessageContaining("behind part 2 stands ")
                    .hasMessageContaining(" at offset 50.");
        }
        joiner.reset();
        acceptAll(logged(40, record(7, 450)).subList(0, 2));
        assertThatThrownBy(() -> acceptAll(logged(50, record(8, 450)).subList(2, 5)))
                .hasMessageContaining("behind part 2 stands part 3 of 5 of another one at offset 52");
    }

    @Test
    void a_part_of_another_length_than_the_whole_needs_is_refused() {
        List<ConsumerRecord<byte[], byte[]>> parts = logged(40, record(7, 250));
        acceptAll(parts.subList(0, 2));
        ConsumerRecord<byte[], byte[]> last = parts.get(2);
        assertThatThrownBy(() -> joiner.accept(last, new byte[49]))
                .hasMessageContaining("stands a part of 49 bytes where 50 are missing at offset 42");
        assertThatThrownBy(() -> joiner.accept(last, new byte[51])).isInstanceOf(BinrelayException.class);
    }

    @Test
    void reading_does_not_begin_inside_a_record() {
        assertThatThrownBy(() -> acceptAll(logged(40, record(7, 250)).subList(1, 3)))
                .hasMessageStartingWith("Reading of shop.relay cannot begin at offset 41: there stands part 2 of 3 of a"
                        + " large record.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1/2", "0/2 9", "3/2 9", "1/1 9", "1/2 1", "1/2 9999999999", "1/2 9 "})
    void a_key_of_somebody_else_is_refused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordPart.parse(key));
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("shop.relay", 0, 42, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThatThrownBy(() -> RecordPart.of(record))
                .hasMessageStartingWith("The record at offset 42 of shop.relay was not written by binrelay (")
                .hasMessageEndingWith("): see who else writes to the topic.");
    }

    @Test
    void the_size_of_a_part_leaves_room_in_the_topics_and_the_producers_limits() {
        Map<String, Object> usual = Map.of("max.request.size", 32 << 20, "buffer.memory", 32L << 20);
        assertThat(PartSize.of(16 << 20, usual)).isEqualTo(2 << 20);
        assertThat(PartSize.of(1_048_588, usual)).isEqualTo(1_048_588 - 4096 - 8192);
        assertThat(PartSize.of(64 << 10, usual)).isEqualTo(60_928);
        assertThat(PartSize.of(16 << 20, Map.of("max.request.size", "100000", "buffer.memory", "33554432")))
                .isEqualTo(100_000 - 4096 - 781);
        assertThat(PartSize.of(16 << 20, Map.of("max.request.size", 32 << 20, "buffer.memory", "400000")))
                .isEqualTo(100_000);
        assertThatThrownBy(() -> PartSize.of(16 << 20, Map.of("max.request.size", "5000", "buffer.memory", 32L << 20)))
                .hasMessageContaining("producer.max.request.size");
    }

    private Optional<PartJoiner.Joined> acceptAll(List<ConsumerRecord<byte[], byte[]>> parts) {
        Optional<PartJoiner.Joined> joined = Optional.empty();
        for (ConsumerRecord<byte[], byte[]> part : parts) {
            assertThat(joined).isEmpty();
            joined = joiner.accept(part, part.value());
        }
        return joined;
    }

    private List<ConsumerRecord<byte[], byte[]>> logged(long offset, EncodedRecord record) {
        List<ConsumerRecord<byte[], byte[]>> logged = new ArrayList<>();
        for (int number = 1; number <= cutter.countOf(record); number++) {
            ProducerRecord<byte[], byte[]> part = cutter.part(record, number);
            logged.add(new ConsumerRecord<>(
                    part.topic(),
                    0,
                    offset + number - 1,
                    part.timestamp(),
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    part.key(),
                    part.value(),
                    new RecordHeaders(part.headers()),
                    Optional.empty()));
        }
        return logged;
    }

    private static EncodedRecord record(long sequence, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(sequence).nextBytes(bytes);
        return new EncodedRecord(Headers.transaction(sequence, 0, 0, true), bytes);
    }
}
