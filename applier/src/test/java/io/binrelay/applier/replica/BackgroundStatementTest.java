package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundStatementTest {
    private final BackgroundStatement background = new BackgroundStatement();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void the_caller_goes_on_while_a_statement_runs_and_waits_when_it_settles() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        background.start(() -> {
            awaitUninterruptibly(mayEnd);
            ran.add("first");
        });
        assertThat(ran).isEmpty();

        mayEnd.countDown();
        background.settle();

        assertThat(ran).containsExactly("first");
    }

    @Test
    void statements_run_one_after_the_other() {
        for (int i = 0; i < 100; i++) {
            String name = "statement " + i;
            background.start(() -> ran.add(name));
        }
        background.settle();

        assertThat(ran).hasSize(100).startsWith("statement 0", "statement 1").endsWith("statement 99");
    }

    @Test
    void a_failure_is_told_once_and_the_next_statement_is_not_run() {
        background.start(() -> {
            throw new ReplicaException("Duplicate entry", 1062, "23000", null);
        });

        assertThatThrownBy(() -> background.start(() -> ran.add("next")))
                .isInstanceOf(ReplicaException.class)
                .hasMessageContaining("Duplicate entry");

        background.settle();
        assertThat(ran).isEmpty();
    }

    @Test
    void an_abandoned_statement_has_ended_but_its_failure_is_forgotten() {
        background.start(() -> {
            ran.add("failed");
            throw new ReplicaException("Duplicate entry", 1062, "23000", null);
        });

        background.abandon();
        background.settle();

        assertThat(ran).containsExactly("failed");
    }

    @Test
    void an_interrupt_does_not_let_two_threads_have_the_connection() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        background.start(() -> {
            awaitUninterruptibly(mayEnd);
            ran.add("first");
        });
        Thread.currentThread().interrupt();
        new Thread(mayEnd::countDown).start();

        background.settle();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ran).containsExactly("first");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the statement's thread", e);
        }
    }
}
