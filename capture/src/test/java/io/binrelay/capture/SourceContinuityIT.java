package io.binrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sources that are not any more what the log was written from: reset, restored, cut off. Never read on from as if
 * nothing had happened, whether capture ran meanwhile or not, and said so in whole sentences.
 */
class SourceContinuityIT {
    private static final String USER = "capture";
    private static final String PASSWORD = "capture-secret";

    private static final List<DatabaseServer> SERVERS = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static KafkaBroker broker;
    private static int channels;

    @BeforeAll
    static void startServers() throws SQLException {
        broker = KafkaBroker.builder().start();
        SERVERS.add(server(Engine.MYSQL, true, "gtids"));
        SERVERS.add(server(Engine.MYSQL, false, "positions"));
        SERVERS.add(server(Engine.MARIADB, true, "mariadb"));
    }

    private static DatabaseServer server(Engine engine, boolean gtids, String name) throws SQLException {
        DatabaseServer server = DatabaseServer.builder(engine)
                .name(name)
                .gtidMode(gtids)
                .durable(false)
                .start();
        server.createSourceAccount(USER, PASSWORD);
        server.execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY AUTO_INCREMENT, v VARCHAR(100))");
        return server;
    }

    @AfterAll
    static void stopServers() {
        SERVERS.forEach(DatabaseServer::close);
        broker.close();
    }

    static Stream<DatabaseServer> sources() {
        return SERVERS.stream();
    }

    static Stream<DatabaseServer> sourcesWithGtids() {
        return SERVERS.stream().filter(server -> !server.name().equals("positions"));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("sources")
    void trap64_a_source_that_is_reset_while_it_is_read_is_noticed_though_its_file_has_the_same_name(
            DatabaseServer source) throws Exception {
        resetNotTheSameSecond(source);
        insert(source, 3);
        Map<String, String> settings = settings(source);
        String read = end(source);
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitPosition(read);
            source.execute("RESET MASTER");
            insert(source, 1);
            String now = end(source);

            capture.awaitState(ServiceState.FAILED);

            assertThat(capture.error())
                    .isEqualTo("The source's binary log begins anew: it was read up to " + read + ", and now ends at "
                            + now + ". The source was reset (RESET MASTER, RESET BINARY LOGS AND GTIDS) while it was"
                            + " read. What it has written since is not in the relay log. Start a new channel for it and"
                            + " rebuild the replicas.");
        }
        String now = end(source);
        assertRefused(
                settings,
                "The source has lost the end of its binary log: the relay log ends at " + read + ", but the source has "
                        + now.replace(":", " only up to ") + ". It crashed without sync_binlog=1, was restored from a"
                        + " backup or reset; the replicas hold transactions that it does not. Start a new channel for it"
                        + " and rebuild the replicas.");
        assertThat(transactions(settings)).isEqualTo(3);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("sources")
    void trap64_a_source_that_is_reset_while_a_later_file_of_it_is_read_is_said_to_have_been(DatabaseServer source)
            throws Exception {
        resetNotTheSameSecond(source);
        source.execute("FLUSH BINARY LOGS");
        insert(source, 1);
        String read = end(source);
        Map<String, String> settings = settings(source);
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitPosition(read);
            source.execute("RESET MASTER");
            insert(source, 1);

            capture.awaitState(ServiceState.FAILED);

            assertThat(capture.error())
                    .isEqualTo(
                            "The source's binary log is not the one that the relay log was written from: the relay log"
                                    + " ends at " + read
                                    + ", the source has binlog.000001 to binlog.000001. The source was reset"
                                    + " (RESET MASTER, RESET BINARY LOGS AND GTIDS), was restored from an older backup, or lost"
                                    + " files; the replicas hold transactions that it does not. Nothing was read from it. Start a"
                                    + " new channel for it and rebuild the replicas.");
        }
        assertThat(transactions(settings)).isEqualTo(1);
    }

    /** The dangerous one: the file is there, the position is in it, and the GTIDs are executed. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("sources")
    void trap64_a_source_that_was_reset_and_has_grown_past_the_position_is_not_read_on_from_it(DatabaseServer source)
            throws Exception {
        resetNotTheSameSecond(source);
        insert(source, 2);
        String read = end(source);
        Map<String, String> settings = settings(source);
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitPosition(read);
        }
        resetNotTheSameSecond(source);
        insert(source, 6);

        assertRefused(settings, notTheFile("binlog.000001"));
        assertThat(transactions(settings)).isEqualTo(2);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("sources")
    void trap90_a_source_that_lost_the_tail_of_its_binary_log_in_a_crash_is_refused(DatabaseServer source)
            throws Exception {
        resetNotTheSameSecond(source);
        insert(source, 1);
        String kept = end(source);
        insert(source, 1);
        String read = end(source);
        Map<String, String> settings = settings(source);
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitPosition(read);
            source.kill();
            Path file = source.dataDirectory().resolve("binlog.000001");
            long size = Long.parseLong(kept.substring(kept.indexOf(':') + 1));
            try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
                log.truncate(size);
            }
            source.start();

            capture.awaitState(ServiceState.FAILED);

            assertThat(capture.error())
                    .isEqualTo("The source has lost the end of its binary log: the relay log ends at " + read
                            + ", but the source has binlog.000001 only up to " + size + ". It crashed without"
                            + " sync_binlog=1, was restored from a backup or reset; the replicas hold transactions that it"
                            + " does not. Start a new channel for it and rebuild the replicas.");
        }
        assertThat(transactions(settings)).isEqualTo(2);
    }

    /** With files of the same names as those that were read, written anew after the backup. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("sourcesWithGtids")
    void a_source_restored_from_an_older_backup_says_which_gtids_it_misses(DatabaseServer source) throws Exception {
        resetNotTheSameSecond(source);
        insert(source, 1);
        source.stop();
        Path backup = directory.resolve(source.name());
        copy(source.dataDirectory(), backup);
        source.start();
        insert(source, 3);
        String read = end(source);
        Map<String, String> settings = settings(source);
        String gtid;
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitPosition(read);
            gtid = capture.gtid();
        }
        source.stop();
        copy(backup, source.dataDirectory());
        source.start();
        source.execute(
                "INSERT INTO d.t (v) VALUES (REPEAT('x', 100)), (REPEAT('y', 100)), (REPEAT('z', 100))"
                        + ", (REPEAT('x', 100)), (REPEAT('y', 100)), (REPEAT('z', 100)), (REPEAT('x', 100)), (REPEAT('y', 100))");
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitState(ServiceState.RETRYING);

            assertThat(capture.error())
                    .isEqualTo("The source does not know the last transaction of the relay log, " + gtid + ", which"
                            + " ended at " + read + ": it has " + gtids(source)
                            + ". If that does not pass, the source was"
                            + " reset or restored from an older backup. Start a new channel for it and rebuild the"
                            + " replicas.");

            insert(source, 4);
            capture.awaitState(ServiceState.FAILED);
            assertThat(capture.error()).matches(notTheFile("binlog.000002"));
        }
        assertThat(transactions(settings)).isEqualTo(4);
    }

    /** The address of one server was meant, and another one of the same family answers. */
    @Test
    void another_server_is_told_by_its_uuid() throws Exception {
        DatabaseServer meant = SERVERS.get(0);
        DatabaseServer other = SERVERS.get(1);
        resetNotTheSameSecond(meant);
        insert(meant, 1);
        Map<String, String> settings = settings(meant);
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitPosition(end(meant));
        }
        settings.put("source.port", Integer.toString(other.port()));

        assertRefused(
                settings,
                "The source is not the server that the relay log was written from: its server_uuid is "
                        + ask(other, "SELECT @@server_uuid") + ", in the log it is "
                        + ask(meant, "SELECT @@server_uuid")
                        + ". Set source.host and source.port to that server. If this one replaces it: Start a new channel"
                        + " for it and rebuild the replicas.");
        assertThat(transactions(settings)).isEqualTo(1);
    }

    private static String notTheFile(String file) {
        String format = "server [0-9]+, version [^ ]+, file begun [0-9TZ:-]+";
        return "The source's " + file + " is not the file that the relay log was written from: it is of " + format
                + "; the one in the log was of " + format + "\\. The source was reset \\(RESET MASTER\\), restored or"
                + " replaced\\. Nothing was read from it\\. Start a new channel for it and rebuild the replicas\\.";
    }

    private static void assertRefused(Map<String, String> settings, String message) {
        try (RunningCapture capture = new RunningCapture(settings)) {
            capture.awaitState(ServiceState.FAILED);
            assertThat(capture.error())
                    .satisfiesAnyOf(
                            error -> assertThat(error).isEqualTo(message),
                            error -> assertThat(error).matches(message));
        }
    }

    /** A file is told from another one of its name by the second in which it was begun. */
    private static void resetNotTheSameSecond(DatabaseServer source) throws SQLException, InterruptedException {
        Thread.sleep(1_100);
        source.execute("RESET MASTER");
    }

    private static void insert(DatabaseServer source, int transactions) throws SQLException {
        for (int i = 0; i < transactions; i++) {
            source.execute("INSERT INTO d.t (v) VALUES (REPEAT('a', 50))");
        }
    }

    /** How many transactions the log holds. */
    private static long transactions(Map<String, String> settings) {
        KafkaSettings kafka = KafkaSettings.ofBootstrapServers(broker.bootstrapServers());
        String channel = String.valueOf(settings.get("channel"));
        long transactions = 0;
        try (RelayScanner scanner = new RelayScanner(kafka, channel, new AvroRecordDecoder())) {
            long end = scanner.bounds().end();
            scanner.seek(scanner.bounds().begin());
            while (scanner.position() < end) {
                transactions += scanner.poll(Duration.ofSeconds(1)).stream()
                        .map(record -> record.record().header())
                        .filter(header -> header.kind() == RecordKind.TRANSACTION && header.last())
                        .count();
            }
        }
        return transactions;
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        new ProcessBuilder("rm", "-rf", to.toString()).inheritIO().start().waitFor();
        assertThat(new ProcessBuilder("cp", "-a", "--sparse=always", from.toString(), to.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Map<String, String> settings(DatabaseServer source) {
        Map<String, String> settings = new HashMap<>();
        settings.put("channel", "continuity" + channels++);
        settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
        settings.put("source.host", source.host());
        settings.put("source.port", Integer.toString(source.port()));
        settings.put("source.user", USER);
        settings.put("source.password", PASSWORD);
        settings.put("source.server.id", "801");
        settings.put("capture.heartbeat.seconds", "1");
        return settings;
    }

    private static String gtids(DatabaseServer source) throws SQLException {
        return ask(source, source.engine() == Engine.MYSQL ? "SELECT @@gtid_executed" : "SELECT @@gtid_binlog_pos");
    }

    private static String ask(DatabaseServer server, String question) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String end(DatabaseServer source) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW MASTER STATUS")) {
            rows.next();
            return rows.getString(1) + ":" + rows.getLong(2);
        }
    }
}
