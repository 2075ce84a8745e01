package io.binrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.demo.Sample.ReplicaLag;
import io.binrelay.relay.status.ChannelStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void tells_rates_the_end_of_the_log_and_how_far_each_replica_is_behind() {
        Sample sample = new Sample(
                Duration.ofSeconds(65),
                412,
                1_530,
                true,
                5_120,
                List.of(
                        new ReplicaLag("replica1", true, true, 0, Duration.ZERO),
                        new ReplicaLag("replica2", true, true, 1_234, Duration.ofMillis(3_200)),
                        new ReplicaLag("replica3", false, true, 99, Duration.ofSeconds(4))),
                ChannelStatus.of(List.of()));

        assertThat(ProgressLine.of(sample))
                .isEqualTo("1:05  source   412 tx/s  1,530 rows/s | log #5,120   | replica1 in step           "
                        + " | replica2 -1,234 tx, 3.2 s   | replica3 no applier, -99 tx");
    }

    @Test
    void says_that_capture_is_down() {
        Sample sample = new Sample(Duration.ofSeconds(9), 5, 6, false, 7, List.of(), ChannelStatus.of(List.of()));

        assertThat(ProgressLine.of(sample))
                .isEqualTo("0:09  source     5 tx/s      6 rows/s | log #7       (no capture)");
    }
}
