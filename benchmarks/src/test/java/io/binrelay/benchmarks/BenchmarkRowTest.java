package io.binrelay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarkRowTest {
    @Test
    void a_ratio_above_one_means_that_binrelay_is_better_whatever_the_unit() {
        BenchmarkRow speed = BenchmarkRow.higherIsBetter("n", Spread.of(300), Spread.of(100), "peer", "rows/s");
        BenchmarkRow cost = BenchmarkRow.lowerIsBetter("n", Spread.of(3), Spread.of(12), "peer", "µs/row");

        assertThat(speed.ratio()).isEqualTo(3);
        assertThat(cost.ratio()).isEqualTo(4);
    }

    @Test
    void a_row_holds_the_medians_and_the_spread_of_both_sides() {
        BenchmarkRow row =
                BenchmarkRow.higherIsBetter("n", Spread.of(1, 2, 4), Spread.of(10, 20, 30), "peer", "rows/s");

        assertThat(row.binrelay()).isEqualTo(2);
        assertThat(row.peer()).isEqualTo(20);
        assertThat(row.spread()).isEqualTo("binrelay 1.00..4.00, peer 10.0..30.0");
    }
}
