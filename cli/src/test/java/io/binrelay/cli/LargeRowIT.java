package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row that no Kafka message could hold. In the build one of 48 MB; ARCHITECTURE.md has the command for larger ones.
 *
 * <p>Capture and applier begin with heaps that are too small for it, say so and end; then they get the heaps that they
 * asked for. So what COVERAGE.md says of heaps is what is tested.
 */
class LargeRowIT {
    private static final int MEGABYTES = Integer.getInteger("large.row.megabytes", 48);
    private static final Engine ENGINE = Engine.valueOf(System.getProperty("large.row.engine", "MYSQL"));

    /** Further options of the services' JVMs, such as another collector. */
    private static final String JVM = System.getProperty("large.row.jvm", "");

    private static final String SMALL_HEAP = "-Xmx80m";
    private static final long LARGEST_PACKET = 1L << 30;
    private static final int MEMORY = 9;
    private static final int APPLY = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(7);
    private static final Pattern REMEDY = Pattern.compile("Start it with (-Xmx\\d+m) \\(environment");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void trap29_a_row_larger_than_a_kafka_message_arrives_identical_with_the_heaps_that_are_asked_for()
            throws Exception {
        // The topic takes messages of 16 MiB, its default: the row's record has more bytes than that.
        try (Fleet fleet = Fleet.prepare(
                new FleetSettings(
                        ENGINE, directory, "row", List.of("replica1"), true, false, Map.of("service.on.error", "exit")),
                notice -> {})) {
            fleet.startServers();
            Replica replica = fleet.replicas().get(0);
            takeLargePackets(fleet.source());
            takeLargePackets(replica.server());
            fleet.source()
                    .execute(
                            "CREATE DATABASE row_",
                            "CREATE TABLE row_.blobs (id INT PRIMARY KEY, small INT, data LONGBLOB NOT NULL)",
                            "INSERT INTO row_.blobs VALUES (1, 1, 'small')");
            fleet.startServices();
            restart(fleet.capture(), SMALL_HEAP);
            restart(replica.applier(), SMALL_HEAP);
            write(fleet.source());

            String asked = heapAskedFor(
                    fleet.capture(), fleet.capture(), "the event WRITE_ROWS.* at .*:\\d+ of table row_.blobs has ");
            long begun = System.nanoTime();
            start(fleet.capture(), asked);
            String askedByApplier = heapAskedFor(
                    replica.applier(), fleet.capture(), "source position .*:\\d+, GTID .*, table row_.blobs\\) has ");
            long captured = System.nanoTime();
            start(replica.applier(), askedByApplier);
            if (ENGINE == Engine.MYSQL && MEGABYTES * 4_000_000L / 3 >= LARGEST_PACKET) {
                refusedByTheReplica(replica.applier());
                return;
            }
            CommandRun applied = CommandRun.of(
                    "wait",
                    "--replica",
                    "replica1",
                    "--timeout",
                    Long.toString(PATIENCE.toSeconds()),
                    "--config",
                    fleet.capture().configuration().toString());
            long done = System.nanoTime();

            assertThat(applied.exitCode())
                    .as(() -> applied.err()
                            + fleet.capture().logTail(20)
                            + replica.applier().logTail(20))
                    .isZero();
            assertThat(fleet.capture().hasEndedByItself()).isFalse();
            assertThat(replica.applier().hasEndedByItself()).isFalse();
            List<String> expected = content(fleet.source());
            assertThat(expected).hasSize(3);
            assertThat(expected.get(1)).startsWith("2 2 " + MEGABYTES * 1_000_000L + " ");
            assertThat(content(replica.server())).isEqualTo(expected);
            System.out.println("A row of " + MEGABYTES + " MB: capture " + asked + ", " + seconds(begun, captured)
                    + " s; applier " + askedByApplier + ", " + seconds(captured, done) + " s");
        }
    }

    private void restart(ServiceProcess service, String heap) {
        service.kill();
        start(service, heap);
    }

    private void start(ServiceProcess service, String heap) {
        List<String> options = new ArrayList<>();
        if (!JVM.isEmpty()) {
            options.addAll(List.of(JVM.split(" ", -1)));
        }
        options.add(heap);
        options.add("-Xlog:gc:file=" + directory.resolve("%p.gc"));
        service.start(options.toArray(String[]::new));
    }

    /** Waits for the end of a service whose heap is too small for the row, and reads in its log what it takes. */
    private static String heapAskedFor(ServiceProcess service, ServiceProcess upstream, String where) {
        Awaitility.await().atMost(PATIENCE).until(() -> service.hasEndedByItself() || upstream.hasEndedByItself());
        assertThat(service.hasEndedByItself()).as(() -> upstream.logTail(40)).isTrue();
        assertThat(service.exitCode()).as(() -> service.logTail(40)).hasValue(MEMORY);
        String log = service.logTail(40);
        Matcher size = Pattern.compile(where + "(\\d+) bytes, more than the heap has room for")
                .matcher(log);
        assertThat(size.find()).as(log).isTrue();
        // What is around the row may take a little.
        assertThat(Long.parseLong(size.group(1))).isBetween(MEGABYTES * 1_000_000L, MEGABYTES * 1_010_000L + 1_000_000);
        Matcher remedy = REMEDY.matcher(log);
        assertThat(remedy.find()).as(log).isTrue();
        return remedy.group(1);
    }

    /** A statement of MySQL has 1 GiB at most, and base64 makes four bytes of three. */
    private static void refusedByTheReplica(ServiceProcess applier) {
        Awaitility.await().atMost(PATIENCE).until(applier::hasEndedByItself);
        assertThat(applier.exitCode()).as(() -> applier.logTail(40)).hasValue(APPLY);
        assertThat(applier.logTail(40))
                .contains(
                        "rows event of table row_.blobs",
                        "events of more than 768 MiB cannot be applied to it by a client")
                .contains("Nothing of the transaction is in the replica, everything before it is");
    }

    private static void takeLargePackets(DatabaseServer server) throws SQLException {
        server.execute("SET GLOBAL max_allowed_packet = " + LARGEST_PACKET);
    }

    /** Random bytes, which cannot be compressed, in one row. Small changes before and behind it. */
    private static void write(DatabaseServer source) throws SQLException {
        byte[] seed = new byte[1_000_000];
        new SplittableRandom(29).nextBytes(seed);
        try (Connection connection = source.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO row_.blobs VALUES (2, 2, REPEAT(?, " + MEGABYTES + "))")) {
            insert.setBytes(1, seed);
            insert.executeUpdate();
        }
        source.execute(
                "UPDATE row_.blobs SET small = 3 WHERE id = 1", "INSERT INTO row_.blobs VALUES (3, 3, 'behind')");
    }

    private static List<String> content(DatabaseServer server) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id, small, LENGTH(data), SHA2(data, 512) FROM row_.blobs ORDER BY id")) {
            while (row.next()) {
                rows.add(row.getInt(1) + " " + row.getInt(2) + " " + row.getLong(3) + " " + row.getString(4));
            }
        }
        return rows;
    }

    private static long seconds(long from, long to) {
        return TimeUnit.NANOSECONDS.toSeconds(to - from);
    }
}
