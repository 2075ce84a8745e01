package io.binrelay.relay.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.SkippedErrors;
import io.binrelay.schemas.model.FilePosition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventDetectorTest {
    private static final ServiceId SERVICE = new ServiceId(ServiceRole.APPLIER, "shop", "replica1", "host1", 17, "1");

    private final EventDetector detector = new EventDetector();
    private final List<ServiceEvent> events = new ArrayList<>();
    private long now = 1_000;
    private ServiceStatus status = ServiceStatus.starting(SERVICE, "db:3306", now);

    private void tell(ServiceStatus next) {
        status = next;
        now += 1_000;
        events.addAll(detector.next(next, now));
    }

    private void tell(ServiceState state) {
        tell(status.withState(state, now));
    }

    private void fail(Failure failure) {
        tell(status.withError(failure).withState(ServiceState.RETRYING, now));
    }

    private void succeed(long transaction) {
        Progress progress = new Progress(
                FilePosition.parse("binlog.000001:" + (100 + transaction)),
                "u:" + transaction,
                transaction,
                transaction,
                transaction,
                transaction,
                transaction);
        tell(status.withProgress(progress, 1).withState(ServiceState.RUNNING, now));
    }

    private List<String> told() {
        return events.stream()
                .map(event -> event.kind() + " " + event.state()
                        + (event.error() == null
                                ? ""
                                : " " + event.error().errno() + " x"
                                        + event.error().times()))
                .toList();
    }

    private Failure lockWait(long times) {
        return new Failure(ErrorCode.APPLY, 1205, "Lock wait timeout", 5_000, times);
    }

    @Test
    void a_change_of_state_is_one_event_with_the_position_and_what_stays_is_none() {
        tell(ServiceState.STARTING);
        succeed(1);
        succeed(2);
        tell(ServiceState.STOPPED);

        assertThat(told()).containsExactly("STATE STARTING", "STATE RUNNING", "STATE STOPPED");
        ServiceEvent stopped = events.get(2);
        assertThat(stopped.service()).isEqualTo("applier/replica1");
        assertThat(stopped.progress().position()).hasToString("binlog.000001:102");
        assertThat(stopped.progress().sequence()).isEqualTo(2);
        assertThat(stopped.atMillis()).isEqualTo(4_000);
    }

    @Test
    void an_error_met_at_every_attempt_is_told_once_and_at_its_end_how_often_it_was_met() {
        succeed(1);
        for (int attempt = 1; attempt <= 500; attempt++) {
            fail(lockWait(attempt));
            // What an applier passes through on its way to the next attempt.
            tell(ServiceState.STARTING);
            tell(ServiceState.RUNNING);
        }
        succeed(2);

        assertThat(told()).containsExactly("STATE RUNNING", "ERROR RETRYING 1205 x1", "REPEATED RUNNING 1205 x500");
    }

    @Test
    void a_message_that_differs_in_numbers_only_is_the_same_error_even_where_nobody_counts() {
        succeed(1);
        for (int attempt = 1; attempt <= 50; attempt++) {
            fail(Failure.of(ErrorCode.KAFKA, "no answer within " + (1_000 + attempt) + " ms", now));
            tell(status);
        }
        succeed(2);

        assertThat(told()).containsExactly("STATE RUNNING", "ERROR RETRYING 0 x1", "REPEATED RUNNING 0 x50");
        assertThat(String.valueOf(events.get(1).error())).contains("within 1001 ms");
    }

    @Test
    void errors_that_take_turns_are_told_once_each_and_at_the_end_with_their_counts() {
        succeed(1);
        for (int turn = 0; turn < 100; turn++) {
            fail(new Failure(ErrorCode.APPLY, 1205, "Lock wait timeout", now, 1));
            fail(new Failure(ErrorCode.APPLY, 1205, "Lock wait timeout", now - 1_000, 2));
            fail(new Failure(ErrorCode.APPLY, 2013, "Lost connection", now, 1));
        }
        succeed(2);

        assertThat(told())
                .containsExactly(
                        "STATE RUNNING",
                        "ERROR RETRYING 1205 x1",
                        "ERROR RETRYING 2013 x1",
                        "REPEATED RUNNING 1205 x200",
                        "REPEATED RUNNING 2013 x100");
    }

    @Test
    void the_same_error_after_it_was_over_is_a_new_one() {
        succeed(1);
        fail(lockWait(1));
        succeed(2);
        fail(new Failure(ErrorCode.APPLY, 1205, "Lock wait timeout", 60_000, 1));

        assertThat(told())
                .containsExactly("STATE RUNNING", "ERROR RETRYING 1205 x1", "STATE RUNNING", "ERROR RETRYING 1205 x1");
    }

    @Test
    void an_error_that_is_over_and_still_shown_is_not_told_again() {
        succeed(1);
        fail(lockWait(1));
        succeed(2);
        succeed(3);
        tell(ServiceState.STOPPED);

        assertThat(told()).containsExactly("STATE RUNNING", "ERROR RETRYING 1205 x1", "STATE RUNNING", "STATE STOPPED");
    }

    @Test
    void without_anything_to_do_a_service_counts_as_recovered_after_a_while() {
        tell(ServiceState.RUNNING);
        fail(lockWait(1));
        tell(ServiceState.RUNNING);
        assertThat(told()).containsExactly("STATE RUNNING", "ERROR RETRYING 1205 x1");
        now += 15_000;
        tell(ServiceState.RUNNING);

        assertThat(told()).containsExactly("STATE RUNNING", "ERROR RETRYING 1205 x1", "STATE RUNNING");
    }

    @Test
    void giving_up_is_told_with_the_error_it_gave_up_on() {
        succeed(1);
        fail(lockWait(1));
        tell(status.withError(lockWait(1)).withState(ServiceState.FAILED, now));
        tell(status.withError(lockWait(1)).withState(ServiceState.STOPPED, now));

        assertThat(told())
                .containsExactly("STATE RUNNING", "ERROR RETRYING 1205 x1", "REPEATED FAILED 1205 x1", "STATE STOPPED");
    }

    @Test
    void what_was_left_out_is_told_once_and_many_at_a_time_as_one_event_with_their_number() {
        succeed(1);
        for (int count = 1; count <= 7; count++) {
            tell(new SkippedErrors(count, 1062, "left out " + count).in(status));
        }
        tell(ServiceState.HELD);

        assertThat(told())
                .containsExactly(
                        "STATE RUNNING",
                        "SKIPPED RUNNING 1062 x1",
                        "SKIPPED RUNNING 1062 x5",
                        "SKIPPED HELD 1062 x1",
                        "STATE HELD");
        assertThat(events.get(2).error()).isNotNull();
        assertThat(String.valueOf(events.get(2).error())).contains("left out 6");
    }

    @Test
    void a_service_that_begins_its_work_anew_counts_anew() {
        succeed(1);
        tell(new SkippedErrors(3, 1062, "before").in(status));
        tell(SkippedErrors.NONE.in(status));
        now += 10_000;
        tell(new SkippedErrors(1, 1032, "behind").in(status));

        assertThat(told()).containsExactly("STATE RUNNING", "SKIPPED RUNNING 1062 x3", "SKIPPED RUNNING 1032 x1");
    }
}
