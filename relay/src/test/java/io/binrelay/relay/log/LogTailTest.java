package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.binrelay.schemas.model.FilePosition;
import org.junit.jupiter.api.Test;

class LogTailTest {
    @Test
    void behind_a_whole_transaction_the_next_one_comes() {
        LogTail tail = new LogTail("id", Headers.transaction(7, 2, 3, true));
        assertThat(tail.nextSequence()).isEqualTo(8);
        assertThat(tail.nextAttempt()).isZero();
        assertThat(tail.resumePosition()).contains(FilePosition.parse("binlog.000001:8000"));
    }

    @Test
    void behind_a_torn_transaction_it_is_begun_again() {
        LogTail tail = new LogTail("id", Headers.transaction(7, 2, 3, false));
        assertThat(tail.nextSequence()).isEqualTo(7);
        assertThat(tail.nextAttempt()).isEqualTo(3);
        assertThat(tail.resumePosition()).contains(FilePosition.parse("binlog.000001:7000"));
    }

    @Test
    void behind_a_heartbeat_its_position_counts() {
        LogTail tail = new LogTail("id", Headers.heartbeat(7));
        assertThat(tail.nextSequence()).isEqualTo(8);
        assertThat(tail.nextAttempt()).isZero();
        assertThat(tail.resumePosition()).contains(FilePosition.parse("binlog.000001:8000"));
    }

    @Test
    void a_writer_may_skip_attempts_but_repeat_none() {
        WriteOrder order = new WriteOrder(new LogTail("id", Headers.transaction(7, 2, 3, false)));
        assertThatIllegalStateException().isThrownBy(() -> order.accept(Headers.transaction(7, 2, 0, false)));
        assertThatIllegalStateException().isThrownBy(() -> order.accept(Headers.transaction(8, 0, 0, true)));
        order.accept(Headers.transaction(7, 5, 0, false));
        assertThatIllegalStateException().isThrownBy(() -> order.accept(Headers.heartbeat(6)));
        order.accept(Headers.transaction(7, 5, 1, true));
        order.accept(Headers.heartbeat(7));
        order.accept(Headers.transaction(8, 0, 0, true));
    }
}
