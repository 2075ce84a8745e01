package io.binrelay.cli.status;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.schemas.model.FilePosition;
import java.util.List;

/** Channels as status may find them. */
final class Channels {
    /** 2026-03-04T05:06:07Z. */
    static final long NOW_MILLIS = 1_772_600_767_000L;

    private Channels() {}

    /** Nobody has ever announced himself, though the topic is there. */
    static ChannelStatus empty() {
        return ChannelStatus.of(List.of());
    }

    /** Capture runs; replica1 is in step, replica2 behind and stopped by an error, replica3 was killed. */
    static ChannelStatus mixed() {
        ServiceReport capture = report(ServiceRole.CAPTURE, "capture", ServiceState.RUNNING, 5_120, 400);
        ServiceReport inStep = report(ServiceRole.APPLIER, "replica1", ServiceState.RUNNING, 5_120, 300);
        ServiceReport failed = report(ServiceRole.APPLIER, "replica2", ServiceState.FAILED, 5_000, 900);
        ServiceStatus withError = failed.status()
                .withError(new Failure(
                        ErrorCode.APPLY,
                        1062,
                        "Duplicate entry '7' for key 'PRIMARY' (1062)\nSkip it or rebuild.",
                        NOW_MILLIS - 12_000,
                        1));
        ServiceReport killed = report(ServiceRole.APPLIER, "replica3", ServiceState.RUNNING, 100, 65_000);
        ServiceReport standby = report(ServiceRole.APPLIER, "replica1", ServiceState.STANDBY, 0, 100);
        return ChannelStatus.of(
                List.of(capture, inStep, new ServiceReport(withError, failed.ageMillis()), killed, standby));
    }

    private static ServiceReport report(
            ServiceRole role, String name, ServiceState state, long sequence, long ageMillis) {
        ServiceId id = new ServiceId(role, "shop", name, "host1", 4711, "0.1.0");
        long commitMicros = NOW_MILLIS * 1000 - 1_000_000 - (5_120 - sequence) * 1_000L;
        Progress progress = sequence == 0
                ? Progress.NONE
                : new Progress(
                        new FilePosition("binlog.000003", 1_000 + sequence),
                        "3e11fa47-71ca-11e1-9e33-c80aa9429562:" + sequence,
                        sequence,
                        sequence * 2,
                        commitMicros,
                        commitMicros,
                        sequence);
        ServiceStatus status = ServiceStatus.starting(id, "db1:3306", NOW_MILLIS - 60_000)
                .withState(state, NOW_MILLIS - 50_000)
                .withProgress(progress, 412.4)
                .announcedAt(NOW_MILLIS - ageMillis);
        return new ServiceReport(status, ageMillis);
    }
}
