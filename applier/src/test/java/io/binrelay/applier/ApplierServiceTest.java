package io.binrelay.applier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.core.GroupLimits;
import io.binrelay.relay.log.RelayReader;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceRole;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ApplierServiceTest {
    private final LogForTests log = new LogForTests();
    private final FakeReplicaServer server = new FakeReplicaServer();
    private final List<ServiceStatus> told = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private NameCheck.Owner owner = NameCheck.Owner.NOBODY;
    private Instant now = Instant.ofEpochSecond(1_000);

    private ApplierService service(Supplier<RelayReader> readers) {
        // A stop that was asked for ends every pause: the clock of the test alone decides how long one is.
        stop.request();
        ApplyLoop loop = new ApplyLoop(
                readers,
                new FakeReplica(server),
                new ApplySettings(new GroupLimits(100, 1 << 20), Duration.ZERO, Duration.ofSeconds(5), false),
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 1),
                Stages.UNWATCHED,
                () -> now,
                Guidance.NONE);
        ServiceStatus starting =
                ServiceStatus.starting(ServiceId.ofApplier("shop", "replica1", "1"), "db:3306", now.toEpochMilli());
        return new ApplierService(
                loop,
                new ApplierReport(starting, told::add, () -> "server_uuid A", () -> now),
                new NameCheck(owner, () -> "server_uuid B"),
                stop,
                () -> now);
    }

    private void run(ApplierService service, int rounds) {
        for (int round = 0; round < rounds; round++) {
            service.runOnce();
            now = now.plusMillis(300);
        }
    }

    private ServiceStatus last() {
        return told.get(told.size() - 1);
    }

    @Test
    void a_running_applier_tells_how_far_it_is() {
        log.append(Transactions.rows(1, "a"), Transactions.rows(2, "b"));
        ApplierService service = service(log::reader);
        run(service, 6);
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(last().progress().sequence()).isEqualTo(2);
        assertThat(last().progress().gtid()).isEqualTo(Transactions.UUID + ":2");
        assertThat(last().progress().position()).hasToString("binlog.000001:300");
        assertThat(last().progress().commitMicros()).isEqualTo(1_002_000_000L);
        assertThat(last().progress().transactions()).isEqualTo(2);
        assertThat(last().transactionsPerSecond()).isPositive();
        assertThat(last().details()).containsEntry("groups", "1").containsEntry("retries", "0");
        service.close();
        assertThat(last().state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void who_does_not_own_the_log_after_the_time_to_join_is_a_standby() {
        RelayReader owner = log.reader();
        assertThat(owner.awaitOwnership(Duration.ZERO)).isTrue();
        ApplierService service = service(log::reader);
        run(service, 2);
        assertThat(last().state()).isEqualTo(ServiceState.STARTING);
        now = now.plusSeconds(10);
        run(service, 2);
        assertThat(last().state()).isEqualTo(ServiceState.STANDBY);
    }

    /** At work under the same name, in another process. */
    private NameCheck.Owner atWorkOn(String server, String identity) {
        ServiceId id = new ServiceId(ServiceRole.APPLIER, "shop", "replica1", "host7", 4711, "1");
        ServiceStatus status = ServiceStatus.starting(id, server, 1)
                .withState(ServiceState.RUNNING, 2)
                .withDetail(ApplierReport.IDENTITY, identity);
        return new NameCheck.Owner() {
            @Override
            public Optional<ServiceReport> announced() {
                return Optional.of(new ServiceReport(status, 300));
            }

            @Override
            public void close() {}
        };
    }

    private ApplierService standby() {
        RelayReader other = log.reader();
        assertThat(other.awaitOwnership(Duration.ZERO)).isTrue();
        ApplierService service = service(log::reader);
        run(service, 2);
        now = now.plusSeconds(10);
        return service;
    }

    @Test
    void a_standby_for_another_server_than_the_one_at_work_ends_and_says_whose_name_it_has() {
        owner = atWorkOn("db7:3306", "server_uuid A");
        ApplierService service = standby();
        assertThatThrownBy(() -> run(service, 60))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessage(
                        "The name replica1 is taken in channel shop: the applier that works under it, process 4711 on"
                                + " host7, applies to db7:3306 (server_uuid A), and this one is configured for db:3306 (server_uuid B),"
                                + " which would get nothing. Give each replica a name of its own (replica.name); or, if this applier is"
                                + " to stand by for that one, correct replica.host and replica.port");
        service.close();
        // It never says anything in the place of the one at work.
        assertThat(last().state()).isEqualTo(ServiceState.SUPERSEDED);
    }

    @Test
    void a_standby_for_the_same_server_stays_whatever_the_address_it_has_it_by() {
        owner = atWorkOn("db-alias:3306", "server_uuid B");
        ApplierService service = standby();
        run(service, 60);
        assertThat(last().state()).isEqualTo(ServiceState.STANDBY);
    }

    @Test
    void an_error_that_lasts_is_told_as_failed_and_ends_the_service_with_its_code() {
        log.append(Transactions.rows(1, "bad"));
        server.faults = operation -> {
            if (operation.equals("apply bad")) {
                throw FakeReplicaServer.error(1062);
            }
        };
        ApplierService service = service(log::reader);
        assertThatThrownBy(() -> run(service, 20))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.APPLY));
        service.close();
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
        assertThat(last().lastError()).isNotNull();
        assertThat(String.valueOf(last().lastError())).contains("error 1062");
        assertThat(requireNonNull(last().lastError()).errno()).isEqualTo(1062);
    }

    @Test
    void what_was_applied_before_the_transaction_to_blame_is_told_with_its_error() {
        log.append(Transactions.rows(1, "a"), Transactions.rows(2, "b"), Transactions.rows(3, "bad"));
        server.faults = operation -> {
            if (operation.equals("apply bad")) {
                throw FakeReplicaServer.error(1062);
            }
        };
        ApplierService service = service(log::reader);
        assertThatThrownBy(() -> run(service, 20)).hasMessageContaining("applying stopped at transaction 3");
        assertThat(server.committed).containsExactly("a", "b");
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
        assertThat(last().progress().sequence()).isEqualTo(2);
    }

    @Test
    void a_lock_conflict_at_one_attempt_after_the_other_is_one_error_with_its_count_until_it_is_over() {
        log.append(Transactions.rows(1, "a"));
        ApplierService service = service(log::reader);
        run(service, 6);
        server.faults = operation -> {
            if (operation.equals("apply b")) {
                throw FakeReplicaServer.error(1205);
            }
        };
        log.append(Transactions.rows(2, "b"));
        told.clear();
        run(service, 12);
        List<ServiceStatus> failing =
                told.stream().filter(status -> status.lastError() != null).toList();
        assertThat(failing).extracting(ServiceStatus::state).containsOnly(ServiceState.RETRYING);
        assertThat(failing)
                .extracting(status -> requireNonNull(status.lastError()).atMillis())
                .hasSizeGreaterThan(3)
                .containsOnly(requireNonNull(failing.get(0).lastError()).atMillis());
        assertThat(requireNonNull(last().lastError()).times()).isGreaterThan(2);
        assertThat(requireNonNull(last().lastError()).errno()).isEqualTo(1205);
        server.faults = operation -> {};
        run(service, 20);
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(server.committed).containsExactly("a", "b");
    }

    @Test
    void a_connection_that_could_never_be_made_is_tried_for_half_a_minute() {
        server.faults = operation -> {
            throw FakeReplicaServer.error(2003);
        };
        ApplierService service = service(log::reader);
        run(service, 90);
        assertThat(last().state()).isEqualTo(ServiceState.RETRYING);
        assertThatThrownBy(() -> run(service, 40)).hasMessage("error 2003 (HY000): planned");
    }

    @Test
    void a_connection_that_was_lost_is_tried_for_ever() {
        log.append(Transactions.rows(1, "a"));
        ApplierService service = service(log::reader);
        run(service, 6);
        server.faults = operation -> {
            throw FakeReplicaServer.error(2003);
        };
        log.append(Transactions.rows(2, "b"));
        run(service, 2_000);
        assertThat(last().state()).isEqualTo(ServiceState.RETRYING);
        server.faults = operation -> {};
        run(service, 20);
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);
        assertThat(server.committed).containsExactly("a", "b");
    }

    @Test
    void kafka_that_could_never_be_reached_is_tried_for_half_a_minute() {
        ApplierService service = service(() -> {
            throw new BinrelayException(ErrorCode.KAFKA, "Kafka is not there", true, null);
        });
        run(service, 90);
        assertThatThrownBy(() -> run(service, 40))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KAFKA));
    }
}
