package io.binrelay.cli.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionTargetTest {
    private final PositionTarget target = new PositionTarget(FilePosition.parse("binlog.000002:157"));

    @Test
    void a_replica_behind_the_position_has_applied_what_is_before_it() {
        assertThat(target.isAppliedBy("r", channel("binlog.000002:900", 12, "binlog.000002:157", 10)))
                .isTrue();
    }

    @Test
    void a_replica_before_the_position_has_not() {
        assertThat(target.isAppliedBy("r", channel("binlog.000002:900", 12, "binlog.000002:156", 9)))
                .isFalse();
    }

    @Test
    void events_that_change_nothing_need_not_be_applied() {
        // A restarted source: its binary log is at the head of a new file, the last transaction ended in the one
        // before.
        assertThat(target.isAppliedBy("r", channel("binlog.000002:157", 9, "binlog.000001:5000", 9)))
                .isTrue();
        assertThat(target.isAppliedBy("r", channel("binlog.000002:157", 9, "binlog.000001:4000", 8)))
                .isFalse();
    }

    @Test
    void what_comes_into_the_log_behind_the_position_is_not_waited_for() {
        assertThat(target.isAppliedBy("r", channel("binlog.000002:157", 9, "binlog.000001:4000", 8)))
                .isFalse();
        assertThat(target.isAppliedBy("r", channel("binlog.000002:9999", 50, "binlog.000001:5000", 9)))
                .isTrue();
    }

    @Test
    void as_long_as_capture_has_not_passed_the_position_nothing_is_known() {
        assertThat(target.isAppliedBy("r", channel("binlog.000001:5000", 9, "binlog.000001:5000", 9)))
                .isFalse();
    }

    @Test
    void another_replica_does_not_count() {
        assertThat(target.isAppliedBy("s", channel("binlog.000002:900", 12, "binlog.000002:157", 10)))
                .isFalse();
        assertThat(target.isAppliedBy("r", ChannelStatus.of(List.of()))).isFalse();
    }

    private static ChannelStatus channel(String captured, long capturedSequence, String applied, long appliedSequence) {
        return ChannelStatus.of(List.of(
                report(ServiceRole.CAPTURE, "capture", captured, capturedSequence),
                report(ServiceRole.APPLIER, "r", applied, appliedSequence)));
    }

    private static ServiceReport report(ServiceRole role, String name, String position, long sequence) {
        ServiceStatus status = ServiceStatus.starting(new ServiceId(role, "c", name, "h", 1, "v"), "db:3306", 0)
                .withState(ServiceState.RUNNING, 0)
                .withProgress(new Progress(FilePosition.parse(position), null, sequence, 1, 1, 1, 1), 0);
        return new ServiceReport(status, 100);
    }
}
