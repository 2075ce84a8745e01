package io.binrelay.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChannelStatusTest {
    private static final ServiceStatus CAPTURE = ServiceStatus.starting(ServiceId.ofCapture("shop", "1"), "db1:3306", 0)
            .withState(ServiceState.RUNNING, 1)
            .withProgress(progress(100, 50_000_000, 51_000_000), 10)
            .announcedAt(51_250);
    private static final ServiceStatus APPLIER = ServiceStatus.starting(
                    ServiceId.ofApplier("shop", "r1", "1"), "db2:3306", 0)
            .withState(ServiceState.RUNNING, 1)
            .withProgress(progress(98, 48_500_000, 0), 10)
            .announcedAt(51_250);
    private static final ServiceStatus STANDBY = APPLIER.withState(ServiceState.STANDBY, 2);

    @Test
    void services_are_sorted_by_what_they_do() {
        ChannelStatus channel = ChannelStatus.of(List.of(heard(APPLIER, 10), heard(STANDBY, 20), heard(CAPTURE, 30)));
        assertThat(channel.capture()).contains(heard(CAPTURE, 30));
        assertThat(channel.appliers()).containsExactly(heard(APPLIER, 10));
        assertThat(channel.standbys()).containsExactly(heard(STANDBY, 20));
        assertThat(channel.applier("r1")).contains(heard(APPLIER, 10));
        assertThat(channel.applier("r2")).isEmpty();
    }

    @Test
    void lag_counts_transactions_and_the_time_between_their_commits() {
        ChannelStatus channel = ChannelStatus.of(List.of(heard(APPLIER, 10), heard(CAPTURE, 30)));
        assertThat(channel.lagOf(heard(APPLIER, 10))).contains(new Lag(2, OptionalLong.of(1_500)));
        assertThat(channel.captureLagMillis()).contains(250L);
        assertThat(ChannelStatus.of(List.of(heard(APPLIER, 10))).lagOf(heard(APPLIER, 10)))
                .isEmpty();
    }

    /** MySQL takes clock_diff_with_source out of Seconds_Behind_Source. */
    @Test
    void a_source_whose_clock_is_ten_minutes_off_makes_no_lag_wrong() {
        for (long ahead : new long[] {600_000, 0, -600_000}) {
            // Later than 1970 whichever way the clock is off.
            long base = 1_000_000_000;
            ServiceStatus capture = CAPTURE.withDetail(ServiceStatus.SOURCE_AHEAD, Long.toString(ahead))
                    .withProgress(progress(100, (base + ahead) * 1_000, (base + 1_000 + ahead) * 1_000), 10)
                    .announcedAt(base + 1_250);
            ServiceStatus applier = APPLIER.withProgress(progress(98, (base - 1_500 + ahead) * 1_000, 0), 10);
            ChannelStatus channel = ChannelStatus.of(List.of(heard(applier, 10), heard(capture, 30)));
            assertThat(channel.captureLagMillis()).contains(250L);
            assertThat(Lag.secondsBehindSource(heard(capture, 30), applier, base + 1_250))
                    .hasValue(3);
            assertThat(channel.lagOf(heard(applier, 10))).contains(new Lag(2, OptionalLong.of(1_500)));
        }
    }

    @Test
    void after_a_quiet_time_lag_counts_from_the_last_heartbeat_not_from_the_last_transaction() {
        Progress capture = progress(100, 50_000_000, 50_000_000);
        assertThat(Lag.between(capture, progress(99, 1_000_000, 49_000_000)))
                .isEqualTo(new Lag(1, OptionalLong.of(1_000)));
    }

    @Test
    void nothing_missing_is_no_lag_and_nothing_applied_is_an_unknown_one() {
        Progress capture = progress(100, 50_000_000, 50_000_000);
        assertThat(Lag.between(capture, progress(100, 50_000_000, 0))).isEqualTo(new Lag(0, OptionalLong.of(0)));
        assertThat(Lag.between(capture, progress(101, 60_000_000, 0))).isEqualTo(new Lag(0, OptionalLong.of(0)));
        assertThat(Lag.between(capture, Progress.NONE)).isEqualTo(new Lag(100, OptionalLong.empty()));
    }

    @Test
    void silence_is_trouble_unless_a_farewell_was_said() {
        assertThat(heard(APPLIER, 4_999).running()).isTrue();
        assertThat(heard(APPLIER, 5_000).running()).isFalse();
        assertThat(heard(APPLIER, 5_000).missing()).isTrue();
        ServiceStatus stopped = APPLIER.withState(ServiceState.STOPPED, 3);
        assertThat(heard(stopped, 5_000).missing()).isFalse();
        assertThat(heard(stopped, 1).responding()).isFalse();
    }

    @Test
    void a_state_keeps_the_time_since_when_it_is() {
        assertThat(APPLIER.withState(ServiceState.RUNNING, 99).sinceMillis()).isEqualTo(1);
        assertThat(APPLIER.withState(ServiceState.RETRYING, 99).sinceMillis()).isEqualTo(99);
    }

    @Test
    void failures_of_others_are_told_with_their_class() {
        assertThat(Failure.of(new IllegalStateException("broken"), 5))
                .isEqualTo(Failure.of(ErrorCode.INTERNAL, "java.lang.IllegalStateException: broken", 5));
    }

    private static ServiceReport heard(ServiceStatus status, long ageMillis) {
        return new ServiceReport(status, ageMillis);
    }

    private static Progress progress(long sequence, long commitMicros, long caughtUpMicros) {
        return new Progress(FilePosition.parse("binlog.000001:4"), null, sequence, 1, commitMicros, caughtUpMicros, 1);
    }
}
