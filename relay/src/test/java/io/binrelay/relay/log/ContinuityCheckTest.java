package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.ContinuityCheck.Verdict;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuityCheckTest {
    private final ContinuityCheck check = new ContinuityCheck(5);

    @Test
    void whole_transactions_follow_each_other() {
        assertThat(accept(5, 0, 0, true)).isEqualTo(Verdict.BEGIN);
        assertThat(accept(6, 0, 0, true)).isEqualTo(Verdict.BEGIN);
        assertThat(check.expectedSequence()).isEqualTo(7);
    }

    @Test
    void fragments_follow_each_other_within_an_attempt() {
        assertThat(accept(5, 0, 0, false)).isEqualTo(Verdict.BEGIN);
        assertThat(accept(5, 0, 1, false)).isEqualTo(Verdict.CONTINUE);
        assertThat(accept(5, 0, 2, true)).isEqualTo(Verdict.CONTINUE);
        assertThat(accept(6, 0, 0, true)).isEqualTo(Verdict.BEGIN);
    }

    @Test
    void trap65_a_higher_attempt_voids_what_was_read_of_the_transaction() {
        assertThat(accept(5, 0, 0, false)).isEqualTo(Verdict.BEGIN);
        assertThat(accept(5, 0, 1, false)).isEqualTo(Verdict.CONTINUE);
        assertThat(accept(5, 1, 0, false)).isEqualTo(Verdict.RESTART);
        assertThat(accept(5, 4, 0, false)).isEqualTo(Verdict.RESTART);
        assertThat(accept(5, 4, 1, true)).isEqualTo(Verdict.CONTINUE);
        assertThat(check.expectedSequence()).isEqualTo(6);
    }

    @Test
    void a_log_may_begin_with_a_later_attempt_after_retention() {
        assertThat(accept(5, 3, 0, true)).isEqualTo(Verdict.BEGIN);
    }

    @Test
    void heartbeats_stand_anywhere_and_change_nothing() {
        assertThat(check.accept(1, Headers.heartbeat(99))).isEqualTo(Verdict.HEARTBEAT);
        assertThat(accept(5, 0, 0, false)).isEqualTo(Verdict.BEGIN);
        assertThat(check.accept(3, Headers.heartbeat(4))).isEqualTo(Verdict.HEARTBEAT);
        assertThat(accept(5, 0, 1, true)).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void with_zero_any_transaction_may_be_the_first_but_must_be_whole() {
        ContinuityCheck any = new ContinuityCheck(0);
        assertThat(any.accept(1, Headers.transaction(42, 0, 0, true))).isEqualTo(Verdict.BEGIN);
        assertThat(any.expectedSequence()).isEqualTo(43);
        assertThatThrownBy(() -> new ContinuityCheck(0).accept(1, Headers.transaction(42, 0, 3, true)))
                .isInstanceOf(BinrelayException.class);
    }

    /** Begun: transaction 5, attempt 1, fragments 0 and 1. */
    @ParameterizedTest
    @CsvSource({
        "5, 1, 1, false", // again
        "5, 1, 3, false", // one is missing
        "5, 0, 2, false", // an attempt that was voided
        "5, 2, 1, false", // a new attempt that does not begin at its beginning
        "6, 0, 0, true", // the next one before the end of this one
        "4, 0, 0, true"
    })
    void trap89_what_does_not_follow_is_a_gap_and_nothing_is_taken(
            long sequence, int attempt, int fragment, boolean last) {
        accept(5, 1, 0, false);
        accept(5, 1, 1, false);
        assertThatThrownBy(() -> check.accept(77, Headers.transaction(sequence, attempt, fragment, last)))
                .isInstanceOf(BinrelayException.class)
                .hasMessage("The relay log has a gap: expected transaction 5, attempt 1, fragment 2, found transaction "
                        + sequence + ", attempt " + attempt + ", fragment " + fragment
                        + " at offset 77 (source position binlog.000001:" + 1000 * sequence
                        + "). Records were lost or the topic was changed by others; nothing behind the gap was applied."
                        + " Rebuild the replica from a log that is whole.");
        assertThat(accept(5, 1, 2, true)).isEqualTo(Verdict.CONTINUE);
    }

    @Test
    void a_gap_is_kafkas_failure_and_trying_again_does_not_help() {
        assertThatThrownBy(() -> accept(7, 0, 0, true)).isInstanceOfSatisfying(BinrelayException.class, gap -> {
            assertThat(gap.code()).isEqualTo(ErrorCode.KAFKA);
            assertThat(gap.retriable()).isFalse();
        });
    }

    @Test
    void a_negative_sequence_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ContinuityCheck(-1));
    }

    private Verdict accept(long sequence, int attempt, int fragment, boolean last) {
        return check.accept(1, Headers.transaction(sequence, attempt, fragment, last));
    }
}
