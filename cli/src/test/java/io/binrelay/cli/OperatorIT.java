package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.testsupport.servers.DatabaseServer;
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
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The levers of replication on services that run: what a DBA orders happens, is told, and outlives processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String R1 = "replica1";
    private static final String R2 = "replica2";

    private Fleet fleet;
    private String[] channel;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = Fleet.prepare(
                new FleetSettings(Engine.MYSQL, directory, "levers", List.of(R1, R2), true, false, Map.of()),
                notice -> {});
        fleet.startServers();
        fleet.source().execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY, v VARCHAR(20))");
        fleet.startServices();
        channel = new String[] {"--kafka", fleet.broker().bootstrapServers(), "--channel", "levers"};
        until(() -> run("status", "--json").exitCode() == 0
                && status().get("appliers").size() == 2);
        until(() -> state(R1).equals("running") && state(R2).equals("running"));
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void a_stopped_replica_stands_still_while_the_other_goes_on_and_stays_stopped_when_its_process_is_killed()
            throws SQLException {
        CommandRun stopped = run("stop", R1);
        assertThat(stopped.err()).isEmpty();
        assertThat(stopped.out()).startsWith("replica1: stopped at binlog.0").contains("(transaction ");
        insert(1, "one");
        until(() -> valueOn(1, 1).equals("one"));
        fleet.replicas().get(0).applier().kill();
        fleet.replicas().get(0).applier().start();
        until(() -> state(R1).equals("held"));
        assertThat(run("status").out()).contains("applier replica1  stopped ");
        assertThat(valueOn(0, 1)).isEmpty();

        CommandRun started = run("start", R1);
        assertThat(started.err()).isEmpty();
        assertThat(started.out()).startsWith("replica1: running at binlog.0");
        until(() -> valueOn(0, 1).equals("one"));
    }

    @Test
    @Order(2)
    void a_duplicate_key_stops_that_replica_alone_and_skip_lets_it_go_on() throws Exception {
        fleet.replicas().get(0).server().execute("SET sql_log_bin=0", "INSERT INTO d.t VALUES (20, 'local')");
        insert(20, "source");
        insert(21, "behind");
        until(() -> state(R1).equals("failed"));
        until(() -> valueOn(1, 21).equals("behind"));
        assertThat(fleet.replicas().get(0).applier().isAlive()).isTrue();
        String error = applier(R1).at("/last_error/message").asText();
        assertThat(error)
                .contains("applying stopped at transaction ", "source position binlog.0", "relay log offset ")
                .contains("1062", "Duplicate entry '20' for key")
                .contains("Nothing of the transaction is in the replica, everything before it is");

        CommandRun unasked = run("skip", R1);
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).contains("Nothing was skipped: this is no terminal to ask on. Give --yes.");
        assertThat(state(R1)).isEqualTo("failed");

        CommandRun skipped = run("skip", R1, "--yes", "--start");
        assertThat(skipped.err()).isEmpty();
        assertThat(skipped.out())
                .contains("These come next, and would not be applied:\ntransaction ")
                .contains("\"insert\":\"d.t\"", "\"source\"")
                .contains("Recorded. ");
        until(() -> valueOn(0, 21).equals("behind"));
        assertThat(valueOn(0, 20)).isEqualTo("local");
        assertThat(applier(R1).get("last_error").isNull()).isTrue();
    }

    @Test
    @Order(3)
    void a_missing_row_is_put_right_and_start_applies_what_failed() throws Exception {
        insert(30, "first");
        until(() -> valueOn(0, 30).equals("first"));
        fleet.replicas().get(0).server().execute("SET sql_log_bin=0", "DELETE FROM d.t WHERE id = 30");
        fleet.source().execute("UPDATE d.t SET v = 'second' WHERE id = 30");
        until(() -> state(R1).equals("failed"));
        assertThat(applier(R1).at("/last_error/message").asText()).contains("1032", "rebuild the replica");
        CommandRun again = run("start", R1);
        assertThat(again.out() + again.err()).contains("replica1: ");
        until(() -> state(R1).equals("failed"));

        fleet.replicas().get(0).server().execute("SET sql_log_bin=0", "INSERT INTO d.t VALUES (30, 'first')");
        assertThat(run("start", R1).exitCode()).isZero();
        until(() -> valueOn(0, 30).equals("second"));
    }

    @Test
    @Order(4)
    void a_delay_counts_without_an_interruption_is_shown_and_can_be_taken_back() throws Exception {
        assertThat(run("change-replica", R1, "--delay", "1h").out())
                .isEqualTo("replica1: changed, counts already (running)\n");
        insert(40, "late");
        until(() -> valueOn(1, 40).equals("late"));
        until(() -> applier(R1).at("/details/delay.remaining.seconds").asInt() > 3500);
        assertThat(applier(R1).at("/details/delay.seconds").asText()).isEqualTo("3600");
        assertThat(run("change-replica", R1).out()).isEqualTo("replica1: apply.delay.seconds = 3600\n");
        assertThat(valueOn(0, 40)).isEmpty();

        assertThat(run("change-replica", R1, "--reset", "apply.delay.seconds").exitCode())
                .isZero();
        until(() -> valueOn(0, 40).equals("late"));
    }

    @Test
    @Order(5)
    void until_stops_exactly_there_by_itself_and_says_why() throws Exception {
        run("stop", R1);
        insert(50, "in");
        String gtids = ask(fleet.source(), "SELECT @@GLOBAL.gtid_executed");
        insert(51, "out");
        until(() -> valueOn(1, 51).equals("out"));
        CommandRun started = run("start", R1, "--until", "gtid=" + gtids.replace("\n", ""));
        assertThat(started.err()).isEmpty();
        until(() -> state(R1).equals("held") && valueOn(0, 50).equals("in"));
        assertThat(valueOn(0, 51)).isEmpty();
        assertThat(run("orders", R1).out())
                .contains("start until gtid=")
                .contains("stop: reached gtid=")
                .contains("applier/replica1@");
        run("start", R1);
        until(() -> valueOn(0, 51).equals("out"));
    }

    @Test
    @Order(6)
    void capture_is_stopped_and_started_and_its_source_changed() throws Exception {
        assertThat(run("stop", "capture").out()).startsWith("capture: stopped at binlog.0");
        insert(60, "while stopped");
        String port = Integer.toString(fleet.source().port());
        assertThat(run("change-source", "--port", "1").out())
                .isEqualTo("capture: changed, counts when it is started: 'binrelay start capture'\n");
        assertThat(run("start", "capture", "--timeout", "3").exitCode()).isEqualTo(8);
        until(() -> status().at("/capture/last_error/message").asText().contains("127.0.0.1:1"));
        assertThat(fleet.capture().isAlive()).isTrue();

        assertThat(run("change-source", "--port", port).exitCode()).isZero();
        until(() -> valueOn(1, 60).equals("while stopped"));
        assertThat(status().at("/capture/server").asText()).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    @Order(7)
    void what_makes_no_sense_is_refused_with_what_would() {
        assertThat(run("stop", "nobody").err())
                .isEqualTo(
                        "binrelay: No service 'nobody' of channel levers has ever announced itself. There is: capture,"
                                + " replica1, replica2\n");
        assertThat(run("start", R1, "--until", "soon").err()).contains("'soon': allowed is FILE:POS, gtid=SET");
        assertThat(run("skip", R1, "--yes").err())
                .contains("replica1 is running: what comes next changes by the moment");
        assertThat(run("change-replica", R1, "--delay", "soon").err()).contains("--delay soon: allowed is");
        assertThat(run("change-replica", R1, "--change", "apply.group.transactions=0")
                        .err())
                .contains(
                        "apply.group.transactions = '0': allowed is a whole number from 1 to 100000. Nothing was changed.");
        assertThat(run("change-replica", R1, "--change", "replica.password=secret")
                        .err())
                .contains("replica.password.file")
                .doesNotContain("secret");
        assertThat(run("change-replica", R1, "--change", "channel=x").err()).contains("cannot be changed");
    }

    private void insert(int id, String value) throws SQLException {
        fleet.source().execute("INSERT INTO d.t VALUES (" + id + ", '" + value + "')");
    }

    private String valueOn(int replica, int id) throws SQLException {
        return ask(fleet.replicas().get(replica).server(), "SELECT v FROM d.t WHERE id = " + id);
    }

    private static String ask(DatabaseServer server, String question) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private String state(String replica) throws Exception {
        return applier(replica).get("state").asText();
    }

    private JsonNode applier(String replica) throws Exception {
        for (JsonNode applier : status().get("appliers")) {
            if (applier.get("replica").asText().equals(replica)) {
                return applier;
            }
        }
        throw new AssertionError("no " + replica);
    }

    private JsonNode status() throws Exception {
        CommandRun run = run("status", "--json");
        assertThat(run.err()).isEmpty();
        return MAPPER.readTree(run.out());
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Stream.of(channel).forEach(all::add);
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
