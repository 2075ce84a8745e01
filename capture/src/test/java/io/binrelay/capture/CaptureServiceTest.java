package io.binrelay.capture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.capture.source.Problem;
import io.binrelay.capture.source.SourceException;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.testsupport.binlog.EventBodies;
import io.binrelay.testsupport.binlog.EventBodies.Image;
import io.binrelay.testsupport.binlog.InMemoryBinlog;
import io.binrelay.testsupport.fakes.InMemoryRelayLog;
import io.binrelay.testsupport.fakes.LogFaults;
import io.binrelay.testsupport.fakes.LogOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureServiceTest {
    private final InMemoryBinlog binlog = new InMemoryBinlog(Family.MYSQL, 5, 1_700_000_000);
    private final InMemoryRelayLog log = FakePorts.newLog();
    private final FakePorts ports = new FakePorts(binlog, log);
    private final ManualClock clock = new ManualClock();
    private final List<ServiceStatus> published = new ArrayList<>();

    @Test
    void transactions_reach_the_log_and_the_status_says_how_far() {
        transactions(3);
        CaptureService service = service();

        rounds(service, 50);

        assertThat(gtids()).hasSize(3);
        ServiceStatus status = last();
        assertThat(status.state()).isEqualTo(ServiceState.RUNNING);
        assertThat(status.progress().position()).isEqualTo(binlog.end());
        assertThat(status.progress().gtid()).isEqualTo(binlog.lastGtid());
        assertThat(status.progress().sequence()).isEqualTo(3);
        assertThat(status.progress().transactions()).isEqualTo(3);
        service.close();
        assertThat(last().state()).isEqualTo(ServiceState.STOPPED);
    }

    @Test
    void heartbeats_are_by_the_clock_of_the_source_and_its_difference_is_told() {
        ports.setAheadMillis(600_000);
        transactions(1);
        CaptureService service = service();
        rounds(service, 10);
        clock.advance(Duration.ofSeconds(30));
        rounds(service, 10);

        assertThat(last().details()).containsEntry("source.clock.ahead.ms", "600000");
        long now = clock.epochMillis() / 1_000;
        assertThat(log.committed().stream()
                        .map(record -> record.header())
                        .filter(header -> header.kind() == RecordKind.HEARTBEAT)
                        .map(RecordHeader::timestampSeconds)
                        .reduce((before, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).isBetween(now + 570, now + 600));
    }

    @Test
    void a_lost_connection_is_retried_with_a_new_source_and_a_new_writer() {
        transactions(20);
        ports.loseConnectionsAfter(11);
        CaptureService service = service();

        rounds(service, 500);

        assertThat(gtids()).hasSize(20).doesNotHaveDuplicates();
        assertThat(published).extracting(ServiceStatus::state).contains(ServiceState.RETRYING);
        assertThat(last().lastError())
                .isNotNull()
                .satisfies(error -> assertThat(error.message()).isEqualTo("connection lost"));
    }

    @Test
    void a_lost_answer_to_a_commit_neither_loses_nor_doubles_a_transaction() {
        transactions(1);
        CaptureService service = service();
        rounds(service, 10);
        log.inject(new LogFaults() {
            private boolean done;

            @Override
            public void before(LogOperation operation) {}

            @Override
            public void after(LogOperation operation) {
                if (operation == LogOperation.COMMIT && !done) {
                    done = true;
                    throw new BinrelayException(ErrorCode.KAFKA, "no answer", true, null);
                }
            }
        });
        transactions(2);

        rounds(service, 50);

        assertThat(gtids()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_failure_that_does_not_pass_ends_the_service() {
        ports.failInspection(new SourceException("Access denied for user 'u'", 1045, false, null));
        CaptureService service = service();

        assertThatThrownBy(service::runOnce)
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE))
                .hasMessage("Access denied for user 'u'");
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
        assertThat(requireNonNull(last().lastError()).errno()).isEqualTo(1045);
        service.close();
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
    }

    @Test
    void a_first_connection_is_tried_for_a_while_only() {
        ports.failInspection(unreachable());
        CaptureService service = service();

        assertThatThrownBy(() -> rounds(service, 1_000)).hasMessage("cannot connect to db1:3306");

        assertThat(clock.elapsed()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(45));
    }

    @Test
    void a_later_connection_is_tried_for_ever() {
        CaptureService service = service();
        rounds(service, 10);
        ports.loseConnectionsAfter(0);
        ports.failInspection(unreachable());
        log.inject(operation -> {
            throw new BinrelayException(ErrorCode.KAFKA, "Kafka is gone", true, null);
        });
        clock.advance(Duration.ofSeconds(10));

        rounds(service, 2_000);
        assertThat(clock.elapsed()).isGreaterThan(Duration.ofMinutes(5));
        assertThat(last().state()).isEqualTo(ServiceState.RETRYING);
        // One error since its first time, with its count.
        assertThat(requireNonNull(last().lastError()).times()).isGreaterThan(20);
        assertThat(requireNonNull(last().lastError()).atMillis()).isLessThan(clock.epochMillis() - 240_000);

        ports.failInspection(null);
        ports.loseConnectionsAfter(Long.MAX_VALUE);
        log.inject(LogFaults.NONE);
        transactions(1);
        rounds(service, 100);
        assertThat(gtids()).hasSize(1);
    }

    @Test
    void every_defect_of_the_source_is_named_at_once() {
        ports.add(new Problem("source db1:3306 writes no binary log", "Set log_bin"));
        ports.add(new Problem("server id 5 is the one of the source", "Give capture another"));

        assertThatThrownBy(service()::runOnce)
                .hasMessage("source db1:3306 writes no binary log. Set log_bin.\n"
                        + "server id 5 is the one of the source. Give capture another.");
        assertThat(log.committed()).isEmpty();
    }

    @Test
    void of_two_captures_the_later_one_writes_and_the_earlier_one_ends() {
        transactions(1);
        CaptureService first = service();
        rounds(first, 10);
        CaptureService second = service();
        rounds(second, 10);
        transactions(1);

        assertThatThrownBy(() -> rounds(first, 10)).isInstanceOf(WriterFencedException.class);
        assertThat(last().state()).isEqualTo(ServiceState.SUPERSEDED);
        rounds(second, 10);

        assertThat(gtids()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void an_earlier_capture_whose_server_id_the_later_one_uses_ends_as_superseded_and_not_as_failed() {
        transactions(1);
        CaptureService first = service();
        rounds(first, 10);
        FakePorts others = new FakePorts(binlog, log);
        rounds(service(others), 10);
        ports.failConnection(new SourceException("a replica with the same server_id has connected", 1236, false, null));

        assertThatThrownBy(() -> rounds(first, 10)).isInstanceOf(WriterFencedException.class);
        assertThat(last().state()).isEqualTo(ServiceState.SUPERSEDED);
    }

    @Test
    void a_source_that_refuses_while_nobody_else_writes_is_told_as_it_is() {
        transactions(1);
        CaptureService service = service();
        rounds(service, 10);
        ports.failConnection(new SourceException("a replica with the same server_id has connected", 1236, false, null));

        assertThatThrownBy(() -> rounds(service, 10))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE))
                .hasMessageContaining("the same server_id");
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
    }

    @Test
    void a_refused_position_is_examined_once_before_the_source_is_believed() {
        transactions(1);
        CaptureService service = service();
        rounds(service, 10);
        ports.failConnection(new SourceException("could not find next log", 1236, false, null));
        rounds(service, 50);
        assertThat(published).extracting(ServiceStatus::state).contains(ServiceState.RETRYING);
        assertThat(last().state()).isEqualTo(ServiceState.RUNNING);

        ports.failConnection(new SourceException("could not find next log", 1236, false, null));

        assertThatThrownBy(() -> rounds(service, 10)).hasMessage("could not find next log");
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
    }

    @Test
    void trap64_a_source_that_ends_before_what_was_read_of_it_has_been_reset() {
        transactions(2);
        CaptureService service = service();
        rounds(service, 50);
        FilePosition read = requireNonNull(service.watch().read(), "nothing was read");

        service.watch().compare(read, read);
        rounds(service, 1);
        service.watch().compare(read, new FilePosition(read.file(), 4));

        assertThatThrownBy(() -> rounds(service, 1))
                .hasMessageStartingWith("The source's binary log begins anew: it was read up to " + read
                        + ", and now ends at " + read.file() + ":4.");
        assertThat(last().state()).isEqualTo(ServiceState.FAILED);
    }

    @Test
    void a_source_with_defects_does_not_fence_a_capture_that_works() {
        CaptureService first = service();
        rounds(first, 10);
        ports.add(new Problem("source db1:3306 writes no binary log", "Set log_bin"));
        assertThatThrownBy(service()::runOnce).isInstanceOf(BinrelayException.class);
        transactions(1);

        rounds(first, 10);

        assertThat(gtids()).hasSize(1);
    }

    @Test
    void trap90_a_source_that_was_reset_ends_the_service() {
        transactions(5);
        rounds(service(), 50);
        InMemoryBinlog reset = new InMemoryBinlog(Family.MYSQL, 5, 1_700_000_000);
        FakePorts after = new FakePorts(reset, log);

        assertThatThrownBy(() -> service(after).runOnce())
                .hasMessageContaining("The source has lost the end of its binary log");
    }

    @Test
    void what_is_known_of_tables_is_asked_anew_after_a_statement() {
        binlog.statement("shop", "ALTER TABLE t ADD c INT");
        transactions(1);

        rounds(service(), 50);

        assertThat(ports.definitionChanges()).isEqualTo(1);
    }

    private void transactions(int count) {
        for (int i = 0; i < count; i++) {
            binlog.begin();
            binlog.tableMap(7, "shop", "t");
            binlog.insert(7, EventBodies.STATEMENT_END, new Image(i, "value"));
            binlog.commit();
        }
    }

    private List<String> gtids() {
        return log.committed().stream()
                .map(record -> record.header())
                .filter(header -> header.kind() == RecordKind.TRANSACTION && header.last())
                .map(RecordHeader::gtid)
                .map(String::valueOf)
                .toList();
    }

    private static SourceException unreachable() {
        return new SourceException("cannot connect to db1:3306", 2003, true, null);
    }

    private ServiceStatus last() {
        return published.get(published.size() - 1);
    }

    private static void rounds(CaptureService service, int rounds) {
        for (int i = 0; i < rounds; i++) {
            service.runOnce();
        }
    }

    private CaptureService service() {
        return service(ports);
    }

    private CaptureService service(FakePorts outer) {
        ServiceStatus starting =
                ServiceStatus.starting(ServiceId.ofCapture("shop", "test"), "db1:3306", clock.epochMillis());
        return new CaptureService(
                outer,
                new CaptureSettings(
                        new CaptureStart.Earliest(),
                        1_000_000,
                        new CapturePace(1_000, Duration.ofSeconds(1), Duration.ofSeconds(5)),
                        Duration.ofSeconds(30)),
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 1),
                new CaptureReport(starting, published::add, clock),
                clock,
                Stages.UNWATCHED);
    }
}
