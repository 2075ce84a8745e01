package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on a fleet that runs; the tests that end services come last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceProcessesIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TAKEOVER = Duration.ofSeconds(15);

    private Fleet fleet;
    private String[] channel;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path temporary) throws SQLException {
        directory = temporary;
        fleet = Fleet.prepare(
                new FleetSettings(Engine.MYSQL, directory, "verbs", List.of("replica1"), true, false, Map.of()),
                notice -> {});
        fleet.startServers();
        fleet.source()
                .execute(
                        "CREATE DATABASE shop",
                        "CREATE TABLE shop.orders (id INT PRIMARY KEY, price DECIMAL(8,2), note VARCHAR(20))");
        fleet.startServices();
        channel = new String[] {"--kafka", fleet.broker().bootstrapServers(), "--channel", "verbs"};
        until(() -> run("status", "--json").exitCode() == 0
                && status().at("/capture/running").asBoolean()
                && status().get("appliers").size() == 1);
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void wait_returns_0_once_the_replica_has_what_the_source_had() throws SQLException {
        fleet.source().execute("INSERT INTO shop.orders VALUES (1, 9.90, 'first')");

        CommandRun run = waitFor("replica1", "60");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("replica1 has applied the source up to binlog.0");
        assertThat(ask(fleet.replicas().get(0), "SELECT note FROM shop.orders WHERE id = 1"))
                .isEqualTo("first");
    }

    @Test
    @Order(2)
    void status_shows_capture_and_applier_running() throws Exception {
        JsonNode status = status();

        assertThat(status.get("capture").get("running").asBoolean()).isTrue();
        assertThat(status.get("capture").get("position").asText()).startsWith("binlog.0");
        assertThat(status.get("appliers")).hasSize(1);
        assertThat(status.get("appliers").get(0).get("replica").asText()).isEqualTo("replica1");
        assertThat(status.get("appliers").get(0).get("running").asBoolean()).isTrue();
        assertThat(run("status").out()).contains("capture           running", "applier replica1  running");
    }

    @Test
    @Order(3)
    void log_prints_one_object_per_transaction_with_values_by_name() throws Exception {
        fleet.source().execute("UPDATE shop.orders SET price = 10.50 WHERE id = 1");
        waitFor("replica1", "60");

        CommandRun run = run("log");

        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(4);
        JsonNode definition = MAPPER.readTree(lines.get(1));
        assertThat(definition.get("events").get(0).get("statement").asText()).startsWith("CREATE TABLE shop.orders");
        JsonNode update = MAPPER.readTree(lines.get(3));
        assertThat(update.get("sequence").asLong()).isEqualTo(4);
        JsonNode row = update.get("events").get(0).get("rows").get(0);
        assertThat(update.get("events").get(0).get("update").asText()).isEqualTo("shop.orders");
        assertThat(row.get("before").get("price").asText()).isEqualTo("9.90");
        assertThat(row.get("after").get("price").asText()).isEqualTo("10.50");
    }

    @Test
    @Order(4)
    void log_begins_and_ends_where_it_is_told() throws Exception {
        List<String> all = run("log").out().lines().toList();
        JsonNode second = MAPPER.readTree(all.get(1));
        String position = second.get("file").asText() + ":" + second.get("pos").asLong();
        String gtid = second.get("gtid").asText();

        assertThat(run("log", "--from", position).out().lines()).hasSize(all.size() - 1);
        assertThat(run("log", "--from", gtid, "--to", gtid).out().lines()).containsExactly(all.get(1));
        assertThat(run("log", "--to", position).out().lines()).containsExactly(all.get(0));
        assertThat(run("log", "--from", second.get("offset").asText()).out().lines())
                .hasSize(all.size() - 1);
        assertThat(run("log", "--from", Instant.now().plusSeconds(3600).toString())
                        .out())
                .isEmpty();
        assertThat(run("log", "--from", "latest").out()).isEmpty();
        assertThat(run("log", "--from", "00000000-0000-0000-0000-000000000000:1")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    @Order(5)
    void wait_ends_with_8_and_says_how_far_it_got_while_the_applier_is_down() throws SQLException {
        Replica replica = fleet.replicas().get(0);
        replica.applier().kill();
        fleet.source().execute("INSERT INTO shop.orders VALUES (2, 1, 'late')");

        CommandRun run = waitFor("replica1", "2");

        assertThat(run.exitCode()).isEqualTo(8);
        assertThat(run.err())
                .startsWith("binrelay: replica1 has not applied the source up to binlog.0")
                .contains(" within 2.0 s. replica1 is at binlog.0", "(transaction 4)");
        replica.applier().start();
        assertThat(waitFor("replica1", "60").exitCode()).isZero();
    }

    @Test
    @Order(6)
    void wait_with_a_wrong_password_ends_with_4_and_names_the_source() {
        CommandRun run = run(
                "wait",
                "--replica",
                "replica1",
                "--timeout",
                "1",
                "--source-host",
                "127.0.0.1",
                "--source-port",
                Integer.toString(fleet.source().port()),
                "--source-user",
                "nobody");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("127.0.0.1:" + fleet.source().port(), "1045");
    }

    @Test
    @Order(6)
    void wait_gives_services_its_timeout_to_announce_themselves() {
        long begun = System.nanoTime();
        CommandRun run = CommandRun.of(
                "wait",
                "--replica",
                "replica1",
                "--timeout",
                "1.5",
                "--config",
                fleet.capture().configuration().toString(),
                "--channel",
                "elsewhere");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("No service of channel elsewhere has ever announced itself on Kafka at ");
        assertThat(System.nanoTime() - begun).isGreaterThan(1_500_000_000L);
    }

    @Test
    @Order(7)
    void of_two_appliers_of_one_replica_the_other_takes_over_when_the_first_is_killed() throws Exception {
        Replica replica = fleet.replicas().get(0);
        try (ServiceProcess second = anotherApplier(replica)) {
            second.start();
            until(() -> status().get("standbys").size() == 1);
            replica.applier().kill();
            long killed = System.nanoTime();
            fleet.source().execute("INSERT INTO shop.orders VALUES (3, 1, 'taken over')");

            until(() ->
                    ask(replica, "SELECT note FROM shop.orders WHERE id = 3").equals("taken over"));

            Duration taken = Duration.ofNanos(System.nanoTime() - killed);
            System.out.println("The second applier took over " + taken.toMillis() + " ms after the first was killed.");
            assertThat(taken).isLessThan(TAKEOVER);
            assertThat(status().get("appliers").get(0).get("pid").asLong()).isEqualTo(second.pid());
        }
        replica.applier().start();
        fleet.source().execute("INSERT INTO shop.orders VALUES (4, 1, 'back')");
        assertThat(waitFor("replica1", "60").exitCode()).isZero();
    }

    @Test
    @Order(8)
    void of_two_captures_the_one_started_last_writes_and_the_other_ends() throws Exception {
        try (ServiceProcess second = new ServiceProcess(
                "second capture", "capture", fleet.capture().configuration(), directory.resolve("second.log"))) {
            second.start();
            until(() -> !fleet.capture().isAlive());
            fleet.source().execute("INSERT INTO shop.orders VALUES (5, 1, 'by the second')");

            assertThat(waitFor("replica1", "60").exitCode()).isZero();

            assertThat(fleet.capture().exitCode())
                    .as(fleet.capture().logTail(15))
                    .hasValue(5);
            assertThat(fleet.capture().logTail(5)).contains("Another capture of channel verbs has taken over");
            assertThat(status().get("capture").get("pid").asLong()).isEqualTo(second.pid());
            assertThat(sequences()).doesNotHaveDuplicates().isSorted();
            second.stop();
            assertThat(second.exitCode()).hasValue(143);
        }
        fleet.capture().start();
    }

    @Test
    @Order(9)
    void services_end_cleanly_when_they_are_asked_to_and_status_says_so() throws Exception {
        fleet.source().execute("INSERT INTO shop.orders VALUES (6, 1, 'last')");
        assertThat(waitFor("replica1", "60").exitCode()).isZero();
        Replica replica = fleet.replicas().get(0);

        replica.applier().stop();
        fleet.capture().stop();

        assertThat(replica.applier().exitCode()).hasValue(143);
        assertThat(fleet.capture().exitCode()).hasValue(143);
        JsonNode status = status();
        assertThat(status.get("capture").get("state").asText()).isEqualTo("stopped");
        assertThat(status.get("appliers").get(0).get("state").asText()).isEqualTo("stopped");
        assertThat(status.get("appliers").get(0).get("running").asBoolean()).isFalse();
        assertThat(status.get("appliers").get(0).get("lag_transactions").asLong())
                .isZero();
    }

    private List<Long> sequences() throws Exception {
        return run("log").out().lines().map(ServiceProcessesIT::sequence).toList();
    }

    private static long sequence(String line) {
        try {
            return MAPPER.readTree(line).get("sequence").asLong();
        } catch (java.io.IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private ServiceProcess anotherApplier(Replica replica) {
        return new ServiceProcess(
                "second applier",
                "applier",
                replica.applier().configuration(),
                directory.resolve("second-applier.log"));
    }

    private CommandRun waitFor(String replica, String seconds) {
        return run(
                "wait",
                "--replica",
                replica,
                "--timeout",
                seconds,
                "--config",
                fleet.capture().configuration().toString());
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

    private static String ask(Replica replica, String question) throws SQLException {
        try (Connection connection = replica.server().connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(100, TimeUnit.MILLISECONDS)
                .until(condition);
    }
}
