package io.binrelay.cli;

import static io.binrelay.cli.OperatedFleet.R1;
import static io.binrelay.cli.OperatedFleet.R2;
import static io.binrelay.cli.OperatedFleet.ask;
import static io.binrelay.cli.OperatedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private OperatedFleet fleet;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = new OperatedFleet("levers", directory);
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void a_stopped_replica_stands_still_while_the_other_goes_on_and_stays_stopped_when_its_process_is_killed()
            throws Exception {
        CommandRun stopped = run("stop", R1);
        assertThat(stopped.err()).isEmpty();
        assertThat(stopped.out()).startsWith("replica1: stopped at binlog.0").contains("(transaction ");
        insert(1, "one");
        until(() -> valueOn(1, 1).equals("one"));
        fleet.fleet().replicas().get(0).applier().kill();
        fleet.fleet().replicas().get(0).applier().start();
        // The last announcement of the killed process says the same.
        long pid = fleet.fleet().replicas().get(0).applier().pid();
        until(() -> applier(R1).get("pid").asLong() == pid && state(R1).equals("held"));
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
        fleet.replica(0).execute("SET sql_log_bin=0", "INSERT INTO d.t VALUES (20, 'local')");
        insert(20, "source");
        insert(21, "behind");
        until(() -> state(R1).equals("failed"));
        until(() -> valueOn(1, 21).equals("behind"));
        assertThat(fleet.fleet().replicas().get(0).applier().isAlive()).isTrue();
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
        fleet.replica(0).execute("SET sql_log_bin=0", "DELETE FROM d.t WHERE id = 30");
        fleet.source().execute("UPDATE d.t SET v = 'second' WHERE id = 30");
        until(() -> state(R1).equals("failed"));
        assertThat(applier(R1).at("/last_error/message").asText()).contains("1032", "rebuild the replica");
        CommandRun again = run("start", R1);
        assertThat(again.out() + again.err()).contains("replica1: ");
        until(() -> state(R1).equals("failed"));

        fleet.replica(0).execute("SET sql_log_bin=0", "INSERT INTO d.t VALUES (30, 'first')");
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
        assertThat(run("wait", "--replica", R1, "--timeout", "0", "--gtid", gtids.replace("\n", ""))
                        .exitCode())
                .isZero();
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
        assertThat(fleet.fleet().capture().isAlive()).isTrue();

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

    /** The oracle is the server itself: a replica that was told of a source and is not started. */
    @Test
    @Order(8)
    void status_of_a_replica_has_every_column_of_show_slave_status_in_its_order_and_unset_ones_as_the_server_has_them()
            throws Exception {
        Map<String, String> servers = new LinkedHashMap<>();
        try (Connection connection = fleet.replica(1).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_USER='nobody'");
            try (ResultSet row = statement.executeQuery("SHOW SLAVE STATUS")) {
                assertThat(row.next()).isTrue();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    servers.put(row.getMetaData().getColumnLabel(i), String.valueOf(row.getString(i)));
                }
            }
            statement.execute("RESET SLAVE ALL");
        }
        JsonNode ours =
                MAPPER.readTree(run("status", R2, "--legacy-names", "--json").out());
        List<String> names = new ArrayList<>();
        ours.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsSubsequence(servers.keySet().toArray(String[]::new));
        for (String unset : List.of(
                "Replicate_Do_DB",
                "Replicate_Wild_Ignore_Table",
                "Last_Errno",
                "Last_Error",
                "Skip_Counter",
                "Until_Condition",
                "Until_Log_File",
                "Until_Log_Pos",
                "Master_SSL_CA_File",
                "Master_SSL_Key",
                "Last_IO_Errno",
                "Last_SQL_Error",
                "Replicate_Ignore_Server_Ids",
                "SQL_Delay",
                "SQL_Remaining_Delay",
                "Master_Bind",
                "Last_SQL_Error_Timestamp",
                "Master_SSL_Crl",
                "Auto_Position",
                "Replicate_Rewrite_DB",
                "Master_TLS_Version",
                "Get_master_public_key")) {
            assertThat(ours.get(unset).asText()).as(unset).isEqualTo(servers.get(unset));
        }
        assertThat(ours.get("Slave_SQL_Running").asText()).isEqualTo("Yes");
        assertThat(ours.get("Relay_Log_Space").asLong()).isPositive();
        assertThat(ours.get("Bytes_Behind").asLong()).isZero();
        assertThat(ours.get("Executed_Gtid_Set").asText())
                .isEqualTo(ask(fleet.source(), "SELECT @@GLOBAL.gtid_executed"));
        assertThat(run("status", R2).out()).contains("*** 1. row ***", "        Replica_IO_Running: Yes\n");
    }

    @Test
    @Order(9)
    void purge_deletes_the_beginning_of_the_log_but_not_what_a_replica_needs() throws Exception {
        run("stop", R1);
        long needed = applier(R1).get("offset").asLong() + 1;
        insert(90, "needed");
        insert(91, "needed");
        until(() -> valueOn(1, 91).equals("needed"));
        CommandRun refused = run("purge", "--to", "latest", "--yes");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("binrelay: Nothing was deleted: replica1 is at binlog.0")
                .contains("relay log offset " + needed + ", and needs what comes next; latest is offset ");
        assertThat(run("purge", "--to", Long.toString(needed)).err())
                .contains("Nothing was deleted: this is no terminal");

        CommandRun purged = run("purge", "--to", Long.toString(needed), "--yes");
        assertThat(purged.err()).isEmpty();
        assertThat(purged.out()).contains("Deleted. The relay log begins with offset ");
        run("start", R1);
        until(() -> valueOn(0, 91).equals("needed"));
        assertThat(run("purge", "--to", "0", "--yes").exitCode()).isEqualTo(2);
        assertThat(run("purge", "--to", "earliest", "--yes").out()).contains("There is nothing before earliest");
    }

    @Test
    @Order(10)
    void the_same_orders_are_given_over_http_by_who_has_the_token_and_filters_are_shown() throws Exception {
        String http = applier(R1).at("/details/http").asText();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder stop = HttpRequest.newBuilder(URI.create("http://" + http + "/api/v1/stop"))
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(client.send(stop.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(state(R1)).isEqualTo("running");
        stop.header("Authorization", "Bearer " + OperatedFleet.TOKEN);
        assertThat(client.send(stop.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
        until(() -> state(R1).equals("held"));
        assertThat(run("orders", R1).out()).contains("http, applier/replica1@");

        assertThat(run("change-replica", R1, "--change", "replicate-ignore-db=elsewhere", "--start")
                        .err())
                .contains("Unknown option: '--start'");
        assertThat(run("change-replica", R1, "--change", "replicate-ignore-db=elsewhere")
                        .out())
                .isEqualTo("replica1: changed, counts when it is started: 'binrelay start replica1'\n");
        assertThat(run("start", R1).exitCode()).isZero();
        assertThat(run("status", R1).out()).contains(" Replicate_Ignore_DB: elsewhere\n");
    }

    private void insert(int id, String value) throws SQLException {
        fleet.insert(id, value);
    }

    private String valueOn(int replica, int id) throws SQLException {
        return fleet.valueOn(replica, id);
    }

    private String state(String replica) throws IOException {
        return fleet.state(replica);
    }

    private JsonNode applier(String replica) throws IOException {
        return fleet.applier(replica);
    }

    private JsonNode status() throws IOException {
        return fleet.status();
    }

    private CommandRun run(String... arguments) {
        return fleet.run(arguments);
    }
}
