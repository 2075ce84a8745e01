package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.binrelay.relay.log.LogTail;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.OwnershipLostException;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every relay log does, the one on Kafka and the one in memory alike. */
abstract class RelayLogContract extends LargeRecordContract {
    @Test
    void an_empty_log_begins_with_transaction_one() {
        LogTail tail = writer().open();

        assertThat(tail.last()).isNull();
        assertThat(tail.nextSequence()).isEqualTo(1);
        assertThat(tail.nextAttempt()).isZero();
        assertThat(tail.resumePosition()).isEmpty();
        RelayReader reader = owner("r1");
        assertThat(reader.incarnation()).isEqualTo(tail.incarnation());
        reader.readFrom(reader.earliestOffset(), 1);
        assertThat(reader.poll(Duration.ofMillis(200))).isEmpty();
        assertThat(reader.endOffset()).isEqualTo(reader.earliestOffset());
    }

    @Test
    void what_is_committed_is_read_in_order_with_rising_offsets() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 3);
        commit(writer, 4, 30);

        List<LoggedRecord> read = read(reading("r1"), 30);

        assertThat(sequences(read)).isEqualTo(range(1, 30));
        assertThat(read).extracting(LoggedRecord::sizeInBytes).containsOnly(100);
        assertThat(read).extracting(LoggedRecord::offset).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_seen_before_its_commit_and_nothing_at_all_when_the_writer_gives_up() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 1);
        RelayReader reader = reading("r1");
        assertThat(sequences(read(reader, 1))).containsExactly(1L);
        writer.append(records.whole(2));
        writer.append(records.whole(3));

        assertThat(reader.poll(Duration.ofMillis(500))).isEmpty();

        writer.close();
        RelayWriter next = writer();
        LogTail tail = next.open();
        assertThat(header(tail).sequence()).isEqualTo(1);
        commit(next, 2, 2);
        assertThat(sequences(read(reader, 1))).containsExactly(2L);
    }

    @Test
    void trap65_a_new_writer_fences_the_one_before_and_voids_what_it_had_not_committed() {
        RelayWriter first = writer();
        first.open();
        commit(first, 1, 1);
        first.append(records.whole(2));

        RelayWriter second = writer();
        LogTail tail = second.open();

        assertThat(header(tail).sequence()).isEqualTo(1);
        assertThatThrownBy(first::commit)
                .isInstanceOf(WriterFencedException.class)
                .hasMessageEndingWith("has taken over; this one stops.");
        assertThatThrownBy(first::commit).isInstanceOf(IllegalStateException.class);
        commit(second, 2, 2);
        assertThat(sequences(read(reading("r1"), 2))).containsExactly(1L, 2L);
    }

    @Test
    void a_writer_that_was_fenced_while_idle_learns_it_with_its_next_transaction() {
        RelayWriter first = writer();
        first.open();
        writer().open();

        assertThatThrownBy(() -> commit(first, 1, 1)).isInstanceOf(WriterFencedException.class);
    }

    @Test
    void commits_under_way_end_in_the_order_they_began_and_each_tells_when_it_can_be_read() {
        RelayWriter writer = writer();
        writer.open();
        RelayReader reader = reading("r1");
        List<Long> told = new CopyOnWriteArrayList<>();
        for (long sequence = 1; sequence <= 50; sequence++) {
            long number = sequence;
            writer.append(records.whole(sequence));
            writer.beginCommit(() -> told.add(number));
        }
        writer.commit();

        assertThat(told).isEqualTo(range(1, 50));
        assertThat(writer.committing()).isFalse();
        assertThat(sequences(read(reader, 50))).isEqualTo(range(1, 50));
        assertThat(header(writer().open()).sequence()).isEqualTo(50);
    }

    @Test
    void there_is_nothing_to_begin_to_commit_when_nothing_was_appended() {
        RelayWriter writer = writer();
        writer.open();
        assertThatThrownBy(() -> writer.beginCommit(() -> {})).isInstanceOf(IllegalStateException.class);
        commit(writer, 1, 1);
        assertThatThrownBy(() -> writer.beginCommit(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void trap65_a_writer_is_fenced_whichever_of_its_commits_comes_next(int committed) {
        RelayWriter first = writer();
        first.open();
        for (int sequence = 1; sequence <= committed; sequence++) {
            commit(first, sequence, sequence);
        }
        first.append(records.whole(committed + 1));
        List<Integer> told = new CopyOnWriteArrayList<>();

        RelayWriter second = writer();
        LogTail tail = second.open();

        assertThat(header(tail).sequence()).isEqualTo(committed);
        assertThatThrownBy(() -> {
                    first.beginCommit(() -> told.add(committed + 1));
                    await().atMost(PATIENCE).until(() -> !first.committing());
                })
                .isInstanceOf(WriterFencedException.class);
        assertThat(told).isEmpty();
        commit(second, committed + 1, committed + 2);
        assertThat(sequences(read(reading("r1"), committed + 2))).isEqualTo(range(1, committed + 2));
    }

    @Test
    void committing_nothing_is_no_error() {
        RelayWriter writer = writer();
        writer.open();
        writer.commit();
        commit(writer, 1, 1);
        writer.commit();

        assertThat(sequences(read(reading("r1"), 1))).containsExactly(1L);
    }

    @Test
    void the_tail_is_found_behind_any_number_of_aborted_records() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 5);
        for (long sequence = 6; sequence <= 305; sequence++) {
            writer.append(records.whole(sequence));
        }
        writer.close();

        LogTail tail = writer().open();

        assertThat(header(tail).sequence()).isEqualTo(5);
        assertThat(tail.nextSequence()).isEqualTo(6);
        assertThat(tail.resumePosition()).contains(FilePosition.parse("binlog.000001:6000"));
    }

    @Test
    void trap65_a_torn_transaction_is_begun_again_and_readers_see_both_attempts() {
        RelayWriter first = writer();
        first.open();
        commit(first, 1, 1);
        first.append(records.fragment(2, 0, 0, false, 50));
        first.append(records.fragment(2, 0, 1, false, 50));
        first.commit();
        RelayWriter second = writer();
        LogTail tail = second.open();

        assertThat(tail.nextSequence()).isEqualTo(2);
        assertThat(tail.nextAttempt()).isEqualTo(1);
        assertThat(tail.resumePosition()).contains(FilePosition.parse("binlog.000001:2000"));
        assertThatThrownBy(() -> second.append(records.fragment(2, 0, 0, true, 50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("transaction 2 was begun before: attempt 0 instead of 1");
        second.append(records.fragment(2, 1, 0, false, 50));
        second.append(records.fragment(2, 1, 1, true, 50));
        second.commit();
        assertThat(read(reading("r1"), 5))
                .extracting(record -> record.record().header().sequence() + "/"
                        + record.record().header().attempt() + "/"
                        + record.record().header().fragment())
                .containsExactly("1/0/0", "2/0/0", "2/0/1", "2/1/0", "2/1/1");
    }

    @Test
    void heartbeats_are_read_like_records_and_move_the_resume_position() {
        RelayWriter writer = writer();
        writer.open();
        writer.append(records.heartbeat(0));
        writer.commit();
        commit(writer, 1, 1);
        writer.append(records.heartbeat(1));
        writer.commit();

        assertThat(sequences(read(reading("r1"), 3))).containsExactly(0L, 1L, 1L);
        LogTail tail = writer().open();
        assertThat(tail.nextSequence()).isEqualTo(2);
        assertThat(tail.resumePosition()).contains(FilePosition.parse("binlog.000001:2000"));
    }

    @Test
    void a_heartbeat_inside_a_transaction_is_refused_since_it_would_hide_the_torn_one() {
        RelayWriter first = writer();
        first.open();
        first.append(records.fragment(1, 0, 0, false, 50));
        assertThatThrownBy(() -> first.append(records.heartbeat(0)))
                .hasMessage("heartbeat at binlog.000001:1000 inside transaction 1");
        first.commit();
        RelayWriter second = writer();
        second.open();
        assertThatThrownBy(() -> second.append(records.heartbeat(0)))
                .hasMessage("heartbeat at binlog.000001:1000 inside transaction 1");
    }

    @Test
    void trap89_a_writer_refuses_to_leave_a_gap() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 2);
        assertThatThrownBy(() -> writer.append(records.whole(4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("transaction 4, attempt 0, fragment 0 does not follow what was written before it");
    }

    @Test
    void reading_goes_on_where_it_is_told_to() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 10);
        RelayReader reader = reading("r1");
        List<LoggedRecord> all = read(reader, 10);

        reader.readFrom(all.get(6).offset() + 1, 8);
        assertThat(sequences(read(reader, 3))).containsExactly(8L, 9L, 10L);
        reader.readFrom(all.get(3).offset(), 0);
        assertThat(sequences(read(reader, 7))).isEqualTo(range(4, 10));
    }

    @Test
    void trap89_another_transaction_than_the_expected_one_is_a_gap() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 3);
        RelayReader reader = owner("r1");
        reader.readFrom(reader.earliestOffset() + 1, 4);

        assertThatThrownBy(() -> read(reader, 1))
                .isInstanceOf(BinrelayException.class)
                .hasMessage(
                        "The relay log has a gap: expected transaction 4, found transaction 2, attempt 0, fragment 0 at"
                                + " offset 1 (source position binlog.000001:2000). Records were lost or the topic was changed by"
                                + " others; nothing behind the gap was applied. Rebuild the replica from a log that is whole.");
    }

    @Test
    void trap89_retention_that_ran_past_a_reader_is_an_error_not_a_gap() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 10);
        deleteBefore(5);
        RelayReader reader = owner("r1");
        assertThat(reader.earliestOffset()).isEqualTo(5);
        reader.readFrom(2, 3);

        assertThatThrownBy(() -> read(reader, 1))
                .isInstanceOf(BinrelayException.class)
                .hasMessageMatching(
                        "The next record needed has offset 2, but .*relay begins at 5: retention ran past this"
                                + " reader. The records in between are gone; rebuild the replica.");
        reader.readFrom(reader.earliestOffset(), 0);
        assertThat(sequences(read(reader, 5))).isEqualTo(range(6, 10));
    }

    @Test
    void trap89_a_log_that_ends_before_the_reader_is_an_error() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 3);
        RelayReader reader = owner("r1");
        reader.readFrom(1000, 4);

        assertThatThrownBy(() -> read(reader, 1))
                .isInstanceOf(BinrelayException.class)
                .hasMessageContaining("The next record needed has offset 1000, but ")
                .hasMessageContaining(" ends at 4: records that were read before are gone");
    }

    @Test
    void one_member_of_a_group_reads_and_the_other_takes_over_when_it_leaves() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 4);
        RelayReader first = reading("r1");
        RelayReader standby = newReader("r1", 1 << 20);
        open.add(standby);
        assertThat(standby.awaitOwnership(Duration.ofMillis(1500))).isFalse();
        assertThatThrownBy(() -> standby.readFrom(0, 1)).isInstanceOf(OwnershipLostException.class);
        assertThat(sequences(read(first, 4))).isEqualTo(range(1, 4));

        first.close();

        assertThat(standby.awaitOwnership(PATIENCE)).isTrue();
        standby.readFrom(standby.earliestOffset(), 1);
        assertThat(sequences(read(standby, 4))).isEqualTo(range(1, 4));
    }

    @Test
    void groups_of_different_replicas_read_independently() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 3);

        assertThat(sequences(read(reading("r1"), 3))).isEqualTo(range(1, 3));
        assertThat(sequences(read(reading("r2"), 3))).isEqualTo(range(1, 3));
    }

    @Test
    void polling_before_a_place_was_told_is_a_defect_of_the_caller() {
        writer().open();
        RelayReader reader = owner("r1");
        assertThatThrownBy(() -> reader.poll(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_large_transaction_passes_a_small_buffer_whole_and_in_order() {
        RelayWriter writer = writer();
        writer.open();
        for (int fragment = 0; fragment < 200; fragment++) {
            writer.append(records.fragment(1, 0, fragment, fragment == 199, 20_000));
            if (fragment % 50 == 49) {
                writer.commit();
            }
        }
        RelayReader reader = newReader("r1", 100_000);
        open.add(reader);
        assertThat(reader.awaitOwnership(PATIENCE)).isTrue();
        reader.readFrom(reader.earliestOffset(), 1);

        List<LoggedRecord> read = read(reader, 200);

        assertThat(read)
                .extracting(record -> record.record().header().fragment())
                .isSorted()
                .hasSize(200);
    }
}
