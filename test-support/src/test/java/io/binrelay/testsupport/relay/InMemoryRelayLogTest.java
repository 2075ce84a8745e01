package io.binrelay.testsupport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.OwnershipLostException;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.log.RelayWriter;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import io.binrelay.testsupport.fakes.LogFaults;
import io.binrelay.testsupport.fakes.LogOperation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryRelayLogTest extends RelayLogContract {
    private final InMemoryRelayLog log = new InMemoryRelayLog(records.registry(), PART_BYTES);

    @Override
    RelayWriter newWriter() {
        return log.newWriter();
    }

    @Override
    RelayReader newReader(String replica, long bufferBytes) {
        return log.newReader(replica);
    }

    @Override
    void deleteBefore(long offset) {
        log.deleteBefore(offset);
    }

    @Test
    void an_answer_that_is_lost_leaves_the_commit_in_the_log() {
        RelayWriter writer = writer();
        writer.open();
        writer.append(records.whole(1));
        log.inject(failingAfter(LogOperation.COMMIT));
        assertThatThrownBy(writer::commit).hasMessage("injected after COMMIT");
        log.inject(LogFaults.NONE);

        assertThat(log.committed()).hasSize(1);
        assertThat(writer().open().nextSequence()).isEqualTo(2);
    }

    @Test
    void a_commit_that_never_arrived_is_void_with_the_next_writer() {
        RelayWriter writer = writer();
        writer.open();
        writer.append(records.whole(1));
        log.inject(operation -> fail(operation, LogOperation.COMMIT, "before"));
        assertThatThrownBy(writer::commit).hasMessage("injected before COMMIT");
        log.inject(LogFaults.NONE);
        writer.close();

        assertThat(writer().open().nextSequence()).isEqualTo(1);
        assertThat(log.committed()).isEmpty();
    }

    @Test
    void a_record_that_vanished_is_a_gap_thrown_after_what_came_before_it() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 5);
        log.lose(2);
        RelayReader reader = reading("r1");

        assertThat(sequences(reader.poll(Duration.ZERO))).containsExactly(1L, 2L);
        assertThatThrownBy(() -> reader.poll(Duration.ZERO))
                .hasMessageStartingWith("The relay log has a gap: expected transaction 3, found transaction 4");
    }

    @Test
    void a_truncated_log_is_an_error_for_who_read_further() {
        RelayWriter writer = writer();
        writer.open();
        commit(writer, 1, 5);
        RelayReader reader = reading("r1");
        List<LoggedRecord> unused = read(reader, 5);
        log.truncate(3);

        assertThatThrownBy(() -> reader.poll(Duration.ZERO))
                .hasMessageContaining("ends at 3: records that were read before are gone");
    }

    @Test
    void a_topic_created_anew_is_another_incarnation() {
        RelayWriter writer = writer();
        String before = writer.open().incarnation();
        RelayReader reader = reading("r1");
        log.recreate();

        assertThatThrownBy(() -> reader.poll(Duration.ZERO)).hasMessageContaining("created anew");
        assertThat(writer().open().incarnation()).isNotEqualTo(before);
    }

    @Test
    void a_hand_over_takes_the_partition_away() {
        writer().open();
        RelayReader first = reading("r1");
        RelayReader second = log.newReader("r1");
        log.handOver("r1");

        assertThatThrownBy(() -> first.poll(Duration.ZERO)).isInstanceOf(OwnershipLostException.class);
        assertThat(first.awaitOwnership(Duration.ZERO)).isFalse();
        assertThat(second.awaitOwnership(Duration.ZERO)).isTrue();
    }

    @Test
    void the_mirrored_offset_is_kept_per_replica() {
        writer().open();
        RelayReader reader = reading("r1");
        reader.mirror(17);
        assertThat(log.mirrored("r1")).contains(17L);
        assertThat(log.mirrored("r2")).isEmpty();
    }

    private static LogFaults failingAfter(LogOperation failing) {
        return new LogFaults() {
            @Override
            public void before(LogOperation operation) {}

            @Override
            public void after(LogOperation operation) {
                fail(operation, failing, "after");
            }
        };
    }

    private static void fail(LogOperation operation, LogOperation failing, String when) {
        if (operation == failing) {
            throw new BinrelayException(ErrorCode.KAFKA, "injected " + when + " " + operation, true, null);
        }
    }
}
