package io.binrelay.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedAnswersTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Response DONE = Response.json(200, "{}");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    private Response slow() throws InterruptedException {
        begun.countDown();
        end.await();
        return DONE;
    }

    private static void assertProblem(BoundedAnswers answers, BoundedAnswers.Work work, int status, String message) {
        assertThatThrownBy(() -> answers.answer(work))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.status()).isEqualTo(status))
                .hasMessage(message);
    }

    @Test
    void one_more_than_may_be_on_their_way_is_sent_away_and_the_next_behind_them_is_not() throws Exception {
        BoundedAnswers answers = new BoundedAnswers("log", 1, LONG);
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> answers.answer(this::slow));
        begun.await();

        assertProblem(answers, () -> DONE, 503, "This is being asked by others just now (log). Ask again.");
        end.countDown();
        assertThat(first.get()).isEqualTo(DONE);
        for (int i = 0; i < 1_000; i++) {
            assertThat(answers.answer(() -> DONE)).isEqualTo(DONE);
        }
    }

    @Test
    void one_that_takes_too_long_is_given_up_and_its_place_is_free_when_it_has_ended() throws Exception {
        BoundedAnswers answers = new BoundedAnswers("doctor", 1, Duration.ofSeconds(1));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        assertProblem(
                answers,
                () -> {
                    try {
                        return slow();
                    } catch (InterruptedException e) {
                        // As a driver may, that is still at it.
                        interrupted.complete(true);
                        end.await();
                        return DONE;
                    }
                },
                504,
                "This takes longer than 1 s (doctor).");
        assertThat(interrupted.get()).isTrue();
        assertProblem(answers, () -> DONE, 503, "This is being asked by others just now (doctor). Ask again.");

        end.countDown();
        Response next = null;
        while (next == null) {
            try {
                next = answers.answer(() -> DONE);
            } catch (HttpProblem e) {
                assertThat(e.status()).isEqualTo(503);
                Thread.onSpinWait();
            }
        }
        assertThat(next).isEqualTo(DONE);
    }

    @Test
    void a_failure_is_that_of_the_work_and_gives_its_place_back() {
        BoundedAnswers answers = new BoundedAnswers("source", 1, LONG);
        BinrelayException refused = new BinrelayException(ErrorCode.SOURCE, "access denied");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> answers.answer(() -> {
                        throw refused;
                    }))
                    .isSameAs(refused);
        }
        assertThat(answers.answer(() -> DONE)).isEqualTo(DONE);
    }
}
