package io.binrelay.relay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatedServiceTest {
    private static final ServiceStatus STARTING =
            ServiceStatus.starting(ServiceId.ofApplier("shop", "r1", "1"), "db:3306", 1);

    private final List<ServiceStatus> told = new ArrayList<>();
    private final List<FakeWork> works = new ArrayList<>();
    private final Standing standing = new Standing();
    private final StopSignal stop = new StopSignal();
    private long offset;
    private long nanos;
    private boolean waitsAfterErrors = true;
    private final List<Resets.Pending> forgotten = new ArrayList<>();
    private @Nullable BinrelayException unforgettable;
    private long openWhenForgotten = -1;

    /** Orders as the test has them. */
    private static final class Standing implements StandingOrders {
        private @Nullable Orders orders = Orders.NONE;
        private @Nullable BinrelayException trouble;

        @Override
        public Optional<Orders> current() {
            return Optional.ofNullable(orders);
        }

        @Override
        public Optional<BinrelayException> trouble() {
            return Optional.ofNullable(trouble);
        }
    }

    /** Work that says what the real one says. */
    private static final class FakeWork implements Work {
        private final Map<String, String> settings;
        private final StatusSink sink;
        private ServiceStatus status = STARTING;
        private boolean worked;
        private boolean closed;
        private @Nullable BinrelayException fault;

        FakeWork(Map<String, String> settings, StatusSink sink) {
            this.settings = settings;
            this.sink = sink;
            sink.publish(status);
        }

        @Override
        public void runOnce() {
            BinrelayException failure = fault;
            if (failure != null) {
                say(status.withError(Failure.of(failure, 3)).withState(ServiceState.FAILED, 3));
                throw failure;
            }
            worked = true;
            say(status.withState(ServiceState.RUNNING, 2));
        }

        @Override
        public boolean hasWorked() {
            return worked;
        }

        @Override
        public void close() {
            closed = true;
            if (status.state() != ServiceState.FAILED) {
                say(status.withState(ServiceState.STOPPED, 4));
            }
        }

        private void say(ServiceStatus next) {
            status = next;
            sink.publish(next);
        }
    }

    private void forget(Resets.Pending reset) {
        BinrelayException failure = unforgettable;
        if (failure != null) {
            throw failure;
        }
        forgotten.add(reset);
        openWhenForgotten = works.stream().filter(work -> !work.closed).count();
    }

    @BeforeEach
    void endPauses() {
        stop.request();
    }

    private OperatedService service(boolean startsHeld) {
        return new OperatedService(
                standing,
                (orders, sink) -> {
                    if ("bad".equals(orders.settings().get("replica.host"))) {
                        throw new BinrelayException(ErrorCode.CONFIGURATION, "replica.host = bad");
                    }
                    FakeWork work = new FakeWork(orders.settings(), sink);
                    works.add(work);
                    return work;
                },
                this::forget,
                new OperatedSettings(Set.of("apply.delay.seconds"), startsHeld, waitsAfterErrors),
                new HeldStatus(told::add, STARTING),
                stop,
                () -> nanos);
    }

    private void order(Order order) {
        Orders before = standing.orders == null ? Orders.NONE : standing.orders;
        standing.orders = before.with(new GivenOrder(offset++, "applier/r1", order, "dba@host", 7));
    }

    private void change(String key, String value) {
        order(new Order.Change(Map.of(key, value), Set.of()));
    }

    private ServiceStatus last() {
        return told.get(told.size() - 1);
    }

    private FakeWork work() {
        return works.get(works.size() - 1);
    }

    @Test
    void nothing_is_begun_before_the_orders_are_known() {
        standing.orders = null;
        OperatedService service = service(false);
        service.runOnce();
        assertThat(works).isEmpty();
        standing.orders = Orders.NONE;
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void orders_that_could_never_be_heard_are_waited_for_half_a_minute() {
        standing.orders = null;
        standing.trouble = new BinrelayException(ErrorCode.KAFKA, "Kafka is not there", true, null);
        OperatedService service = service(false);
        service.runOnce();
        nanos = Duration.ofSeconds(30).toNanos();
        assertThatThrownBy(service::runOnce).hasMessage("Kafka is not there");
    }

    @Test
    void a_stopped_service_has_closed_its_work_says_so_and_begins_anew_when_started() {
        OperatedService service = service(false);
        service.runOnce();
        order(new Order.Stop(null));
        service.runOnce();
        assertThat(work().closed).isTrue();
        assertThat(last().state()).isEqualTo(ServiceState.HELD);
        assertThat(last().details()).containsEntry(HeldStatus.HEEDED, "0");
        service.runOnce();
        assertThat(works).hasSize(1);

        order(new Order.Start(null));
        service.runOnce();
        assertThat(works).hasSize(2);
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(last().details()).containsEntry(HeldStatus.HEEDED, "1");
    }

    @Test
    void a_process_started_later_stays_stopped() {
        order(new Order.Stop(null));
        OperatedService service = service(false);
        service.runOnce();
        assertThat(works).isEmpty();
        assertThat(last().state()).isEqualTo(ServiceState.HELD);
    }

    @Test
    void with_skip_start_only_an_order_newer_than_the_process_starts_it() {
        order(new Order.Start(null));
        OperatedService service = service(true);
        service.runOnce();
        assertThat(works).isEmpty();
        assertThat(last().state()).isEqualTo(ServiceState.HELD);
        order(new Order.Start(null));
        service.runOnce();
        assertThat(works).hasSize(1);
    }

    @Test
    void a_failure_after_work_was_done_waits_for_an_order_and_keeps_its_error() {
        OperatedService service = service(false);
        service.runOnce();
        work().fault = new BinrelayException(ErrorCode.APPLY, "error 1062");
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
        order(new Order.Skip(Set.of(5L), Set.of()));
        service.runOnce();
        assertThat(works).hasSize(1);
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
        assertThat(last().lastError()).isNotNull();

        order(new Order.Start(null));
        service.runOnce();
        assertThat(works).hasSize(2);
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(last().lastError()).isNull();
    }

    @Test
    void work_that_never_could_begin_a_defect_and_a_heap_too_small_end_the_process() {
        OperatedService service = service(false);
        order(new Order.Start(null));
        service.runOnce();
        work().worked = false;
        work().fault = new BinrelayException(ErrorCode.APPLY, "access denied");
        assertThatThrownBy(service::runOnce).hasMessage("access denied");

        OperatedService superseded = service(false);
        superseded.runOnce();
        work().fault = new WriterFencedException("another one", new IllegalStateException());
        assertThatThrownBy(superseded::runOnce).hasMessage("another one");

        for (ErrorCode code : new ErrorCode[] {ErrorCode.INTERNAL, ErrorCode.MEMORY, ErrorCode.CONFIGURATION}) {
            OperatedService other = service(false);
            other.runOnce();
            work().fault = new BinrelayException(code, "no");
            assertThatThrownBy(other::runOnce).hasMessage("no");
        }
    }

    @Test
    void a_service_that_is_configured_to_exit_after_an_error_does() {
        waitsAfterErrors = false;
        OperatedService service = service(false);
        service.runOnce();
        work().fault = new BinrelayException(ErrorCode.APPLY, "error 1062");
        assertThatThrownBy(service::runOnce).hasMessage("error 1062");
    }

    @Test
    void changed_settings_make_it_begin_anew_but_for_those_it_heeds_itself() {
        OperatedService service = service(false);
        service.runOnce();
        change("apply.delay.seconds", "60");
        service.runOnce();
        assertThat(works).hasSize(1);
        assertThat(last().details()).containsEntry(HeldStatus.HEEDED, "0");

        change("replica.host", "db7");
        service.runOnce();
        assertThat(works.get(0).closed).isTrue();
        assertThat(work().settings).containsEntry("replica.host", "db7");
    }

    @Test
    void settings_that_cannot_be_used_are_an_error_until_they_are_changed_again() {
        OperatedService service = service(false);
        service.runOnce();
        change("replica.host", "bad");
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
        assertThat(String.valueOf(last().lastError())).contains("replica.host = bad");
        order(new Order.Change(Map.of(), Set.of("replica.host")));
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void a_standby_that_is_stopped_does_not_speak_for_the_service() {
        OperatedService service = service(false);
        service.runOnce();
        work().say(STARTING.withState(ServiceState.STANDBY, 2));
        order(new Order.Stop(null));
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.STANDBY);
    }

    @Test
    void a_reset_is_carried_out_once_and_before_anything_else_begins() {
        OperatedService service = service(false);
        service.runOnce();
        // Heard all at once, as by a process that was deaf for a while.
        order(new Order.Stop(null));
        order(new Order.Reset(false));
        order(new Order.Start(null));
        service.runOnce();
        assertThat(openWhenForgotten).isZero();
        assertThat(forgotten).hasSize(1);
        assertThat(works).hasSize(2);
        order(new Order.ResetDone(1));
        service.runOnce();
        assertThat(works).hasSize(2);
        assertThat(forgotten).hasSize(1);
    }

    @Test
    void a_reset_that_cannot_be_carried_out_is_pending_and_holds_up_the_start_until_it_can() {
        unforgettable = new BinrelayException(ErrorCode.APPLY, "the replica is away", true, null);
        OperatedService service = service(false);
        order(new Order.Stop(null));
        order(new Order.Reset(false));
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.HELD);
        assertThat(last().details())
                .containsEntry(HeldStatus.RESET_PENDING, "ordered by dba@host; the replica is away")
                .containsEntry(HeldStatus.HEEDED, "1");
        assertThat(last().lastError()).isNotNull();

        order(new Order.Start(null));
        nanos += 3_000_000_000L;
        service.runOnce();
        assertThat(works).isEmpty();
        unforgettable = null;
        nanos += 3_000_000_000L;
        service.runOnce();
        service.runOnce();
        assertThat(works).hasSize(1);
        assertThat(last().lastError()).isNull();
        assertThat(last().details()).doesNotContainKey(HeldStatus.RESET_PENDING);
    }

    @Test
    void a_process_that_starts_behind_a_reset_that_was_done_forgets_nothing() {
        order(new Order.Stop(null));
        order(new Order.Reset(false));
        order(new Order.ResetDone(1));
        order(new Order.Start(null));
        service(false).runOnce();
        assertThat(forgotten).isEmpty();
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void after_a_reset_of_all_it_is_not_listed_until_it_is_started_again() {
        OperatedService service = service(false);
        service.runOnce();
        order(new Order.Stop(null));
        order(new Order.Reset(true));
        service.runOnce();
        order(new Order.ResetDone(1));
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.FORGOTTEN);
        assertThat(last().progress()).isEqualTo(Progress.NONE);
        order(new Order.Start(null));
        service.runOnce();
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
    }
}
