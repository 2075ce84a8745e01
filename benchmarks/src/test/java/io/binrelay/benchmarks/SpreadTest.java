package io.binrelay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_is_the_middle_sample_or_the_mean_of_the_two_middle_ones() {
        assertThat(Spread.of(9, 1, 5)).isEqualTo(new Spread(1, 5, 9));
        assertThat(Spread.of(4, 1, 2, 9)).isEqualTo(new Spread(1, 3, 9));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void no_samples_have_no_spread() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbers_have_as_many_digits_as_they_are_worth() {
        assertThat(Spread.of(0.5, 12.34, 123456.7)).hasToString("0.50..123,457");
        assertThat(Spread.number(12.34)).isEqualTo("12.3");
    }
}
