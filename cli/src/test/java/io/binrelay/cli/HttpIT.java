package io.binrelay.cli;

import static io.binrelay.cli.OperatedFleet.R1;
import static io.binrelay.cli.OperatedFleet.TOKEN;
import static io.binrelay.cli.OperatedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.metrics.MetricsPage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
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

    private OperatedFleet fleet;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = new OperatedFleet("http", directory, List.of(R1));
        api = new ApiClient(fleet);
        fleet.insert(1, "first");
        fleet.catchUp(R1);
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
        fleet.source().execute("INSERT INTO d.t VALUES (2, 'second')", "INSERT INTO d.t VALUES (3, 'third')");
        fleet.catchUp(R1);
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
        for (String metric : List.of("producer_request_latency_avg", "producer_connection_count")) {
            assertThat(capture.value("kafka_" + metric, Map.of("service", "capture"))
                            .orElse(0))
                    .as(metric)
                    .isPositive();
        }
        assertThat(capture.value("kafka_producer_record_error_rate", Map.of())).hasValue(0);
        for (String metric : List.of("fetch_manager_fetch_latency_avg", "connection_count")) {
            assertThat(applier.value("kafka_consumer_" + metric, Map.of("service", "applier/replica1"))
                            .orElse(0))
                    .as(metric)
                    .isPositive();
        }
        assertThat(applier.value("kafka_consumer_fetch_manager_records_lag_max", Map.of()))
                .isPresent();
        JsonNode view = MAPPER.readTree(get(CAPTURE, "/api/v1/channel").body());
        for (String field : List.of("/channel", CAPTURE + "/pid", APPLIER + "/replica", APPLIER + "/gtid")) {
            assertThat(view.at(field)).as(field).isEqualTo(status.at(field));
        }
    }

    @Test
    @Order(3)
    void a_replica_that_is_away_for_many_attempts_is_an_error_or_two_with_their_count() throws Exception {
        replica().server().stop();
        fleet.source().execute("INSERT INTO d.t VALUES (4, 'later')");
        until(() -> status().at(APPLIER + "/last_error/times").asInt() >= 4);

        HttpResponse<String> ready = get(APPLIER, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(MAPPER.readTree(ready.body()).at("/state").asText()).isEqualTo("retrying");
        assertThat(MAPPER.readTree(ready.body()).at("/error/code").asText()).isEqualTo("APPLY");
        assertThat(get(APPLIER, "/health/live").statusCode()).isEqualTo(200);
        replica().server().start();
        fleet.catchUp(R1);
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
        replica().server().execute("SET sql_log_bin = 0", "INSERT INTO d.t VALUES (7, 'in the way')");
        JsonNode before = status().at(APPLIER);
        int known = errors().size();
        fleet.source().execute("INSERT INTO d.t VALUES (7, 'seventh')");
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

        replica().server().execute("DELETE FROM d.t WHERE id = 7");
        replica().applier().start();
        fleet.catchUp(R1);
        until(() -> status().at(APPLIER + "/running").asBoolean());
        JsonNode overHttp =
                MAPPER.readTree(get(APPLIER, "/api/v1/errors?last=1").body());
        assertThat(overHttp.get("errors").get(0)).isEqualTo(last);
    }

    @Test
    @Order(5)
    void a_service_without_errors_says_so_and_takes_no_change_without_its_token() throws Exception {
        assertThat(run("errors", "capture").out()).isEqualTo("No error of capture in the last 30 days.\n");
        assertThat(run("errors", "nobody").out()).contains("Nothing at all was heard of it", "applier/replica1");
        assertThat(api.post(CAPTURE, "/api/v1/status", TOKEN, "").statusCode()).isEqualTo(405);
        assertThat(api.post(CAPTURE, "/api/v1/stop", "wrong", "").statusCode()).isEqualTo(403);
    }

    @Test
    @Order(6)
    void what_verbs_tell_with_json_is_told_over_http_in_the_same_words() throws Exception {
        String capture = fleet.fleet().capture().configuration().toString();
        String applier = replica().applier().configuration().toString();
        assertSame(CAPTURE, "/api/v1/channel", () -> run("status", "--json"));
        assertSame(CAPTURE, "/api/v1/channel?replica=replica1", () -> run("status", "replica1", "--json"));
        assertSame(
                APPLIER,
                "/api/v1/channel?replica=replica1&legacy_names=true",
                () -> run("status", "replica1", "--json", "--legacy-names"));
        assertSame(
                CAPTURE,
                "/api/v1/errors?name=replica1&last=2",
                () -> run("errors", "replica1", "--last", "2", "--json"));
        assertThat(api.post(APPLIER, "/api/v1/stop", TOKEN, "").statusCode()).isEqualTo(202);
        assertThat(api.post(APPLIER, "/api/v1/start", TOKEN, "").statusCode()).isEqualTo(202);
        assertThat(run("orders", "--json").out()).contains("\"order\" : \"stop\"", "http, applier/replica1@");
        assertSame(CAPTURE, "/api/v1/orders", () -> run("orders", "--json"));
        assertSame(APPLIER, "/api/v1/orders?name=capture", () -> run("orders", "capture", "--json"));
        until(() -> status().at(APPLIER + "/running").asBoolean());
        assertSame(CAPTURE, "/api/v1/source", () -> CommandRun.of("source", "--json", "--config", capture));
        assertSame(APPLIER, "/api/v1/source", () -> CommandRun.of("source", "--json", "--config", applier));
        assertSameFindings(CAPTURE, capture);
        assertSameFindings(APPLIER, applier);
        String filter = "{\"settings\": {\"replicate-ignore-db\": \"elsewhere\"}}";
        assertThat(api.post(APPLIER, "/api/v1/change", TOKEN, filter).statusCode())
                .isEqualTo(202);
        JsonNode rules = MAPPER.readTree(
                CommandRun.of("explain-filter", "elsewhere.t", "--json", "--set", "replicate-ignore-db=elsewhere")
                        .out());
        assertThat(rules.at("/applier/0/outcome").asText()).isEqualTo("ignored");
        until(() -> ApiClient.json(get(APPLIER, "/api/v1/explain-filter?name=elsewhere.t"))
                .get("applier")
                .equals(rules.get("applier")));
    }

    @Test
    @Order(7)
    void the_log_is_paged_through_over_http_by_who_has_the_token_and_is_the_verbs() throws Exception {
        assertThat(get(APPLIER, "/api/v1/log").statusCode()).isEqualTo(401);
        StringBuilder lines = new StringBuilder();
        String from = "earliest";
        int pages = 0;
        while (!from.equals("null")) {
            JsonNode page = MAPPER.readTree(
                    api.get(APPLIER, "/api/v1/log?most=2&from=" + from, TOKEN).body());
            assertThat(page.get("transactions").size()).isBetween(1, 2);
            page.get("transactions").forEach(one -> lines.append(one).append('\n'));
            from = page.get("next").asText();
            pages++;
        }
        assertThat(pages).isGreaterThan(3);
        assertThat(lines).hasToString(run("log").out());
        assertThat(lines).contains("\"seventh\"");
        HttpResponse<String> nowhere = api.get(APPLIER, "/api/v1/log?from=99999", TOKEN);
        assertThat(nowhere.statusCode()).isEqualTo(400);
        assertThat(nowhere.body()).contains("Offset 99999 is not in the log: it goes from 0 to ");
    }

    /** Parts of a record that is larger than a page are never put together in a service that answers. */
    @Test
    @Order(8)
    void a_transaction_longer_than_a_page_is_left_out_of_it_and_the_next_page_begins_behind() throws Exception {
        long begin = status().at(APPLIER + "/offset").asLong() + 1;
        fleet.source()
                .execute(
                        "CREATE TABLE d.large (id INT PRIMARY KEY, v LONGTEXT)",
                        "INSERT INTO d.large VALUES (1, REPEAT('x', 5 * 1024 * 1024))",
                        "INSERT INTO d.large VALUES (2, 'behind')");
        fleet.catchUp(R1);
        JsonNode first = ApiClient.json(api.get(CAPTURE, "/api/v1/log?from=" + begin, TOKEN));
        assertThat(first.at("/transactions/0/events/0/statement").asText()).startsWith("CREATE TABLE d.large");
        assertThat(first.get("transactions")).hasSize(1);
        long large = first.get("next").asLong();
        JsonNode second = ApiClient.json(api.get(CAPTURE, "/api/v1/log?from=" + large, TOKEN));
        assertThat(second.get("transactions")).hasSize(1);
        assertThat(second.at("/transactions/0/leftOut").asText())
                .isEqualTo("longer than 4194304 characters; binrelay log --from " + large + " --to " + large
                        + " shows it");
        JsonNode third = ApiClient.json(api.get(CAPTURE, "/api/v1/log?from=" + second.get("next"), TOKEN));
        assertThat(third.at("/transactions/0/events/0/rows/0/v").asText()).isEqualTo("behind");
        assertThat(third.get("next").isNull()).isTrue();
    }

    @Test
    @Order(9)
    void waiting_and_purging_over_http_end_as_their_verbs_do() throws Exception {
        fleet.source().execute("INSERT INTO d.t VALUES (80, 'waited for')");
        HttpResponse<String> waited = get(CAPTURE, "/api/v1/wait?replica=replica1&timeout=30");
        assertThat(waited.statusCode()).as(waited.body()).isEqualTo(200);
        String applied = MAPPER.readTree(waited.body()).get("applied").asText();
        assertSame(
                APPLIER,
                "/api/v1/wait?timeout=0&position=" + applied,
                () -> run("wait", "--replica", "replica1", "--timeout", "0", "--position", applied, "--json"));
        HttpResponse<String> missed = get(APPLIER, "/api/v1/wait?timeout=0&position=binlog.999999:4");
        assertThat(missed.statusCode()).isEqualTo(504);
        CommandRun late = run("wait", "--replica", "replica1", "--timeout", "0", "--position", "binlog.999999:4");
        assertThat("binrelay: " + ApiClient.error(missed) + "\n").isEqualTo(late.err());
        assertThat(ApiClient.error(get(APPLIER, "/api/v1/wait?timeout=0")))
                .contains("No source is given", "source.host");
        assertThat(ApiClient.error(get(CAPTURE, "/api/v1/wait?replica=replica1")))
                .isEqualTo("Give the parameter timeout.");

        assertThat(api.post(CAPTURE, "/api/v1/purge", "wrong", "{\"to\": \"latest\"}")
                        .statusCode())
                .isEqualTo(403);
        replica().applier().stop();
        fleet.source().execute("INSERT INTO d.t VALUES (81, 'needed')");
        until(() -> run("log", "--from", applied).out().contains("needed"));
        long needed = status().at(APPLIER + "/offset").asLong() + 1;
        HttpResponse<String> refused = api.post(CAPTURE, "/api/v1/purge", TOKEN, "{\"to\": \"latest\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat("binrelay: " + ApiClient.error(refused) + "\n")
                .isEqualTo(run("purge", "--to", "latest", "--yes").err());
        JsonNode purged = MAPPER.readTree(api.post(CAPTURE, "/api/v1/purge", TOKEN, "{\"to\": \"" + needed + "\"}")
                .body());
        assertThat(purged.get("deleted").asLong())
                .isEqualTo(purged.get("begin").asLong())
                .isPositive();
        assertThat(run("log").out()).doesNotContain("seventh").contains("needed");
    }

    /** Asks both again while an announcement or a heartbeat comes in between. */
    private void assertSame(String service, String path, Supplier<CommandRun> verb) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            CommandRun run = verb.get();
            assertThat(run.err()).isEmpty();
            HttpResponse<String> answer = get(service, path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(ApiClient.still(answer.body())).as(path).isEqualTo(ApiClient.still(run.out()));
        });
    }

    private void assertSameFindings(String service, String configuration) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ApiClient.findings(
                                get(service, "/api/v1/doctor").body()))
                        .isEqualTo(ApiClient.findings(CommandRun.of("doctor", "--json", "--config", configuration)
                                .out())));
    }

    private Replica replica() {
        return fleet.fleet().replicas().get(0);
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
        return api.get(service, path);
    }

    private JsonNode status() throws IOException {
        return fleet.status();
    }

    private CommandRun run(String... arguments) {
        return fleet.run(arguments);
    }
}
