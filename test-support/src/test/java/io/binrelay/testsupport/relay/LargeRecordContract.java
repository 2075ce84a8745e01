package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every relay log does with records larger than a Kafka message. */
abstract class LargeRecordContract extends RelayLogFixture {
    /** More than a Kafka record of the tests' logs may hold: these go in {@link #LARGE_PARTS} parts. */
    private static final int LARGE = 500_000;

    private static final int LARGE_PARTS = 9;

    @Test
    void trap29_records_larger_than_a_kafka_message_come_back_whole_and_in_order_among_small_ones() {
        RelayWriter writer = writer();
        writer.open();
        writer.append(records.whole(1));
        writer.append(records.noise(2, LARGE));
        writer.append(records.whole(3));
        writer.append(records.noise(4, PART_BYTES));
        writer.append(records.noise(5, PART_BYTES + 1));
        writer.commit();
        writer.append(records.noise(6, LARGE));
        writer.append(records.noise(7, LARGE));
        writer.commit();

        List<LoggedRecord> read = read(reading("r1"), 7);

        assertThat(sequences(read)).isEqualTo(range(1, 7));
        assertThat(read)
                .extracting(LoggedRecord::sizeInBytes)
                .containsExactly(100, LARGE, 100, PART_BYTES, PART_BYTES + 1, LARGE, LARGE);
        assertThat(read.subList(0, 5))
                .extracting(record -> record.nextOffset() - record.offset())
                .containsExactly(1L, (long) LARGE_PARTS, 1L, 1L, 2L);
        assertThat(read.subList(5, 7))
                .as("behind the first commit, whose marker may stand among the parts")
                .extracting(record -> record.nextOffset() - record.offset())
                .allMatch(offsets -> offsets == LARGE_PARTS || offsets == LARGE_PARTS + 1);
    }

    @Test
    void trap29_reading_goes_on_at_every_border_of_large_records_and_not_inside_one() {
        RelayWriter writer = writer();
        writer.open();
        writer.append(records.whole(1));
        writer.append(records.noise(2, LARGE));
        writer.append(records.noise(3, 0, 0, false, LARGE));
        writer.append(records.noise(3, 0, 1, true, LARGE));
        writer.append(records.whole(4));
        writer.commit();
        RelayReader reader = reading("r1");
        List<LoggedRecord> all = read(reader, 5);

        reader.readFrom(all.get(0).nextOffset(), 2);
        assertThat(sequences(read(reader, 4))).containsExactly(2L, 3L, 3L, 4L);
        reader.readFrom(all.get(1).nextOffset(), 3);
        assertThat(sequences(read(reader, 3))).containsExactly(3L, 3L, 4L);
        reader.readFrom(all.get(3).nextOffset(), 4);
        assertThat(sequences(read(reader, 1))).containsExactly(4L);
        long inside = all.get(1).offset() + 2;
        reader.readFrom(inside, 2);
        assertThatThrownBy(() -> read(reader, 1))
                .isInstanceOf(BinrelayException.class)
                .hasMessageMatching("Reading of .*relay cannot begin at offset " + inside + ": there stands part 3 of "
                        + LARGE_PARTS + " of a large record\\. .*");
    }

    @Test
    void trap29_a_writer_finds_the_tail_behind_a_large_record_whole_or_torn() {
        RelayWriter first = writer();
        first.open();
        first.append(records.noise(1, LARGE));
        first.commit();

        RelayWriter second = writer();
        assertThat(second.open().nextSequence()).isEqualTo(2);
        second.append(records.noise(2, 0, 0, false, 80 * PART_BYTES));
        second.commit();
        second.append(records.noise(2, 0, 1, false, LARGE));
        second.close();

        RelayWriter third = writer();
        LogTail tail = third.open();
        assertThat(tail.nextSequence()).isEqualTo(2);
        assertThat(tail.nextAttempt()).isEqualTo(1);
        assertThat(header(tail).fragment()).isZero();
        third.append(records.noise(2, 1, 0, true, LARGE));
        third.commit();
        assertThat(read(reading("r1"), 3))
                .extracting(record -> record.record().header().sequence() + "/"
                        + record.record().header().attempt() + ", " + record.sizeInBytes())
                .containsExactly("1/0, " + LARGE, "2/0, " + 80 * PART_BYTES, "2/1, " + LARGE);
    }

    @Test
    void trap29_a_writer_that_dies_inside_a_large_record_leaves_none_of_its_parts() {
        RelayWriter first = writer();
        first.open();
        commit(first, 1, 1);
        RelayReader reader = reading("r1");
        assertThat(sequences(read(reader, 1))).containsExactly(1L);
        first.append(records.noise(2, LARGE));
        assertThat(reader.poll(Duration.ofMillis(500))).isEmpty();

        RelayWriter second = writer();
        assertThat(second.open().nextSequence()).isEqualTo(2);
        second.append(records.whole(2));
        second.append(records.noise(3, LARGE));
        second.commit();

        List<LoggedRecord> read = read(reader, 2);
        assertThat(sequences(read)).containsExactly(2L, 3L);
        assertThat(read).extracting(LoggedRecord::sizeInBytes).containsExactly(100, LARGE);
    }

    @Test
    void trap29_large_records_pass_a_buffer_smaller_than_one_of_them() {
        RelayWriter writer = writer();
        writer.open();
        for (long sequence = 1; sequence <= 6; sequence++) {
            writer.append(records.noise(sequence, 3 * LARGE));
        }
        writer.commit();
        RelayReader reader = newReader("r1", 100_000);
        open.add(reader);
        assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
        reader.readFrom(reader.earliestOffset(), 1);

        assertThat(sequences(read(reader, 6))).isEqualTo(range(1, 6));
    }
}
