package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.metrics.MetricsPage;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** A source whose commits wait for the relay log, as its operator sees it: from switching it on to losing it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SemiSyncServiceIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CHANNEL = "semisync";

    private Fleet fleet;
    private String address;
    private int nextId = 1;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = Fleet.prepare(
                new FleetSettings(Engine.MARIADB, directory, CHANNEL, List.of(), true, false, Map.of()), notice -> {});
        fleet.startServers();
        fleet.source()
                .execute(
                        "CREATE DATABASE shop",
                        "CREATE TABLE shop.t (id INT PRIMARY KEY)",
                        "SET GLOBAL rpl_semi_sync_master_timeout = 20000");
        fleet.startServices();
        address = fleet.source().host() + ":" + fleet.source().port();
        until(() -> run("status", "--json").exitCode() == 0
                && status().at("/capture/state").asText().equals("running"));
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void capture_that_is_told_to_acknowledge_says_what_is_missing_for_it_on_the_source_and_in_kafka() throws Exception {
        assertThat(run("change-source", "--change", "source.semi.sync=true").exitCode())
                .isZero();

        until(() -> semiSync("state").asText().equals("off"));
        logSays("Topic __transaction_state has one copy");
        assertThat(log())
                .contains("Semi-synchronous replication is off on source " + address
                        + " (rpl_semi_sync_master_enabled=OFF): COMMIT returns before Kafka has the transaction. Once"
                        + " capture reads, run on the source: SET GLOBAL rpl_semi_sync_master_enabled = 1, and set it in its"
                        + " configuration")
                .contains(
                        "Topic semisync.relay has one copy: an acknowledged transaction is on one broker, which syncs it"
                                + " to disk later, and is lost with that broker's machine. Give the topic three copies and"
                                + " min.insync.replicas=2")
                .contains("Topic __transaction_state has one copy");
        assertThat(run("status").out()).contains("COMMIT on the source does not wait for the relay log: off since");
        assertThat(CommandRun.of(
                                "doctor",
                                "--config",
                                fleet.capture().configuration().toString())
                        .out())
                .containsPattern(
                        "warning +source +semi-sync +semi-synchronous replication is off on source " + address);
    }

    @Test
    @Order(2)
    void commits_wait_for_kafka_and_source_status_and_metrics_count_them() throws Exception {
        fleet.source().execute("SET GLOBAL rpl_semi_sync_master_enabled = 1");
        until(() -> semiSync("state").asText().equals("covered"));
        insert();
        insert();

        until(() -> semiSync("commits").asLong() >= 2);
        JsonNode all = source().get("semi_sync");
        assertThat(all.at("/source/Rpl_semi_sync_master_yes_tx").asLong()).isEqualTo(2);
        assertThat(all.at("/source/Rpl_semi_sync_master_no_tx").asLong()).isZero();
        assertThat(all.at("/source/Rpl_semi_sync_master_clients").asLong()).isEqualTo(1);
        assertThat(all.at("/capture/acknowledgements").asLong()).isEqualTo(2);
        assertThat(all.at("/capture/acknowledged").asText())
                .isEqualTo(source().get("position").asText());
        assertThat(all.at("/capture/wait_p50_micros").asLong())
                .isPositive()
                .isLessThanOrEqualTo(all.at("/capture/wait_p99_micros").asLong());
        assertThat(log())
                .contains("COMMIT on source " + address + " returns once Kafka has the transaction (AFTER_COMMIT,"
                        + " rpl_semi_sync_master_timeout 20000 ms) again");
        assertThat(CommandRun.of(
                                "source",
                                "--config",
                                fleet.capture().configuration().toString())
                        .out())
                .contains("Rpl_semi_sync_master_yes_tx")
                .contains("commits wait for the relay log")
                .contains("covered since");
        assertThat(run("status").out()).contains("COMMIT on the source waits for the relay log, since");

        MetricsPage metrics = metrics();
        assertThat(metrics.value("binrelay_capture_semi_sync_covered", Map.of()).orElseThrow())
                .isEqualTo(1);
        assertThat(metrics.value("binrelay_capture_semi_sync_acknowledgements_total", Map.of())
                        .orElseThrow())
                .isEqualTo(2);
        assertThat(metrics.value("binrelay_capture_semi_sync_uncovered_commits_total", Map.of())
                        .orElseThrow())
                .isZero();
    }

    @Test
    @Order(3)
    void stopping_capture_says_what_the_source_does_then() throws Exception {
        fleet.source().execute("SET GLOBAL rpl_semi_sync_master_timeout = 100");
        String warning = "The next COMMIT on source " + address
                + " waits 100 ms for an acknowledgement (rpl_semi_sync_master_timeout), then the source goes on"
                + " asynchronously until capture is back. To avoid the wait, run on the source before: SET GLOBAL"
                + " rpl_semi_sync_master_enabled = 0";
        until(() ->
                status().at("/capture/details/semi.sync.when.stopped").asText().equals(warning));

        assertThat(run("stop", "capture").out()).contains("capture: stopped at").contains(warning);

        assertThat(log()).contains("Stopping. " + warning);
        assertThat(semiSync("state").asText()).isEqualTo("not acknowledging");
    }

    @Test
    @Order(4)
    void commits_that_were_not_covered_are_counted_and_capture_returns_to_covering_them() throws Exception {
        for (int i = 0; i < 5; i++) {
            insert();
        }
        fleet.source().execute("SET GLOBAL rpl_semi_sync_master_timeout = 20000");

        assertThat(run("start", "capture").exitCode()).isZero();
        until(() -> semiSync("state").asText().equals("covered"));
        insert();

        until(() -> source().at("/semi_sync/source/Rpl_semi_sync_master_yes_tx").asLong() == 3);
        assertThat(source().at("/semi_sync/source/Rpl_semi_sync_master_no_tx").asLong())
                .isEqualTo(5);
        assertThat(source().at("/semi_sync/source/Rpl_semi_sync_master_status").asText())
                .isEqualTo("ON");
    }

    @Test
    @Order(5)
    void a_source_that_falls_back_while_kafka_is_away_is_told_with_the_number_of_commits_and_so_is_its_return()
            throws Exception {
        fleet.source().execute("SET GLOBAL rpl_semi_sync_master_timeout = 100");
        fleet.broker().kill();
        for (int i = 0; i < 3; i++) {
            insert();
        }
        logSays("has fallen back to asynchronous replication");
        fleet.broker().start();

        logSays("COMMIT on source \\S+ returns once Kafka has the transaction \\(AFTER_COMMIT,"
                + " rpl_semi_sync_master_timeout 100 ms\\) again; commits not covered since \\S+Z: 3\"");
        assertThat(log())
                .containsPattern(
                        "Source " + address + " has fallen back to asynchronous replication: COMMIT returns before"
                                + " Kafka has the transaction\\. No acknowledgement came within 100 ms"
                                + " \\(rpl_semi_sync_master_timeout\\); commits not covered so far: [1-3]\\. It returns by itself"
                                + " once capture has caught up\"");
        until(() -> semiSync("state").asText().equals("covered")
                && semiSync("uncovered_total").asLong() == 3);
        assertThat(metrics()
                        .value("binrelay_capture_semi_sync_uncovered_commits_total", Map.of())
                        .orElseThrow())
                .isEqualTo(3);
    }

    private void insert() throws SQLException {
        fleet.source().execute("INSERT INTO shop.t VALUES (" + nextId++ + ")");
    }

    private void logSays(String pattern) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(log()).containsPattern(pattern));
    }

    private String log() throws IOException {
        return Files.readString(fleet.capture().log());
    }

    private JsonNode semiSync(String field) throws IOException {
        return source().at("/semi_sync/capture/" + field);
    }

    private JsonNode source() throws IOException {
        CommandRun run = CommandRun.of(
                "source", "--json", "--config", fleet.capture().configuration().toString());
        assertThat(run.err()).isEmpty();
        return MAPPER.readTree(run.out());
    }

    private JsonNode status() throws IOException {
        return MAPPER.readTree(run("status", "--json").out());
    }

    private MetricsPage metrics() throws Exception {
        String http = status().at("/capture/details/http").asText();
        return MetricsPage.parse(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + http + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kafka", fleet.broker().bootstrapServers(), "--channel", CHANNEL));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(condition);
    }
}
