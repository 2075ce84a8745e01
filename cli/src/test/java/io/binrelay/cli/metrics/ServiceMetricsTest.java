package io.binrelay.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.capture.SemiSyncReport;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.Failure;
import io.binrelay.relay.status.Progress;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.schemas.model.FilePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
    private static final long NOW_MILLIS = 1_700_000_000_000L;
    private static final Map<String, String> REPLICA =
            Map.of("channel_name", "shop", "master_host", "db1.example", "replica", "replica1");
    private static final Map<String, Double> MEASURED = Map.of(
            "total_number_of_events_seen", 1_234.0,
            "queue_remaining_capacity", 16_000_000.0,
            "kafka_producer_record_error_rate", 0.0,
            "kafka_producer_request_latency_avg", 1.5,
            "kafka_producer_connection_count", 2.0,
            "kafka_consumer_fetch_manager_fetch_latency_avg", 50.25,
            "kafka_consumer_fetch_manager_records_lag_max", 7.0,
            "kafka_consumer_connection_count", 2.0);

    private final ServiceMetrics metrics = new ServiceMetrics();

    private static Progress progress(long transaction, long behindMillis) {
        long micros = (NOW_MILLIS - behindMillis) * 1000;
        return new Progress(
                FilePosition.parse("binlog.000001:4"), null, transaction, transaction, micros, micros, transaction);
    }

    private static ServiceStatus capture() {
        return ServiceStatus.starting(ServiceId.ofCapture("shop", "1"), "db1.example:3306", NOW_MILLIS)
                .withProgress(progress(100, 400), 1)
                .withState(ServiceState.RUNNING, NOW_MILLIS);
    }

    private static ServiceStatus semiSynchronous() {
        SemiSyncReport semiSync = new SemiSyncReport(
                "degraded", "2026-11-21T12:00:00Z", 3, 8, "", 70, 90, "binlog.000001:4", 2_100, 9_000);
        ServiceStatus status = capture();
        for (Map.Entry<String, String> detail : semiSync.details().entrySet()) {
            status = status.withDetail(detail.getKey(), detail.getValue());
        }
        return status;
    }

    private static ServiceStatus applier() {
        return ServiceStatus.starting(ServiceId.ofApplier("shop", "replica1", "1"), "db2:3306", NOW_MILLIS)
                .withProgress(progress(90, 7_900), 1)
                .withState(ServiceState.RUNNING, NOW_MILLIS);
    }

    private static Optional<ChannelStatus> channel(long captureAgeMillis) {
        return Optional.of(ChannelStatus.of(List.of(new ServiceReport(capture(), captureAgeMillis))));
    }

    private MetricsPage scrape(Optional<ChannelStatus> channel) {
        return MetricsPage.parse(metrics.scrape(channel, MEASURED, NOW_MILLIS));
    }

    @Test
    void an_applier_behind_its_source_says_how_far_as_mysqld_exporter_would() {
        metrics.publish(applier());

        MetricsPage page = scrape(channel(100));

        assertThat(page.value("binrelay_slave_status_slave_sql_running", REPLICA))
                .hasValue(1);
        assertThat(page.value("binrelay_slave_status_slave_io_running", REPLICA))
                .hasValue(1);
        assertThat(page.value("binrelay_slave_status_seconds_behind_master", REPLICA))
                .hasValue(8);
        assertThat(page.value("binrelay_slave_status_last_sql_errno", REPLICA)).hasValue(0);
        assertThat(page.value("binrelay_apply_transactions_behind", Map.of())).hasValue(10);
        assertThat(page.value("binrelay_apply_transactions_total", Map.of())).hasValue(90);
        assertThat(page.value("binrelay_service_state", Map.of("state", "running")))
                .hasValue(1);
        assertThat(page.value("binrelay_service_state", Map.of("state", "failed")))
                .hasValue(0);
    }

    @Test
    void what_kafkas_client_measures_is_told_with_its_fractions() {
        metrics.publish(applier());

        assertThat(scrape(channel(100))
                        .value(
                                "kafka_consumer_fetch_manager_fetch_latency_avg",
                                Map.of("channel_name", "shop", "service", "applier/replica1")))
                .hasValue(50.25);
    }

    @Test
    void what_is_not_known_is_left_out() {
        metrics.publish(applier());
        scrape(channel(100));

        MetricsPage page = scrape(Optional.empty());

        assertThat(page.names())
                .contains("binrelay_slave_status_slave_sql_running")
                .doesNotContain(
                        "binrelay_slave_status_slave_io_running",
                        "binrelay_slave_status_seconds_behind_master",
                        "binrelay_apply_transactions_behind");
        metrics.publish(applier().withProgress(progress(100, 400), 1));
        assertThat(scrape(channel(60_000)).value("binrelay_slave_status_slave_io_running", REPLICA))
                .hasValue(0);
        assertThat(scrape(channel(60_000)).names()).doesNotContain("binrelay_slave_status_seconds_behind_master");
        metrics.publish(applier().withState(ServiceState.STANDBY, NOW_MILLIS));
        assertThat(scrape(channel(100)).names()).noneMatch(name -> name.startsWith("binrelay_slave_status"));
    }

    @Test
    void errors_are_counted_by_number_every_attempt_once() {
        Failure lockWait = new Failure(ErrorCode.APPLY, 1205, "Lock wait timeout", NOW_MILLIS, 1);
        metrics.publish(applier());
        for (int attempt = 0; attempt < 5; attempt++) {
            metrics.publish(applier().withError(lockWait.again(attempt)).withState(ServiceState.RETRYING, NOW_MILLIS));
            metrics.publish(applier().withError(lockWait.again(attempt)));
        }
        metrics.publish(applier().withError(lockWait.again(4)).withState(ServiceState.RETRYING, NOW_MILLIS));
        assertThat(scrape(channel(100)).value("binrelay_slave_status_slave_sql_running", REPLICA))
                .hasValue(1);
        assertThat(scrape(channel(100)).value("binrelay_slave_status_last_sql_errno", REPLICA))
                .hasValue(1205);
        Failure duplicate = new Failure(ErrorCode.APPLY, 1062, "Duplicate entry", NOW_MILLIS + 1, 1);
        metrics.publish(applier().withError(duplicate).withState(ServiceState.FAILED, NOW_MILLIS));

        MetricsPage page = scrape(channel(100));

        assertThat(page.value("binrelay_apply_errors_total", Map.of("errno", "1205")))
                .hasValue(5);
        assertThat(page.value("binrelay_apply_errors_total", Map.of("errno", "1062")))
                .hasValue(1);
        assertThat(page.value("binrelay_slave_status_last_sql_errno", REPLICA)).hasValue(1062);
        assertThat(page.value("binrelay_slave_status_slave_sql_running", REPLICA))
                .hasValue(0);
        assertThat(page.names()).doesNotContain("binrelay_slave_status_seconds_behind_master");
    }

    @Test
    void capture_counts_what_it_reads_and_how_often_it_lost_the_source() {
        Failure lost = Failure.of(ErrorCode.SOURCE, "connection lost", NOW_MILLIS);
        metrics.publish(capture());
        for (int attempt = 0; attempt < 3; attempt++) {
            metrics.publish(capture().withError(lost.again(attempt)).withState(ServiceState.RETRYING, NOW_MILLIS));
        }
        metrics.publish(capture().withError(lost));

        MetricsPage page = scrape(Optional.empty());

        assertThat(page.value("binrelay_capture_milliseconds_behind_source", Map.of("master_host", "db1.example")))
                .hasValue(400);
        assertThat(page.value("binrelay_capture_number_of_disconnects", Map.of()))
                .hasValue(1);
        assertThat(page.value("binrelay_capture_queue_remaining_capacity", Map.of()))
                .hasValue(16_000_000);
        assertThat(page.value("binrelay_capture_total_number_of_events_seen", Map.of()))
                .hasValue(1_234);
        assertThat(page.value("binrelay_capture_transactions_total", Map.of())).hasValue(100);
    }

    @Test
    void a_capture_that_acknowledges_says_whether_commits_are_covered_and_how_long_they_wait() {
        metrics.publish(semiSynchronous());

        MetricsPage page = scrape(Optional.empty());

        assertThat(page.value("binrelay_capture_semi_sync_covered", Map.of("master_host", "db1.example")))
                .hasValue(0);
        assertThat(page.value("binrelay_capture_semi_sync_uncovered_commits_total", Map.of()))
                .hasValue(8);
        assertThat(page.value("binrelay_capture_semi_sync_acknowledgements_total", Map.of()))
                .hasValue(70);
        assertThat(page.value("binrelay_capture_semi_sync_wait_microseconds", Map.of("quantile", "0.5")))
                .hasValue(2_100);
        assertThat(page.value("binrelay_capture_semi_sync_wait_microseconds", Map.of("quantile", "0.99")))
                .hasValue(9_000);
    }

    @Test
    void names_types_and_labels_are_those_of_the_reference_and_no_others() throws IOException {
        metrics.publish(applier().withError(Failure.of(ErrorCode.APPLY, "x", 1)));
        MetricsPage ofApplier = scrape(channel(100));
        ServiceMetrics other = new ServiceMetrics();
        other.publish(semiSynchronous());
        MetricsPage ofCapture = MetricsPage.parse(other.scrape(channel(100), MEASURED, NOW_MILLIS));

        TreeMap<String, String> scraped = new TreeMap<>();
        for (MetricsPage page : List.of(ofApplier, ofCapture)) {
            for (String name : page.names()) {
                if (name.startsWith("binrelay_") || name.startsWith("kafka_")) {
                    scraped.put(name, page.types().get(name) + " " + String.join(", ", page.labels(name)));
                }
            }
        }

        assertThat(scraped).isEqualTo(documented());
        assertThat(ofApplier.names()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
    }

    /** The rows of the table: name, type, labels, meaning. */
    private static Map<String, String> documented() throws IOException {
        Pattern row = Pattern.compile("\\| `((?:binrelay|kafka)_\\w+)` \\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\|");
        TreeMap<String, String> metrics = new TreeMap<>();
        for (String line : Files.readAllLines(root().resolve("docs/METRICS.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches()) {
                TreeSet<String> labels =
                        new TreeSet<>(List.of(matcher.group(3).replace("`", "").split(", ", -1)));
                metrics.put(matcher.group(1), matcher.group(2) + " " + String.join(", ", labels));
            }
        }
        return metrics;
    }

    private static Path root() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(".mvn"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no directory above has a .mvn");
    }
}
