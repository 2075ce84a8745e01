package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
 * One transaction larger than the heaps of capture and applier. In the build one of a little more than 300 MB;
 * ARCHITECTURE.md has the command for one of 2 GB.
 */
class LargeTransactionIT {
    private static final int MEGABYTES = Integer.getInteger("large.megabytes", 300);
    private static final int HEAP_MEGABYTES = 256;
    private static final int SEED_ROWS = 20;
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void trap29_a_transaction_larger_than_the_heap_passes_capture_and_applier() throws Exception {
        try (Fleet fleet = Fleet.prepare(
                new FleetSettings(
                        Engine.MYSQL,
                        directory,
                        "large",
                        List.of("replica1"),
                        true,
                        false,
                        Map.of("service.on.error", "exit")),
                notice -> {})) {
            fleet.startServers();
            seed(fleet);
            fleet.startServices();
            Replica replica = fleet.replicas().get(0);
            restart(fleet.capture());
            restart(replica.applier());
            // Fails while no service has announced itself yet.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> waitForReplica(fleet).exitCode() == 0);

            long begun = System.nanoTime();
            long bytes = writeInOneTransaction(fleet);
            long written = System.nanoTime();
            CommandRun applied = waitForReplica(fleet);
            long done = System.nanoTime();

            assertThat(applied.exitCode())
                    .as(() -> applied.err()
                            + fleet.capture().logTail(20)
                            + replica.applier().logTail(20))
                    .isZero();
            assertThat(bytes).isGreaterThan((long) MEGABYTES << 20);
            assertThat(fleet.capture().hasEndedByItself()).isFalse();
            assertThat(replica.applier().hasEndedByItself()).isFalse();
            ComparisonResult result = ServerComparison.of(
                            List.of(ComparedServer.of(fleet.source()), ComparedServer.of(replica.server())))
                    .run();
            assertThat(result.identical()).as(result.toText()).isTrue();
            System.out.println("A transaction of " + (bytes >> 20) + " MiB, heaps of " + HEAP_MEGABYTES + " MB: "
                    + seconds(begun, written) + " s to write it on the source, " + seconds(written, done)
                    + " s until the replica had it. " + heap(fleet.capture()) + heap(replica.applier()));
        }
    }

    private static void seed(Fleet fleet) throws SQLException {
        fleet.source()
                .execute(
                        "CREATE DATABASE large",
                        "CREATE TABLE large.seeds (id INT PRIMARY KEY, data MEDIUMBLOB NOT NULL)",
                        "CREATE TABLE large.blobs (id INT PRIMARY KEY AUTO_INCREMENT, copy INT, data MEDIUMBLOB NOT NULL)",
                        "CREATE TABLE large.small (id INT PRIMARY KEY AUTO_INCREMENT, copy INT, text VARCHAR(1000))");
        SplittableRandom random = new SplittableRandom(1);
        try (Connection connection = fleet.source().connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO large.seeds VALUES (?, ?)")) {
            for (int row = 0; row < SEED_ROWS; row++) {
                byte[] data = new byte[1 << 20];
                random.nextBytes(data);
                insert.setInt(1, row);
                insert.setBytes(2, data);
                insert.executeUpdate();
            }
        }
    }

    /** Nine tenths in rows of 1 MiB, some of them changed again, one tenth in rows of 1 kB. */
    private static long writeInOneTransaction(Fleet fleet) throws SQLException {
        try (Connection connection = fleet.source().connect();
                Statement statement = connection.createStatement()) {
            long before = binlogBytes(statement);
            String gtids = value(statement, "SELECT @@global.gtid_executed");
            connection.setAutoCommit(false);
            for (int copy = 0; copy * SEED_ROWS * 10 < MEGABYTES * 9; copy++) {
                statement.execute(
                        "INSERT INTO large.blobs (copy, data) SELECT " + copy + ", data FROM large.seeds ORDER BY id");
                for (int part = 0; part < 2 * SEED_ROWS / 10; part++) {
                    statement.execute("INSERT INTO large.small (copy, text) SELECT " + copy
                            + ", REPEAT(LPAD(a.id * 1000 + b.id, 10, ' '), 100) FROM large.seeds a, large.seeds b");
                }
                statement.execute("INSERT INTO large.small (copy, text) SELECT 0, REPEAT('x', 1000) FROM large.seeds a,"
                        + " large.seeds b");
            }
            statement.execute("UPDATE large.blobs SET data = CONCAT(data, 'changed') WHERE copy = 0");
            statement.execute("DELETE FROM large.blobs WHERE copy = 1");
            connection.commit();
            connection.setAutoCommit(true);
            String own =
                    value(statement, "SELECT GTID_SUBTRACT(@@global.gtid_executed, '" + gtids.replace("\n", "") + "')");
            assertThat(own).as("GTIDs of what was written").matches("[0-9a-f-]+:[0-9]+");
            return binlogBytes(statement) - before;
        }
    }

    private void restart(ServiceProcess service) {
        service.kill();
        service.start("-Xmx" + HEAP_MEGABYTES + "m", "-Xlog:gc:file=" + collections(service));
    }

    private Path collections(ServiceProcess service) {
        return directory.resolve(service.name().replace(' ', '-') + ".gc");
    }

    /** Most that was in use when a collection began, and most that a full one left. */
    private String heap(ServiceProcess service) throws IOException {
        int most = 0;
        int mostLeft = 0;
        for (String line : Files.readAllLines(collections(service))) {
            Matcher matcher = COLLECTION.matcher(line);
            if (matcher.find()) {
                most = Math.max(most, Integer.parseInt(matcher.group(1)));
                mostLeft = Math.max(mostLeft, line.contains("Pause Full") ? Integer.parseInt(matcher.group(2)) : 0);
            }
        }
        return "Heap of " + service.name() + ": at most " + most + " MB, after a full collection at most " + mostLeft
                + " MB. ";
    }

    private static CommandRun waitForReplica(Fleet fleet) {
        return CommandRun.of(
                "wait",
                "--replica",
                "replica1",
                "--timeout",
                "1200",
                "--config",
                fleet.capture().configuration().toString());
    }

    /** Bytes of all binary log files: the transaction makes its file so large that a new one follows. */
    private static long binlogBytes(Statement statement) throws SQLException {
        long bytes = 0;
        try (ResultSet answer = statement.executeQuery("SHOW BINARY LOGS")) {
            while (answer.next()) {
                bytes += answer.getLong(2);
            }
        }
        return bytes;
    }

    private static String value(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return String.valueOf(answer.getString(1));
        }
    }

    private static long seconds(long from, long to) {
        return TimeUnit.NANOSECONDS.toSeconds(to - from);
    }
}
