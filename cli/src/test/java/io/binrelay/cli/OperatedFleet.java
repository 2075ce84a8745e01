package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A source, its services and its replicas, all processes of their own, with table {@code d.t}, and the verbs. */
final class OperatedFleet implements AutoCloseable {
    static final String R1 = "replica1";
    static final String R2 = "replica2";
    static final String TOKEN = "let-me-in";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Fleet fleet;
    private final String[] channel;

    OperatedFleet(String name, Path directory) throws SQLException {
        this(name, directory, List.of(R1, R2), Map.of());
    }

    OperatedFleet(String name, Path directory, List<String> replicas) throws SQLException {
        this(name, directory, replicas, Map.of());
    }

    /** @param keys further ones of all services */
    OperatedFleet(String name, Path directory, List<String> replicas, Map<String, String> keys) throws SQLException {
        Map<String, String> serviceKeys = new HashMap<>(keys);
        serviceKeys.put("http.token", TOKEN);
        fleet = Fleet.prepare(
                new FleetSettings(Engine.MYSQL, directory, name, replicas, true, false, serviceKeys), notice -> {});
        fleet.startServers();
        fleet.source().execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY, v VARCHAR(20))");
        fleet.startServices();
        channel = new String[] {"--kafka", fleet.broker().bootstrapServers(), "--channel", name};
        until(() -> run("status", "--json").exitCode() == 0
                && status().get("appliers").size() == replicas.size());
        for (String replica : replicas) {
            until(() -> state(replica).equals("running"));
        }
    }

    Fleet fleet() {
        return fleet;
    }

    DatabaseServer source() {
        return fleet.source();
    }

    /** @param replica 0 or 1 */
    DatabaseServer replica(int replica) {
        return fleet.replicas().get(replica).server();
    }

    void insert(int id, String value) throws SQLException {
        source().execute("INSERT INTO d.t VALUES (" + id + ", '" + value + "')");
    }

    /** Of {@code d.t}; empty when there is no such row. */
    String valueOn(int replica, int id) throws SQLException {
        return ask(replica(replica), "SELECT v FROM d.t WHERE id = " + id);
    }

    static String ask(DatabaseServer server, String question) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** As {@code status --json} tells it. */
    String state(String replica) throws IOException {
        return applier(replica).get("state").asText();
    }

    String error(String replica) throws IOException {
        return applier(replica).at("/last_error/message").asText();
    }

    JsonNode applier(String replica) throws IOException {
        for (JsonNode applier : status().get("appliers")) {
            if (applier.get("replica").asText().equals(replica)) {
                return applier;
            }
        }
        throw new AssertionError("no " + replica);
    }

    /** Waits until a replica has all of the source. */
    void catchUp(String replica) {
        CommandRun run = CommandRun.of(
                "wait",
                "--replica",
                replica,
                "--timeout",
                "60",
                "--config",
                fleet.capture().configuration().toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    JsonNode status() throws IOException {
        CommandRun run = run("status", "--json");
        assertThat(run.err()).isEmpty();
        return MAPPER.readTree(run.out());
    }

    /** A verb on this channel. */
    CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        Stream.of(channel).forEach(all::add);
        return CommandRun.of(all.toArray(String[]::new));
    }

    static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
