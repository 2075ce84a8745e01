package io.binrelay.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {
    private static final long NOW = 1_772_600_767_000L;

    /** Times are milliseconds ago; capture is at transaction 10. */
    @ParameterizedTest(name = "{0}: {7}")
    @CsvSource(textBlock = """
            # what,                               state,    heard, since, moved, loop, applied, delay, activity
            at the end of the log,                RUNNING,    300, 900000,  4000,  200,  10,  , idle
            at the end for a long time,           RUNNING,    300, 900000, 90000,  200,  10,  , idle
            behind and moving,                    RUNNING,    300, 900000,   200,  200,   4,  , working
            behind for a moment after a pause,    RUNNING,    300, 900000, 14000,  200,   9,  , working
            transactions wait and nothing moves,  RUNNING,    300, 900000, 75000,  200,   9,  , stalled for 75 s
            has just begun on an old checkpoint,  RUNNING,    300,   5000, 75000,  200,   4,  , working
            the loop hangs,                       RUNNING,    300, 900000, 70000, 70000, 10,  , stalled for 70 s
            held back on purpose,                 RUNNING,    300, 900000, 90000,  200,   4, 600, delayed
            stopped by order,                     HELD,       300, 900000, 90000, 90000,  4,  , stopped
            stopped by an error,                  FAILED,     300, 900000, 90000, 90000,  4,  , failed
            ended,                                STOPPED, 900000, 900000, 90000, 90000,  4,  , stopped
            killed,                               RUNNING,  65000, 900000,   200,  200,  10,  , silent for 65 s
            killed while stopped,                 HELD,     65000, 900000,   200,  200,  10,  , silent for 65 s
            tries again,                          RETRYING,   300, 900000, 90000,  200,   4,  , retrying
            stands by,                            STANDBY,    300, 900000, 90000,  200,   0,  , standby
            """)
    void idle_stalled_stopped_and_silent_appliers_are_told_apart(
            String what,
            ServiceState state,
            long heard,
            long since,
            long moved,
            long loop,
            long applied,
            @Nullable String delay,
            String activity) {
        ServiceStatus status = service(ServiceId.ofApplier("shop", "r1", "1"), state, since, applied, 0)
                .withDetail(Activity.MOVED, Long.toString(NOW - moved))
                .withDetail(Activity.LOOP_SILENT, Long.toString(loop))
                .withDetail(Activity.REMAINING_DELAY, delay == null ? "" : delay);
        ServiceReport capture =
                new ServiceReport(service(ServiceId.ofCapture("shop", "1"), ServiceState.RUNNING, 900_000, 10, 1), 100);
        assertThat(Activity.of(new ServiceReport(status, heard), Optional.of(capture))
                        .text())
                .as(what)
                .isEqualTo(activity);
    }

    @ParameterizedTest(name = "{0}: {7}")
    @CsvSource(textBlock = """
            # what,                        state,    heard, loop, silent, heartbeat, rate, activity
            a busy source,                 RUNNING,    300,  200,    100,  1, 5, working
            a quiet source,                RUNNING,    300,  200,   1400,  1, 0, idle
            a source that says nothing,    RUNNING,    300,  200,   4000,  1, 0, source silent for 4 s
            one that is asked seldom,      RUNNING,    300,  200,   4000, 10, 0, idle
            a writer that hangs,           RUNNING,    300, 61000, 61000,  1, 0, stalled for 61 s
            stopped by order,              HELD,       300, 90000, 90000,  1, 0, stopped
            killed,                        RUNNING,   5000,  200,    100,  1, 5, silent for 5 s
            """)
    void a_capture_whose_source_is_silent_is_not_idle(
            String what,
            ServiceState state,
            long heard,
            long loop,
            long silent,
            int heartbeat,
            double rate,
            String activity) {
        ServiceStatus status = service(ServiceId.ofCapture("shop", "1"), state, 900_000, 10, rate)
                .withDetail(Activity.LOOP_SILENT, Long.toString(loop))
                .withDetail(Activity.SOURCE_SILENT, Long.toString(silent))
                .withDetail(Activity.SOURCE_HEARTBEAT, Integer.toString(heartbeat));
        assertThat(Activity.of(new ServiceReport(status, heard), Optional.empty())
                        .text())
                .as(what)
                .isEqualTo(activity);
    }

    private static ServiceStatus service(ServiceId id, ServiceState state, long since, long sequence, double rate) {
        return ServiceStatus.starting(id, "db:3306", NOW - 1_000_000)
                .withState(ServiceState.SUPERSEDED, NOW - 1_000_000)
                .withState(state, NOW - since)
                .withProgress(new Progress(null, null, sequence, 1, 1, 1, 1), rate)
                .announcedAt(NOW);
    }
}
