package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.capture.source.ReaderInspector;
import io.binrelay.capture.source.SourceSettings;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What {@code binrelay source} shows of a source alone; beside a channel: {@link ChannelExaminationIT}. */
final class SourceVerbIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static CommandRun run(DatabaseServer source, String user, String... more) {
        String[] settings = {
            "source",
            "--set",
            "source.host=127.0.0.1",
            "--set",
            "source.port=" + source.port(),
            "--set",
            "source.user=" + user,
            "--set",
            "source.password=secret"
        };
        String[] arguments =
                Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray(String[]::new);
        return CommandRun.of(arguments);
    }

    @Test
    void without_source_and_channel_it_says_what_to_give() {
        CommandRun run = CommandRun.of("source");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("binrelay: Neither a source nor a channel is given. Give source.host, source.user,"
                        + " source.password to ask the source, kafka.bootstrap.servers, channel for what capture announces"
                        + " of it, or all of them\n");
    }

    /** MariaDB, with a replica of its own. */
    @Test
    void files_position_gtids_and_native_replicas_are_shown() throws Exception {
        try (DatabaseServer source = DatabaseServer.builder(Engine.MARIADB)
                        .name("source")
                        .durable(false)
                        .start();
                DatabaseServer replica = DatabaseServer.builder(Engine.MARIADB)
                        .name("native")
                        .durable(false)
                        .binlog(false)
                        .option("--report-host=native.example")
                        .start()) {
            source.createSourceAccount("capture", "secret");
            source.execute("CREATE DATABASE shop", "FLUSH BINARY LOGS", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
            replica.execute(
                    "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + source.port()
                            + ", MASTER_USER='root', MASTER_PASSWORD='" + source.rootPassword() + "', MASTER_SSL=0",
                    "START SLAVE");
            try {
                showsAll(source, replica);
                findsTheFirstTransactionOfAFile(source);
                trap63_doctor_sees_that_a_replica_reads_with_the_server_id_of_capture(source, replica);
                showsWhatTheAccountMaySee(source);
            } finally {
                replica.execute("STOP SLAVE", "RESET SLAVE ALL");
            }
        }
    }

    private static void showsAll(DatabaseServer source, DatabaseServer replica) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode json = MAPPER.readTree(CommandRun.of(
                            "source",
                            "--json",
                            "--set",
                            "source.host=127.0.0.1",
                            "--set",
                            "source.port=" + source.port(),
                            "--set",
                            "source.user=root",
                            "--set",
                            "source.password=" + source.rootPassword())
                    .out());
            assertThat(json.get("registered").toString())
                    .isEqualTo("[{\"server_id\":" + replica.serverId() + ",\"host\":\"native.example\",\"port\":"
                            + replica.port() + "}]");
            assertThat(json.get("dump_threads")).hasSize(1);
            assertThat(json.at("/dump_threads/0/user").asText()).isEqualTo("root");
            assertThat(json.at("/dump_threads/0/command").asText()).isEqualTo("Binlog Dump");
            assertThat(json.get("files")).hasSize(2);
            assertThat(json.at("/files/0/name").asText()).isEqualTo("binlog.000001");
            assertThat(json.at("/files/0/held").asText()).isEqualTo("none");
            assertThat(json.get("position").asText())
                    .isEqualTo("binlog.000002:" + json.at("/files/1/size").asText());
            assertThat(json.get("gtid_set").asText()).isEqualTo("0-" + source.serverId() + "-2");
            assertThat(json.get("relay_log").isNull()).isTrue();
            assertThat(json.get("replicas").isNull()).isTrue();
        });
    }

    private static void trap63_doctor_sees_that_a_replica_reads_with_the_server_id_of_capture(
            DatabaseServer source, DatabaseServer replica) {
        CommandRun run = DoctorRun.of()
                .source(source, source.rootUser(), source.rootPassword())
                .with("source.server.id", replica.serverId())
                .shows(
                        "FAIL",
                        "source",
                        "readers",
                        "a replica at native.example:" + replica.port() + " is registered with server id "
                                + replica.serverId() + ", which is capture's: the source ends one's dump when the other"
                                + " comes. Give capture a source.server.id that no server and no other reader of the source"
                                + " has");

        assertThat(run.exitCode()).isEqualTo(4);
        DoctorRun.assertShows(run, "ok", "source", "binlog expiry", "never; PURGE BINARY LOGS is the operator's");
        DoctorRun.assertShows(run, "ok", "source", "GTIDs", "always; gtid_strict_mode=OFF");
    }

    private static void findsTheFirstTransactionOfAFile(DatabaseServer source) throws SQLException {
        SourceSettings settings = new SourceSettings("127.0.0.1", source.port(), "capture", "secret", 1);
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet events = statement.executeQuery("SHOW BINLOG EVENTS IN 'binlog.000002'")) {
            long begin = 0;
            while (begin == 0 && events.next()) {
                begin = events.getString("Event_type").equals("Gtid") ? events.getLong("Pos") : 0;
            }
            assertThat(new ReaderInspector(settings).firstTransaction("binlog.000002"))
                    .isEqualTo(new FilePosition("binlog.000002", begin));
        }
    }

    private static void showsWhatTheAccountMaySee(DatabaseServer source) throws SQLException {
        CommandRun run = run(source, "capture");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "Source: 127.0.0.1:" + source.port() + ", 11.4.5-MariaDB",
                        "Executed_Gtid_Set: 0-" + source.serverId() + "-2\n",
                        "Replicas registered with the source:\n  none\n",
                        "Dump threads:\n  none\n",
                        "Note: Registered replicas are not shown. Run on the source: GRANT REPLICATION MASTER ADMIN ON *.*"
                                + " TO 'capture'@'%'\n",
                        "Note: Dump threads of other accounts are not shown. Run on the source: GRANT PROCESS ON *.* TO"
                                + " 'capture'@'%'\n",
                        "Note: What the relay log holds, and the channel's replicas, are not shown. Give"
                                + " kafka.bootstrap.servers, channel\n");
        source.execute(
                "GRANT REPLICATION MASTER ADMIN ON *.* TO 'capture'@'%'", "GRANT PROCESS ON *.* TO 'capture'@'%'");
        assertThat(run(source, "capture").out())
                .contains("native.example", "Binlog Dump")
                .doesNotContain("Registered replicas are not shown", "Dump threads of other accounts");
        assertThat(run(source, "capture", "--set", "source.password=wrong").exitCode())
                .isEqualTo(4);
    }
}
