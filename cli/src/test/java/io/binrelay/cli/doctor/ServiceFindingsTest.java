package io.binrelay.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ServiceFindingsTest {
    private static final Failure DUPLICATE = Failure.of(ErrorCode.APPLY, "Duplicate entry '7' (1062)", 1);

    private static ServiceFindings with(ServiceRole role, ServiceState state, @Nullable Failure error, long ageMillis) {
        ServiceId id = new ServiceId(role, "shop", role == ServiceRole.CAPTURE ? "capture" : "r1", "host1", 4711, "0");
        ServiceStatus status =
                ServiceStatus.starting(id, "db:3306", 1).withState(state, 1).withError(error);
        return new ServiceFindings(
                Optional.of(ChannelStatus.of(List.of(new ServiceReport(status, ageMillis)))), "kafka:9092");
    }

    private static String applier(ServiceState state, @Nullable Failure error, long ageMillis) {
        return with(ServiceRole.APPLIER, state, error, ageMillis)
                .applier(Samples.R1, "r1")
                .line();
    }

    private static String line(String outcome, String text) {
        return Samples.line(outcome, "r1", "running", text);
    }

    @Test
    void a_service_that_runs_is_well() {
        assertThat(applier(ServiceState.RUNNING, DUPLICATE, 100))
                .isEqualTo(line("ok", "running on host1, process 4711"));
        assertThat(applier(ServiceState.STARTING, null, 100)).isEqualTo(line("ok", "starting on host1, process 4711"));
        assertThat(with(ServiceRole.CAPTURE, ServiceState.RUNNING, null, 100)
                        .capture()
                        .line())
                .isEqualTo(Samples.line("ok", "capture", "running", "running on host1, process 4711"));
    }

    @Test
    void a_service_that_was_killed_fails() {
        assertThat(applier(ServiceState.RUNNING, null, 65_000))
                .isEqualTo(line(
                        "FAIL",
                        "silent for 1 min 5 s (was running on host1, process 4711): it was killed, or cannot reach Kafka."
                                + " See its log, and start it again: binrelay applier --config applier.properties"));
    }

    @Test
    void a_service_that_failed_or_retries_fails_with_its_own_words() {
        assertThat(applier(ServiceState.FAILED, DUPLICATE, 100))
                .isEqualTo(line(
                        "FAIL",
                        "waits after an error on host1, process 4711: Duplicate entry '7' (1062). When that is mended, run:"
                                + " binrelay start r1 --kafka kafka:9092 --channel shop"));
        assertThat(applier(ServiceState.FAILED, DUPLICATE, 65_000))
                .isEqualTo(line(
                        "FAIL",
                        "ended with an error on host1, process 4711: Duplicate entry '7' (1062). When that is mended, start"
                                + " it again: binrelay applier --config applier.properties"));
        assertThat(applier(ServiceState.RETRYING, DUPLICATE, 100))
                .isEqualTo(line("FAIL", "tries again and again on host1, process 4711: Duplicate entry '7' (1062)"));
    }

    @Test
    void a_service_that_was_stopped_or_never_started_warns() {
        assertThat(applier(ServiceState.STOPPED, null, 65_000))
                .isEqualTo(line(
                        "warning",
                        "stopped on host1, process 4711. Start it: binrelay applier --config applier.properties"));
        assertThat(applier(ServiceState.HELD, null, 100))
                .isEqualTo(
                        line(
                                "warning",
                                "stopped by order on host1, process 4711. Run: binrelay start r1 --kafka kafka:9092 --channel shop"));
        assertThat(new ServiceFindings(Optional.empty(), "").capture().line())
                .isEqualTo(Samples.line(
                        "warning",
                        "capture",
                        "running",
                        "has never announced itself. Start it: binrelay capture --config capture.properties"));
    }
}
