package io.binrelay.relay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4711})
    void waits_double_up_to_the_longest_and_lose_up_to_half_at_random(long seed) {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), seed);
        for (long full : new long[] {200, 400, 800, 1000, 1000, 1000}) {
            assertThat(backoff.next().toMillis()).as("seed %d", seed).isBetween(full / 2, full);
        }
        assertThat(backoff.failures()).isEqualTo(6);
    }

    @Test
    void a_success_begins_anew() {
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofHours(1), 1);
        for (int failure = 0; failure < 100; failure++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofHours(1));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(10));
        assertThat(backoff.failures()).isEqualTo(1);
    }

    @Test
    void the_same_seed_gives_the_same_waits() {
        Backoff one = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 7);
        Backoff other = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 7);
        for (int failure = 0; failure < 20; failure++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void a_first_wait_longer_than_the_longest_is_the_longest() {
        Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 1);
        assertThat(backoff.next()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void no_wait_at_all_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 1));
    }
}
