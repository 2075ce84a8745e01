package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.metrics.MetricsPage;
import io.binrelay.testsupport.servers.Engine;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What services answer over HTTP, and the history of their errors, with a real source, replica and broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String APPLIER = "/appliers/0";
    private static final String CAPTURE = "/capture";

    private final HttpClient client = HttpClient.newHttpClient();
    private Fleet fleet;
    private String[] channel;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = Fleet.prepare(
                new FleetSettings(Engine.MYSQL, directory, "http", List.of("replica1"), true, false, Map.of()),
                notice -> {});
        fleet.startServers();
        fleet.source()
                .execute(
                        "CREATE DATABASE shop",
                        "CREATE TABLE shop.t (id INT PRIMARY KEY, name VARCHAR(20))",
                        "INSERT INTO shop.t VALUES (1, 'first')");
        fleet.startServices();
        channel = new String[] {"--kafka", fleet.broker().bootstrapServers(), "--channel", "http"};
        until(() -> run("status", "--json").exitCode() == 0
                && status().at(CAPTURE + "/running").asBoolean()
                && status().at(APPLIER + "/running").asBoolean());
        waitForReplica();
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void every_service_announces_a_port_of_its_own_and_says_there_that_it_is_live_and_ready() throws Exception {
        JsonNode status = status();
        String capture = status.at(CAPTURE + "/details/http").asText();
        String applier = status.at(APPLIER + "/details/http").asText();
        assertThat(capture).startsWith("127.0.0.1:").isNotEqualTo(applier);
        assertThat(applier).startsWith("127.0.0.1:");

        for (String service : List.of(CAPTURE, APPLIER)) {
            assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(service, "/health/ready").statusCode()).isEqualTo(200);
        }
        assertThat(MAPPER.readTree(get(APPLIER, "/api/v1/status").body())
                        .get("service")
                        .asText())
                .isEqualTo("applier/replica1");
    }

    @Test
    @Order(2)
    void metrics_and_channel_say_what_status_says() throws Exception {
        fleet.source().execute("INSERT INTO shop.t VALUES (2, 'second')", "INSERT INTO shop.t VALUES (3, 'third')");
        waitForReplica();
        until(() -> status().at(APPLIER + "/lag_transactions").asInt(-1) == 0);
        // What an applier knows of capture is up to a second old.
        until(() -> applierMetrics()
                        .value("binrelay_apply_transactions_behind", Map.of())
                        .orElse(-1)
                == 0);
        JsonNode status = status();
        MetricsPage applier = applierMetrics();
        Map<String, String> labels = Map.of("channel_name", "http", "master_host", "127.0.0.1", "replica", "replica1");

        assertThat(applier.value("binrelay_slave_status_slave_io_running", labels))
                .hasValue(1);
        assertThat(applier.value("binrelay_slave_status_slave_sql_running", labels))
                .hasValue(1);
        assertThat(applier.value("binrelay_slave_status_seconds_behind_master", labels))
                .hasValue(Math.floor(status.at(APPLIER + "/lag_seconds").asDouble()));
        assertThat(applier.value("binrelay_slave_status_last_sql_errno", labels))
                .hasValue(0);
        assertThat(applier.value("binrelay_apply_transactions_total", Map.of()))
                .hasValue(status.at(APPLIER + "/transactions").asDouble());
        MetricsPage capture = MetricsPage.parse(get(CAPTURE, "/metrics").body());
        assertThat(capture.value("binrelay_capture_transactions_total", Map.of()))
                .hasValue(status.at(CAPTURE + "/transactions").asDouble());
        assertThat(capture.value("binrelay_capture_milliseconds_behind_source", Map.of())
                        .orElseThrow())
                .isCloseTo(status.at(CAPTURE + "/lag_seconds").asDouble() * 1000, within(10_000.0));
        assertThat(capture.value("binrelay_capture_total_number_of_events_seen", Map.of())
                        .orElseThrow())
                .isGreaterThan(10);
        assertThat(capture.value("binrelay_capture_queue_remaining_capacity", Map.of()))
                .hasValue(16 << 20);
        assertThat(capture.value("binrelay_capture_number_of_disconnects", Map.of()))
                .hasValue(0);
        JsonNode view = MAPPER.readTree(get(CAPTURE, "/api/v1/channel").body());
        for (String field : List.of("/channel", CAPTURE + "/pid", APPLIER + "/replica", APPLIER + "/gtid")) {
            assertThat(view.at(field)).as(field).isEqualTo(status.at(field));
        }
    }

    @Test
    @Order(3)
    void a_replica_that_is_away_for_many_attempts_is_an_error_or_two_with_their_count() throws Exception {
        replica().server().stop();
        fleet.source().execute("INSERT INTO shop.t VALUES (4, 'later')");
        until(() -> status().at(APPLIER + "/last_error/times").asInt() >= 4);

        HttpResponse<String> ready = get(APPLIER, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(MAPPER.readTree(ready.body()).at("/state").asText()).isEqualTo("retrying");
        assertThat(MAPPER.readTree(ready.body()).at("/error/code").asText()).isEqualTo("APPLY");
        assertThat(get(APPLIER, "/health/live").statusCode()).isEqualTo(200);
        replica().server().start();
        waitForReplica();
        until(() -> get(APPLIER, "/health/ready").statusCode() == 200);
        // The count is told when the error is over.
        until(() -> lastTimes() >= 4);

        assertThat(errors()).hasSizeLessThanOrEqualTo(3);
        Map<String, Double> counted = new TreeMap<>();
        errors().forEach(error ->
                counted.merge(error.get("errno").asText(), error.get("times").asDouble(), Double::sum));
        MetricsPage page = applierMetrics();
        counted.forEach((errno, times) -> assertThat(page.value("binrelay_apply_errors_total", Map.of("errno", errno)))
                .hasValue(times));
    }

    @Test
    @Order(4)
    void an_error_is_told_whole_after_the_service_was_killed_too() throws Exception {
        replica().server().execute("SET sql_log_bin = 0", "INSERT INTO shop.t VALUES (7, 'in the way')");
        JsonNode before = status().at(APPLIER);
        int known = errors().size();
        fleet.source().execute("INSERT INTO shop.t VALUES (7, 'seventh')");
        until(() -> status().at(APPLIER + "/state").asText().equals("failed"));
        until(() -> errors().size() == known + 1);
        replica().applier().kill();

        String text = run("errors", "replica1", "--last", "1").out();
        assertThat(text)
                .contains("failed, APPLY (error 1062)\n")
                .contains("  behind " + before.get("position").asText())
                .contains(", GTID " + before.get("gtid").asText())
                .contains(", offset ")
                .contains("applying stopped at transaction", "Duplicate entry '7' for key")
                .contains("Nothing of the transaction is in the replica, everything before it is")
                .contains("Remove the row and start the applier again, or rebuild the replica");
        JsonNode last = errors().get(known);
        assertThat(last.get("errno").asInt()).isEqualTo(1062);
        assertThat(last.get("gtid")).isEqualTo(before.get("gtid"));
        assertThat(last.get("transaction")).isEqualTo(before.get("sequence"));

        replica().server().execute("DELETE FROM shop.t WHERE id = 7");
        replica().applier().start();
        waitForReplica();
        until(() -> status().at(APPLIER + "/running").asBoolean());
        JsonNode overHttp =
                MAPPER.readTree(get(APPLIER, "/api/v1/errors?last=1").body());
        assertThat(overHttp.get("errors").get(0)).isEqualTo(last);
    }

    @Test
    @Order(5)
    void a_service_without_errors_says_so_and_takes_no_change_without_a_token() throws Exception {
        assertThat(run("errors", "capture").out()).isEqualTo("No error of capture in the last 30 days.\n");
        assertThat(run("errors", "nobody").out()).contains("Nothing at all was heard of it", "applier/replica1");
        HttpRequest change = HttpRequest.newBuilder(uri(CAPTURE, "/api/v1/status"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(client.send(change, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    private Replica replica() {
        return fleet.replicas().get(0);
    }

    private MetricsPage applierMetrics() throws Exception {
        HttpResponse<String> page = get(APPLIER, "/metrics");
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        return MetricsPage.parse(page.body());
    }

    private JsonNode errors() throws Exception {
        CommandRun run = run("errors", "replica1", "--json");
        return run.exitCode() == 0 ? MAPPER.readTree(run.out()).get("errors") : MAPPER.createArrayNode();
    }

    private int lastTimes() throws Exception {
        JsonNode errors = errors();
        return errors.isEmpty() ? 0 : errors.get(errors.size() - 1).get("times").asInt();
    }

    private HttpResponse<String> get(String service, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(service, path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String service, String path) throws Exception {
        return URI.create("http://" + status().at(service + "/details/http").asText() + path);
    }

    private void waitForReplica() {
        CommandRun run = run(
                "wait",
                "--replica",
                "replica1",
                "--timeout",
                "60",
                "--config",
                fleet.capture().configuration().toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private JsonNode status() throws Exception {
        CommandRun run = run("status", "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return MAPPER.readTree(run.out());
    }

    private CommandRun run(String verb, String... more) {
        String[] all = new String[1 + more.length + channel.length];
        all[0] = verb;
        System.arraycopy(more, 0, all, 1, more.length);
        System.arraycopy(channel, 0, all, 1 + more.length, channel.length);
        return CommandRun.of(all);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }
}
