package io.binrelay.cli;

import static io.binrelay.cli.OperatedFleet.R1;
import static io.binrelay.cli.OperatedFleet.R2;
import static io.binrelay.cli.OperatedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a channel whose Kafka goes away, or loses topics, and what is said about it, whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaFaultsIT {
    /** A minute with {@code -Dkafka.outage.seconds=60}, and then with the producer's own patience. */
    private static final int OUTAGE_SECONDS = Integer.getInteger("kafka.outage.seconds", 8);

    private static final int PATIENCE_OF_PRODUCER_SECONDS = 30;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OperatedFleet fleet;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        Map<String, String> impatient = OUTAGE_SECONDS > PATIENCE_OF_PRODUCER_SECONDS
                ? Map.of()
                : Map.of(
                        "producer.max.block.ms", "3000",
                        "producer.delivery.timeout.ms", "3000",
                        "producer.request.timeout.ms", "1000");
        fleet = new OperatedFleet("kafka-faults", directory, List.of(R1, R2), impatient);
        fleet.run("change-source", "--change", "capture.heartbeat.seconds=1");
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void kafka_may_be_away_for_a_while_and_nothing_is_lost_or_applied_twice() throws Exception {
        fleet.insert(1, "before");
        until(() -> fleet.valueOn(0, 1).equals("before") && fleet.valueOn(1, 1).equals("before"));
        String capture = fleet.status().at("/capture/details/http").asText();
        String applier = fleet.applier(R1).at("/details/http").asText();
        String kafka = Pattern.quote(fleet.fleet().broker().bootstrapServers());

        fleet.fleet().broker().kill();
        long down = System.nanoTime();
        try {
            for (int id = 100; seconds(down) < OUTAGE_SECONDS; id++) {
                fleet.insert(id, "meanwhile");
                Thread.sleep(200);
            }

            assertThat(unready(capture))
                    .matches("Kafka at " + kafka
                            + ", (committing to|writing( .*)? to|looking for topic) kafka-faults\\.relay: no"
                            + " answer in time \\(TimeoutException: .*\\)\\. Is a broker running there, and can it be reached"
                            + " from here\\?");
            assertThat(unready(applier))
                    .matches(
                            "Kafka at " + kafka + ", looking at topic kafka-faults\\.relay: no answer in time"
                                    + " \\(TimeoutException: .*\\)\\. Is a broker running there, and can it be reached from here\\?");
            CommandRun status = fleet.run("status");
            assertThat(status.exitCode()).isEqualTo(5);
            assertThat(status.err())
                    .matches(Pattern.compile(
                            "binrelay: Kafka at " + kafka
                                    + ", .*Is a broker running there, and can it be reached from here\\?\n",
                            Pattern.DOTALL));
        } finally {
            fleet.fleet().broker().start();
        }
        fleet.insert(2, "after");
        until(() -> fleet.valueOn(0, 2).equals("after") && fleet.valueOn(1, 2).equals("after"));
        System.out.println(
                "Kafka was away for " + OUTAGE_SECONDS + " s; all was applied " + seconds(down) + " s after it went");

        assertIdentical();
        until(() -> fleet.status().at("/capture/state").asText().equals("running")
                && fleet.state(R1).equals("running")
                && fleet.state(R2).equals("running"));
        List<Long> sequences = sequences();
        assertThat(sequences)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sequences.size()).boxed().toList());
        assertThat(Files.readString(fleet.fleet().capture().log()))
                .contains("Interrupted, and tried again until it works: Kafka at ");
    }

    /** What is announced is announced again; who is asked in between has nothing to look at. */
    @Test
    @Order(2)
    void a_status_topic_that_is_deleted_comes_back_by_itself() throws Exception {
        delete("kafka-faults.status");
        until(() -> fleet.run("status", "--json").exitCode() == 0
                && fleet.status().at("/capture/running").asBoolean()
                && fleet.status().get("appliers").size() == 2);
        fleet.insert(3, "goes on");
        until(() -> fleet.valueOn(0, 3).equals("goes on"));
    }

    @Test
    @Order(3)
    void a_relay_log_that_is_deleted_is_not_begun_anew_in_silence() throws Exception {
        delete("kafka-faults.relay");
        until(() -> fleet.state(R1).equals("failed")
                && fleet.status().at("/capture/state").asText().equals("failed"));

        String id = fleet.status()
                .at("/capture/last_error/message")
                .asText()
                .replaceFirst("(?s).*its id was (\\S+)\\).*", "$1");
        String gone =
                "Topic kafka-faults.relay is gone (its id was " + id + "). What was in it is lost to every replica"
                        + " that had not applied it yet, and to new ones. It is not begun anew in silence. Check"
                        + " kafka.bootstrap.servers; if the log is really gone, set capture.replaces.log=" + id
                        + " for capture (binrelay change-source --change capture.replaces.log=" + id
                        + ") to begin a new one where capture.start says, and rebuild the replicas from that.";
        assertThat(fleet.status().at("/capture/last_error/message").asText())
                .isIn(gone, gone.replace("is gone (", "is gone while it was in use ("));
        assertThat(fleet.error(R1))
                .isEqualTo("Topic kafka-faults.relay is gone while it was in use (its id was " + id
                        + "). What a new topic of this name holds does not follow what this replica has applied: rebuild"
                        + " the replica.");
        CommandRun start = fleet.run("start", "capture");
        assertThat(start.exitCode()).isEqualTo(5);
        assertThat(start.err()).isEqualTo("binrelay: capture: " + gone + "\n");

        fleet.fleet().capture().kill();
        fleet.fleet().capture().start();
        until(() -> !fleet.fleet().capture().isAlive());
        assertThat(fleet.fleet().capture().exitCode()).hasValue(5);
        assertThat(fleet.fleet().capture().logTail(5)).contains(gone);
        assertThat(topics()).doesNotContain("kafka-faults.relay");
    }

    @Test
    @Order(4)
    void a_new_log_is_begun_on_purpose_and_replicas_of_the_lost_one_are_not_fed_from_it() throws Exception {
        String id = fleet.status()
                .at("/capture/last_error/message")
                .asText()
                .replaceFirst("(?s).*its id was (\\S+)\\).*", "$1");
        assertThat(fleet.run("change-source", "--change", "capture.replaces.log=" + id)
                        .err())
                .isEmpty();
        fleet.fleet().capture().start();
        until(() -> fleet.status().at("/capture/state").asText().equals("running"));
        assertThat(fleet.run("orders", "capture").out()).contains("the relay log is in the topic with id " + id);
        JsonNode orders =
                MAPPER.readTree(fleet.run("orders", "capture", "--json").out()).get("orders");
        assertThat(orders.get(orders.size() - 1).get("topic").asText()).isNotEqualTo(id);

        CommandRun start = fleet.run("start", R1);
        assertThat(start.exitCode()).isEqualTo(6);
        assertThat(start.err())
                .matches(
                        "binrelay: replica1: the replica's checkpoint belongs to another incarnation of the relay topic"
                                + " \\(" + id
                                + ", the topic is now \\S+\\): the topic was deleted and created again, its offsets"
                                + " mean something else\\. Rebuild the replica from the new log\n");

        for (int replica = 0; replica < 2; replica++) {
            fleet.replica(replica).execute("SET sql_log_bin=0", "DROP DATABASE d", "DROP DATABASE binrelay");
        }
        assertThat(fleet.run("start", "--all").err()).isEmpty();
        fleet.insert(4, "rebuilt");
        until(() -> hasTable(0) && hasTable(1));
        until(() -> fleet.valueOn(0, 4).equals("rebuilt") && fleet.valueOn(1, 4).equals("rebuilt"));
        assertIdentical();
    }

    /** Nobody would remember that the replica was stopped. */
    @Test
    @Order(5)
    void orders_that_are_deleted_do_not_set_a_stopped_replica_going() throws Exception {
        assertThat(fleet.run("stop", R2).exitCode()).isZero();
        delete("kafka-faults.control");
        String lost = "Topic kafka-faults.control, which holds the orders of operators, is gone. ";
        String again = "Give the orders again: 'binrelay start replica2' or 'binrelay stop replica2' creates the topic;"
                + " delay, changed settings and transactions to be skipped are lost with it.";
        until(() -> trouble(R2)
                .equals(lost + "This service goes on as it was last ordered, and hears of nothing more. " + again));
        assertThat(fleet.run("status").out()).contains("Orders to applier replica2 are not heard:\n  " + lost);
        assertThat(fleet.state(R2)).isEqualTo("held");

        fleet.fleet().replicas().get(1).applier().kill();
        fleet.fleet().replicas().get(1).applier().start();
        until(() -> trouble(R2)
                .equals(lost + "The channel has a relay log already, so this service may have been ordered to stop, to"
                        + " skip or to wait: it does not begin without an order. " + again));
        fleet.insert(5, "goes on");
        until(() -> fleet.valueOn(0, 5).equals("goes on"));
        assertThat(fleet.valueOn(1, 5)).isEmpty();
        assertThat(topics()).doesNotContain("kafka-faults.control");

        assertThat(fleet.run("start", R2).err()).isEmpty();
        until(() -> fleet.valueOn(1, 5).equals("goes on"));
        until(() -> trouble(R1).isEmpty());
        assertThat(fleet.run("stop", R1).err()).isEmpty();
        assertThat(fleet.state(R1)).isEqualTo("held");
        assertIdentical(1);
    }

    private boolean hasTable(int replica) throws SQLException {
        String tables = "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'd' AND TABLE_NAME = 't'";
        return OperatedFleet.ask(fleet.replica(replica), tables).equals("1");
    }

    private String trouble(String replica) throws IOException {
        return fleet.applier(replica).at("/details").path("orders.trouble").asText();
    }

    private void assertIdentical() throws SQLException {
        assertIdentical(0);
        assertIdentical(1);
    }

    private void assertIdentical(int replica) throws SQLException {
        String all = "SELECT GROUP_CONCAT(id, v ORDER BY id) FROM d.t";
        assertThat(OperatedFleet.ask(fleet.replica(replica), all)).isEqualTo(OperatedFleet.ask(fleet.source(), all));
    }

    private List<Long> sequences() throws IOException {
        List<Long> sequences = new ArrayList<>();
        for (String line : fleet.run("log").out().lines().toList()) {
            sequences.add(MAPPER.readTree(line).get("sequence").asLong());
        }
        return sequences;
    }

    private Set<String> topics() throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", fleet.fleet().broker().bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private void delete(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", fleet.fleet().broker().bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** The error that a service gives for not being ready. */
    private static String unready(String http) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + http + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode body = MAPPER.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(body.get("state").asText()).isEqualTo("retrying");
        return body.at("/error/message").asText();
    }

    private static long seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1_000_000_000L;
    }
}
