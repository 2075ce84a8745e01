package io.binrelay.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.ServerError;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final class Refused extends RuntimeException implements ServerError {
        private static final long serialVersionUID = 1L;

        @Override
        public int errno() {
            return 1062;
        }
    }

    @Test
    void the_servers_number_is_found_behind_what_was_made_of_it() {
        BinrelayException stopped =
                new BinrelayException(ErrorCode.APPLY, "stopped", false, new IllegalStateException(new Refused()));

        assertThat(Failure.of(stopped, 7)).isEqualTo(new Failure(ErrorCode.APPLY, 1062, "stopped", 7, 1));
        assertThat(Failure.of(new BinrelayException(ErrorCode.KAFKA, "away"), 7).errno())
                .isZero();
    }

    @Test
    void an_error_is_like_another_that_says_the_same_but_for_numbers() {
        Failure first = new Failure(ErrorCode.KAFKA, 0, "no answer within 10013 ms", 1, 1);

        assertThat(first.isLike(new Failure(ErrorCode.KAFKA, 0, "no answer within 9 ms", 2, 5)))
                .isTrue();
        assertThat(first.isLike(new Failure(ErrorCode.SOURCE, 0, "no answer within 9 ms", 2, 5)))
                .isFalse();
        assertThat(first.isLike(new Failure(ErrorCode.KAFKA, 0, "refused", 2, 5)))
                .isFalse();
        assertThat(first.again(3)).isEqualTo(new Failure(ErrorCode.KAFKA, 0, "no answer within 10013 ms", 1, 4));
    }
}
