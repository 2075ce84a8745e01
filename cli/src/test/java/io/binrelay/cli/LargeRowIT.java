package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row that no Kafka message could hold. In the build one of 48 MB; ARCHITECTURE.md has the command for larger ones.
 */
class LargeRowIT {
    private static final int MEGABYTES = Integer.getInteger("large.row.megabytes", 48);
    private static final String HEAP = System.getProperty("large.row.heap", "1g");
    private static final long LARGEST_PACKET = 1L << 30;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void trap29_a_row_larger_than_a_kafka_message_arrives_identical() throws Exception {
        // The topic takes messages of 16 MiB, its default: the row's record has more bytes than that.
        try (Fleet fleet = Fleet.prepare(
                new FleetSettings(Engine.MYSQL, directory, "row", List.of("replica1"), true, false, Map.of()),
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
            String collections = "-Xlog:gc:file=" + directory.resolve("%p.gc");
            fleet.startServices();
            fleet.capture().kill();
            fleet.capture().start("-Xmx" + HEAP, collections);
            replica.applier().kill();
            replica.applier().start("-Xmx" + HEAP, collections);

            long begun = System.nanoTime();
            write(fleet.source());
            long written = System.nanoTime();
            CommandRun applied = CommandRun.of(
                    "wait",
                    "--replica",
                    "replica1",
                    "--timeout",
                    "900",
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
            System.out.println("A row of " + MEGABYTES + " MB, heaps of " + HEAP + ": " + seconds(begun, written)
                    + " s to write it on the source, " + seconds(written, done) + " s until the replica had it");
        }
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
