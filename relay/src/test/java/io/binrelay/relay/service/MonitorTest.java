package io.binrelay.relay.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MonitorTest {
    private final Monitor monitor = new Monitor();
    private final Deque<String> guarded = new ArrayDeque<>();

    @Test
    void whoever_waits_goes_on_when_it_is_as_he_needs_it() throws Exception {
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> {
            try {
                monitor.await(() -> guarded.size() == 2);
                return monitor.look(guarded::removeFirst);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        monitor.change(() -> guarded.add("a"));
        monitor.change(() -> guarded.add("b"));

        assertThat(taken.get()).isEqualTo("a");
        assertThat(monitor.await(() -> guarded.size() == 1, Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void waiting_has_an_end() throws Exception {
        assertThat(monitor.await(() -> !guarded.isEmpty(), Duration.ofMillis(20)))
                .isFalse();
        assertThat(monitor.await(guarded::isEmpty, Duration.ZERO)).isTrue();
    }
}
