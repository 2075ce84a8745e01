package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.relay.control.OrderLog;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} and {@code source} beside a channel at work; what is broken comes last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ChannelExaminationIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Fleet fleet;
    private String capture;
    private String applier;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = Fleet.prepare(
                new FleetSettings(Engine.MYSQL, directory, "examined", List.of("replica1"), true, false, Map.of()),
                notice -> {});
        fleet.startServers();
        fleet.startServices();
        capture = fleet.capture().configuration().toString();
        applier = fleet.replicas().get(0).applier().configuration().toString();
        fleet.source().execute("CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> CommandRun.of("wait", "--replica", "replica1", "--timeout", "30", "--config", capture)
                                .exitCode()
                        == 0);
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    private CommandRun doctor() {
        return CommandRun.of("doctor", "--config", capture, "--config", applier);
    }

    private JsonNode source() throws Exception {
        return MAPPER.readTree(
                CommandRun.of("source", "--config", capture, "--json").out());
    }

    private List<String> binlogFiles() throws SQLException {
        List<String> files = new ArrayList<>();
        try (Connection connection = fleet.source().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.add(rows.getString(1));
            }
        }
        return files;
    }

    @Test
    @Order(1)
    void where_all_is_well_no_check_fails() {
        CommandRun run = doctor();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^ok       capture   running                 running on \\S+, process "
                        + fleet.capture().pid() + ", \\S+ s behind the source$")
                .containsPattern(
                        "(?m)^ok       capture   resume position         the log ends at binlog\\.\\d+:\\d+, which"
                                + " the source still has$")
                .containsPattern(
                        "(?m)^ok       kafka     relay log               holds the source from binlog\\.\\d+:\\d+ to"
                                + " binlog\\.\\d+:\\d+, transactions up to 2, offsets 0 to \\d+$")
                .containsPattern("(?m)^ok       replica1  running                 running on \\S+, process \\d+, 0"
                        + " transactions behind the log$")
                .containsPattern(
                        "(?m)^ok       replica1  resume position         needs offset \\d+ next, which the log has"
                                + " \\(0 to \\d+\\); transaction 2 was the last one applied$")
                .containsPattern(
                        "(?m)^ok       clocks    skew                    broker \\S+ s, replica1 \\S+ s, source \\S+"
                                + " s against here$");
        DoctorRun.assertShows(run, "ok", "source", "readers", "0 registered replicas, 1 dump threads seen");
    }

    @Test
    @Order(2)
    void source_shows_files_that_the_log_holds_whole_and_the_channel_s_replicas() throws Exception {
        JsonNode json = source();

        assertThat(json.at("/source/asked").asBoolean()).isTrue();
        assertThat(json.get("files")).hasSize(binlogFiles().size());
        assertThat(json.get("files").findValuesAsText("held")).containsOnly("all");
        assertThat(json.at("/relay_log/to").asText())
                .isEqualTo(json.get("position").asText());
        assertThat(json.get("gtid_set").asText()).endsWith(":1-2");
        assertThat(json.at("/replicas/0/replica").asText()).isEqualTo("replica1");
        assertThat(json.at("/replicas/0/lag_transactions").asLong()).isZero();
        assertThat(json.get("dump_threads")).hasSize(1);
        CommandRun text = CommandRun.of("source", "--config", capture);
        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out()).contains("Binary log files:", "Replicas of the channel:", "replica1");
    }

    @Test
    @Order(3)
    void without_the_source_s_keys_source_shows_what_capture_announced_and_says_so() throws Exception {
        String[] channel = {
            "source", "--kafka", fleet.broker().bootstrapServers(), "--channel", "examined",
        };
        CommandRun run = CommandRun.of(channel);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("Source: 127\\.0\\.0\\.1:" + fleet.source().port()
                        + ", as capture announced it \\d+\\.\\d s ago\nPosition: binlog\\.\\d+:\\d+\n"
                        + "Executed_Gtid_Set: [0-9a-f-]+:1-2\n")
                .contains("Note: The source was not asked: this is what capture announced of it. Files and readers are"
                        + " not shown. Give source.host, source.user, source.password\n")
                .doesNotContain("Binary log files:");
    }

    @Test
    @Order(4)
    void files_that_a_dead_capture_has_not_read_are_held_partly_or_not_and_doctor_says_that_it_is_dead()
            throws Exception {
        fleet.capture().kill();
        fleet.source().execute("INSERT INTO shop.t VALUES (1)", "FLUSH BINARY LOGS", "INSERT INTO shop.t VALUES (2)");
        JsonNode json = source();

        List<String> held = json.get("files").findValuesAsText("held");
        assertThat(held).endsWith("partly", "none");
        JsonNode partly = json.get("files").get(held.size() - 2);
        assertThat(json.at("/relay_log/to").asText())
                .isEqualTo(partly.get("name").asText() + ":" + partly.get("to").asLong());
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            CommandRun run = doctor();
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.out())
                    .containsPattern(
                            "(?m)^FAIL     capture   running                 silent for \\S+ s \\(was running on \\S+,"
                                    + " process \\d+\\): it was killed, or cannot reach Kafka\\. See its log, and start it again:"
                                    + " binrelay capture --config capture\\.properties$");
        });
    }

    @Test
    @Order(5)
    void trap64_a_position_that_the_source_has_purged_fails_before_capture_meets_it() throws Exception {
        String end = source().at("/relay_log/to").asText();
        List<String> files = binlogFiles();
        String last = files.get(files.size() - 1);
        fleet.source().execute("PURGE BINARY LOGS TO '" + last + "'");

        DoctorRun.assertShows(
                doctor(),
                "FAIL",
                "capture",
                "resume position",
                "The source has purged what capture needs next (as error 1236 says): the relay log ends at " + end
                        + ", the source has " + last + " to " + last
                        + ". What was in between cannot be had any more. Start"
                        + " a new channel for it and rebuild the replicas. Keep binary logs longer"
                        + " (binlog_expire_logs_seconds) than capture may be down");
    }

    @Test
    @Order(6)
    void what_operators_have_changed_counts_for_doctor_and_source_too() {
        try (OrderLog orders =
                new OrderLog(KafkaSettings.ofBootstrapServers(fleet.broker().bootstrapServers()), "examined", null)) {
            orders.give(
                    "capture",
                    new io.binrelay.relay.control.Order.Change(Map.of("source.port", "1"), java.util.Set.of()),
                    "test@here");
        }
        CommandRun run = doctor();

        DoctorRun.assertShows(run, "ok", "given", "changed by order", "source.port of " + capture);
        assertThat(run.out())
                .containsPattern(
                        "(?m)^FAIL     source    host and port           127\\.0\\.0\\.1:1 refuses connections");
        assertThat(CommandRun.of("source", "--config", capture).err())
                .startsWith("binrelay: source 127.0.0.1:1 cannot be reached");
    }
}
