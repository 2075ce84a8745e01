package io.binrelay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;

    @Test
    void a_quantile_is_the_smallest_latency_that_this_share_does_not_exceed() {
        Latencies hundred = new Latencies(
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * MILLI).toArray());

        assertThat(hundred.median()).isEqualTo(50);
        assertThat(hundred.percentile99()).isEqualTo(99);
        assertThat(hundred.maximum()).isEqualTo(100);
    }

    @Test
    void what_was_visible_before_the_source_had_answered_counts_as_nothing() {
        assertThat(new Latencies(new long[] {-5 * MILLI}).median()).isZero();
    }
}
