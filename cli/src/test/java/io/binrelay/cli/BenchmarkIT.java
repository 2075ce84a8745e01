package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every benchmark runs to its end, in sizes that say nothing about speed, and prints what its readers expect. */
class BenchmarkIT {
    @Test
    void capture_is_measured_beside_both_readers_of_the_binary_log() throws Exception {
        JsonNode rows =
                json("bench", "capture", "--rows=2000", "--transactions=200", "--warm-ups=0", "--rounds=1", "--json");

        assertThat(names(rows)).contains("capture bulk rows", "capture bulk CPU", "capture oltp transactions");
        assertThat(peers(rows)).containsExactlyInAnyOrder("binlog-client", "debezium-engine");
    }

    /** It fails by itself when a replica does not end like its source. */
    @Test
    void catching_up_is_measured_beside_native_replicas() throws Exception {
        JsonNode rows =
                json("bench", "apply", "--rows=2000", "--transactions=200", "--warm-ups=0", "--rounds=1", "--json");

        assertThat(names(rows)).contains("apply bulk rows", "apply oltp transactions", "apply oltp server CPU");
        assertThat(peers(rows)).containsExactlyInAnyOrder("native-1-worker", "native-4-workers");
    }

    @Test
    void latency_is_measured_beside_a_native_replica_and_shown_as_a_table() {
        CommandRun run = CommandRun.of("bench", "latency", "--seconds=1", "--rate=50", "--rounds=1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("latency p50 "))
                .anyMatch(line -> line.startsWith("latency p99 "))
                .anyMatch(line -> line.startsWith("latency max "));
        assertThat(run.err()).contains("cores");
    }

    /** It fails by itself when a commit did not wait. */
    @Test
    void commits_that_wait_for_the_log_are_measured_beside_a_native_semi_synchronous_replica() throws Exception {
        JsonNode rows = json("bench", "commit", "--seconds=1", "--rounds=1", "--wait-point=AFTER_COMMIT", "--json");

        assertThat(names(rows)).contains("commit p50, 1 writer", "transactions, 16 writers");
        assertThat(peers(rows)).containsExactlyInAnyOrder("native-semi-sync", "asynchronous");
    }

    private static JsonNode json(String... arguments) throws Exception {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode rows = new ObjectMapper().readTree(run.out());
        assertThat(rows.isArray()).as(run.out()).isTrue();
        assertThat(rows).isNotEmpty().allSatisfy(BenchmarkIT::isComplete);
        return rows;
    }

    private static void isComplete(JsonNode row) {
        assertThat(row.get("name").asText()).isNotEmpty();
        assertThat(row.get("binrelay").asDouble()).isPositive();
        assertThat(row.get("peer").isNumber()).isTrue();
        assertThat(row.get("peer_name").asText()).isNotEmpty();
        assertThat(row.get("ratio").isNumber()).isTrue();
        assertThat(row.get("unit").asText()).isNotEmpty();
        assertThat(row.get("spread").asText()).contains("..");
    }

    private static Set<String> names(JsonNode rows) {
        return texts(rows, "name");
    }

    private static Set<String> peers(JsonNode rows) {
        return texts(rows, "peer_name");
    }

    private static Set<String> texts(JsonNode rows, String field) {
        Set<String> texts = new HashSet<>();
        rows.forEach(row -> texts.add(row.get(field).asText()));
        return texts;
    }
}
