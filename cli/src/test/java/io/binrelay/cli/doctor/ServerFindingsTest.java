package io.binrelay.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.source.SourceReaders;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.log.TopicInspection.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What takes servers or disks that a test cannot have. */
final class ServerFindingsTest {
    @Test
    void a_replica_older_than_its_source_fails() {
        PairFindings pair = new PairFindings(
                Samples.source("9.7.4", Map.of()),
                Samples.R1,
                Samples.replica("8.4.3", null, List.of()),
                ApplyMode.AUTO,
                OptionalLong.empty());
        assertThat(pair.all().get(0).line())
                .isEqualTo(Samples.line(
                        "FAIL",
                        "r1",
                        "version",
                        "MySQL 8.4.3, the source is MySQL 9.7.4: an older server may not understand the source's events."
                                + " Upgrade the replica to MySQL 9.7.4 or newer"));
    }

    @Test
    void trap63_a_reader_with_the_server_id_of_capture_fails() {
        SourceReaders readers = new SourceReaders(
                List.of(new SourceReaders.Registered(9001, "db3.example", 3306)), List.of(), List.of());
        assertThat(SourceFindings.readers(readers, 9001).line())
                .isEqualTo(Samples.line(
                        "FAIL",
                        "source",
                        "readers",
                        "a replica at db3.example:3306 is registered with server id 9001, which is capture's: the source"
                                + " ends one's dump when the other comes. Give capture a source.server.id that no server"
                                + " and no other reader of the source has"));
        assertThat(SourceFindings.readers(readers, 9002).line())
                .isEqualTo(Samples.line("ok", "source", "readers", "1 registered replicas, 0 dump threads seen"));
    }

    @Test
    void trap64_a_capture_that_the_binary_log_s_expiry_is_about_to_pass_warns() {
        SourceFindings source = new SourceFindings(
                Samples.source("8.4.3", Map.of("binlog_expire_logs_seconds", "172800")),
                new SourceSettings("db1", 3306, "capture", "", 9001));
        assertThat(source.expiry(OptionalLong.of(86_400)).orElseThrow().line())
                .isEqualTo(Samples.line(
                        "ok",
                        "source",
                        "binlog expiry",
                        "files are removed after 172800 s; capture is 86400 s behind"));
        assertThat(source.expiry(OptionalLong.of(90_000)).orElseThrow().line())
                .isEqualTo(Samples.line(
                        "warning",
                        "source",
                        "binlog expiry",
                        "files are removed after 172800 s, and capture is 90000 s behind: soon what it needs is gone"
                                + " (1236). Run on the source: SET PERSIST binlog_expire_logs_seconds = 604800"));
    }

    @Test
    void a_broker_s_disk_that_is_nearly_full_warns_and_one_that_is_broken_fails() {
        long gibibyte = 1L << 30;
        Store full = new Store(
                1,
                "/kafka",
                5 * gibibyte,
                OptionalLong.of(9 * gibibyte),
                OptionalLong.of(100 * gibibyte),
                Optional.empty());
        assertThat(TopicFindings.space(full).line())
                .isEqualTo(Samples.line(
                        "warning",
                        "kafka",
                        "disk space",
                        "broker 1, /kafka: the log takes 5.0 GiB, 9.0 GiB of 100.0 GiB free. Make room or add a disk: when"
                                + " it is full the broker stops, and capture waits"));
        Store broken = new Store(
                2,
                "/kafka",
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of("KafkaStorageException: offline"));
        assertThat(TopicFindings.space(broken).line())
                .isEqualTo(Samples.line(
                        "FAIL",
                        "kafka",
                        "disk space",
                        "broker 2, /kafka: the directory cannot be used (KafkaStorageException: offline). See the broker's"
                                + " log; repair or empty the disk and restart the broker"));
        Store old = new Store(3, "/kafka", 100, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
        assertThat(TopicFindings.space(old).line())
                .isEqualTo(Samples.line(
                        "skipped",
                        "kafka",
                        "disk space",
                        "broker 3, /kafka: the log takes 100 bytes; brokers before Kafka 3.3 do not tell how much is free."
                                + " On its machine run: df -h /kafka"));
    }

    @Test
    void clocks_within_two_seconds_are_well() {
        assertThat(ClockFindings.of(Map.of("source", 900L, "r1", -1_000L)).line())
                .isEqualTo(Samples.line("ok", "clocks", "skew", "r1 -1.0 s, source +0.9 s against here"));
        assertThat(ClockFindings.of(Map.of("source", 1_100L, "r1", -1_000L)).outcome())
                .isEqualTo(Outcome.WARNING);
    }

    @Test
    void what_answers_is_told_by_its_first_bytes() {
        byte[] xProtocol = {5, 0, 0, 0, 11, 8, 5, 26, 0};
        assertThat(PortProbe.understand("db:33060", xProtocol, xProtocol.length))
                .isEqualTo(new Answer.Stranger("db:33060", "MySQL's X Protocol, not the classic one"));
        byte[] greeting = {10, 0, 0, 0, 10, '8', '.', '4', '.', '3', 0, 1, 2, 3};
        assertThat(PortProbe.understand("db:3306", greeting, greeting.length))
                .isEqualTo(new Answer.Greeting("db:3306", "8.4.3"));
        assertThat(PortProbe.understand("db:3306", new byte[8], 0))
                .isEqualTo(new Answer.Stranger("db:3306", "something that closes the connection without a word"));
    }

    @Test
    void the_exit_code_is_that_of_the_first_area_with_a_failure() {
        Finding replica = Samples.R1.fail("log-in", "x", "");
        Finding kafka = Subject.KAFKA.fail("copies", "x", "");
        Finding capture = Subject.CAPTURE.fail("running", "x", "");
        assertThat(new Diagnosis(List.of(Samples.R1.warning("a", "x", "y"))).exitCode())
                .isZero();
        assertThat(new Diagnosis(List.of(replica)).exitCode()).isEqualTo(6);
        assertThat(new Diagnosis(List.of(replica, kafka)).exitCode()).isEqualTo(5);
        assertThat(new Diagnosis(List.of(replica, kafka, capture)).exitCode()).isEqualTo(4);
    }
}
