package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateWindowTest {
    @Test
    void the_rate_is_that_of_the_last_seconds() {
        RateWindow rate = new RateWindow();
        assertThat(rate.at(0, 0)).isZero();
        assertThat(rate.at(1_000, 100)).isEqualTo(100);
        assertThat(rate.at(5_000, 500)).isEqualTo(100);
        assertThat(rate.at(10_000, 500)).isZero();
        assertThat(rate.at(10_000, 500)).isZero();
    }
}
