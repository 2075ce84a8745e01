package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.oracle.BinlogFileOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** What only newer MySQL servers write, captured from the publisher's image and held against its own files. */
@Tag("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NewestMySqlIT {
    private static final int PORT = 3306;
    private static final String PASSWORD = "root-secret";

    private final GenericContainer<?> server = new GenericContainer<>("mysql:9.7")
            .withEnv("MYSQL_ROOT_PASSWORD", PASSWORD)
            .withEnv("MYSQL_ROOT_HOST", "%")
            .withEnv("MYSQL_INITDB_SKIP_TZINFO", "1")
            .withCommand("--server-id=1", "--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--log-bin=binlog")
            .withExposedPorts(PORT)
            // The temporary server of the image's own set-up listens on port 0.
            .waitingFor(Wait.forLogMessage(".*ready for connections.*port: 3306.*", 1)
                    .withStartupTimeout(Duration.ofMinutes(2)));

    @TempDir
    private Path directory;

    @BeforeAll
    void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers: start one, or let DOCKER_HOST name one");
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void trap9_trap34_trap36_payloads_partial_updates_and_tables_filled_by_selects() throws Exception {
        SourceSettings settings =
                new SourceSettings(server.getHost(), server.getMappedPort(PORT), "root", PASSWORD, 990_001);
        execute(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(2000))",
                "CREATE TABLE shop.j (id INT PRIMARY KEY, doc JSON)",
                "FLUSH BINARY LOGS");
        FilePosition from = end(settings);
        execute(
                "USE shop",
                "INSERT INTO t (v) VALUES ('a'),('b')",
                "CREATE TABLE c SELECT * FROM t",
                "INSERT INTO j VALUES (1, JSON_OBJECT('a', 1, 'b', REPEAT('x', 200)))",
                "SET binlog_row_value_options=PARTIAL_JSON",
                "UPDATE j SET doc=JSON_SET(doc, '$.a', 2)",
                "SET binlog_transaction_compression=ON",
                "INSERT INTO t (v) VALUES (REPEAT('a', 500)), (REPEAT('b', 500))",
                "UPDATE j SET doc=JSON_SET(doc, '$.a', 3)",
                "XA START 'x9'",
                "INSERT INTO t (v) VALUES (REPEAT('a', 100))",
                "XA END 'x9'",
                "XA PREPARE 'x9'",
                "XA COMMIT 'x9'",
                "XA START 'x8'",
                "INSERT INTO t (v) VALUES (REPEAT('a', 100))",
                "XA END 'x8'",
                "XA COMMIT 'x8' ONE PHASE",
                "SET binlog_format=STATEMENT",
                "INSERT INTO t (v) VALUES (RAND())",
                "CREATE TABLE c2 SELECT * FROM t");

        assertThat(capture(settings, from, 1_000_000))
                .containsExactly(
                        "map write XID",
                        "CREATE map write XID",
                        "map write XID",
                        "map partial_update XID",
                        "map write XID",
                        "map partial_update XID",
                        "map write XA_PREPARE X'7839',X'',1",
                        "XA_COMMIT X'7839',X'',1",
                        "map write XA_ONE_PHASE X'7838',X'',1",
                        "INSERT XID",
                        "CREATE STATEMENT");
    }

    @Test
    void trap29_a_payload_is_cut_into_fragments() throws Exception {
        SourceSettings settings =
                new SourceSettings(server.getHost(), server.getMappedPort(PORT), "root", PASSWORD, 990_001);
        execute("CREATE DATABASE large", "CREATE TABLE large.t (id INT AUTO_INCREMENT PRIMARY KEY, v TEXT)");
        execute("FLUSH BINARY LOGS");
        FilePosition from = end(settings);
        execute(
                "USE large",
                "SET binlog_transaction_compression=ON, cte_max_recursion_depth=10000",
                "INSERT INTO large.t (v) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                        + " SELECT REPEAT(SHA2(i, 256), 30) FROM n");

        CapturedLog log = read(settings, from, 100_000);

        assertThat(log.groups()).singleElement().asString().endsWith("XID");
        assertThat(log.records()).hasSizeGreaterThan(50);
        assertThat(log.records()).extracting(record -> record.header().end()).containsOnly(end(settings));
        assertThat(log.records())
                .filteredOn(record -> !record.header().last())
                .extracting(record -> record.header().resumePosition())
                .containsOnly(from);
    }

    private List<String> capture(SourceSettings settings, FilePosition from, long fragmentBytes) throws IOException {
        return read(settings, from, fragmentBytes).groups();
    }

    /** Compared with the files. */
    private CapturedLog read(SourceSettings settings, FilePosition from, long fragmentBytes) throws IOException {
        CapturedLog log = CapturedLog.of(settings, from, end(settings), Family.MYSQL, fragmentBytes);
        String file = from.file();
        server.copyFileFromContainer(
                "/var/lib/mysql/" + file, directory.resolve(file).toString());
        assertThat(BinlogFileOracle.ofDataDirectory(directory)
                        .compare(log.records())
                        .difference())
                .isEmpty();
        return log;
    }

    private static FilePosition end(SourceSettings settings) {
        FilePosition end = new SourceInspector(settings).inspect().position();
        if (end == null) {
            throw new AssertionError("the source writes no binary log");
        }
        return end;
    }

    private void execute(String... statements) throws SQLException {
        String url = "jdbc:mysql://" + server.getHost() + ":" + server.getMappedPort(PORT)
                + "/?allowPublicKeyRetrieval=true";
        try (Connection connection = DriverManager.getConnection(url, "root", PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
