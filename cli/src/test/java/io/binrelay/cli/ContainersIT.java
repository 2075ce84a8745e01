package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.Engine;
import io.binrelay.testsupport.workload.ShopWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/**
 * Capture and applier as processes against the publishers' images: a MySQL 9.7 source and replica, which no binaries on
 * Maven Central give us, and Kafka as most people run it.
 */
@Tag("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersIT {
    private static final long SEED = Long.getLong("seed", 20261120);
    private static final int STEPS = 400;
    private static final int MYSQL_PORT = 3306;
    private static final String ROOT_PASSWORD = "root-secret";
    private static final String PASSWORD = "binrelay";
    private static final String CHANNEL = "containers";
    private static final String REPLICA = "replica1";

    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1");
    private final GenericContainer<?> source = mysql(1);
    private final GenericContainer<?> replica = mysql(2);

    private Path directory;

    @BeforeAll
    void start(@TempDir Path temporary) throws SQLException {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers: start one, or let DOCKER_HOST name one");
        directory = temporary;
        Startables.deepStart(kafka, source, replica).join();
        account(source, "binrelay_capture", "REPLICATION SLAVE, REPLICATION CLIENT, SELECT", "");
        account(replica, "binrelay_applier", "ALL", " WITH GRANT OPTION");
    }

    @AfterAll
    void stop() {
        List.of(kafka, source, replica).forEach(GenericContainer::stop);
    }

    @Test
    void rows_definitions_and_accounts_of_mysql_9_7_arrive_through_kafka() throws Exception {
        Path captureFile = write(
                "capture.properties", """
                source.host=%s
                source.port=%d
                source.user=binrelay_capture
                source.password=%s
                source.server.id=9001
                """.formatted(source.getHost(), source.getMappedPort(MYSQL_PORT), PASSWORD));
        Path applierFile = write("applier.properties", """
                replica.name=%s
                replica.host=%s
                replica.port=%d
                replica.user=binrelay_applier
                replica.password=%s
                """.formatted(
                        REPLICA, replica.getHost(), replica.getMappedPort(MYSQL_PORT), PASSWORD));
        try (ServiceProcess capture = service("capture", captureFile);
                ServiceProcess applier = service("applier", applierFile)) {
            capture.start();
            applier.start();
            work();
            whatIsNewInMySql9();

            CommandRun wait =
                    CommandRun.of("wait", "--replica", REPLICA, "--timeout", "120", "--config", captureFile.toString());

            assertThat(wait.exitCode())
                    .as(() -> wait.err() + capture.logTail(10) + applier.logTail(10) + "seed " + SEED)
                    .isZero();
        }
        ComparisonResult result = ServerComparison.of(
                        new ComparedServer("source", () -> connect(source)),
                        new ComparedServer("replica", () -> connect(replica)))
                .withAccounts(Set.of("root", "binrelay_capture", "binrelay_applier"))
                .run();
        assertThat(result.identical())
                .as(() -> "seed " + SEED + "\n" + result.toText())
                .isTrue();
        assertThat(result.rows()).isPositive();
        assertThat(result.tables())
                .extracting(table -> table.table().toString())
                .contains("table nine.v");
        String log = CommandRun.of("log", "--config", captureFile.toString()).out();
        assertThat(log)
                .contains("\"insert\":\"nine.v\"")
                .contains("\"before\":\"ä\"")
                .contains("\"after\":\"ö\"");
    }

    private void work() throws SQLException {
        ShopWorkload workload = new ShopWorkload(SEED, Engine.MYSQL);
        try (Connection connection = connect(source)) {
            workload.createSchema(connection);
            for (int i = 0; i < STEPS; i++) {
                workload.runOne(connection);
            }
        }
    }

    private void whatIsNewInMySql9() throws SQLException {
        execute(
                source,
                "CREATE DATABASE nine",
                "CREATE TABLE nine.v (id INT PRIMARY KEY, `before` VARCHAR(5), v VECTOR(3), `after` TEXT)",
                "INSERT INTO nine.v VALUES (1, 'ä', TO_VECTOR('[1,2,3.5]'), 'ö'), (2, NULL, NULL, NULL)",
                "UPDATE nine.v SET v = TO_VECTOR('[0,-1]') WHERE id = 2",
                "CREATE USER nine IDENTIFIED BY 'secret'",
                "GRANT SELECT ON nine.* TO nine");
    }

    private static GenericContainer<?> mysql(int serverId) {
        // The temporary server of the image's own set-up listens on port 0.
        return new GenericContainer<>("mysql:9.7")
                .withEnv("MYSQL_ROOT_PASSWORD", ROOT_PASSWORD)
                .withEnv("MYSQL_INITDB_SKIP_TZINFO", "1")
                .withCommand(
                        "--server-id=" + serverId,
                        "--gtid-mode=ON",
                        "--enforce-gtid-consistency=ON",
                        "--binlog-row-metadata=FULL")
                .withExposedPorts(MYSQL_PORT)
                .waitingFor(Wait.forLogMessage(".*ready for connections.*port: 3306.*", 1)
                        .withStartupTimeout(Duration.ofMinutes(2)));
    }

    /** Not in the binary log: each server has its own. */
    private static void account(GenericContainer<?> server, String user, String privileges, String suffix)
            throws SQLException {
        execute(
                server,
                "SET sql_log_bin = 0",
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT " + privileges + " ON *.* TO '" + user + "'@'%'" + suffix);
    }

    private static void execute(GenericContainer<?> server, String... statements) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(GenericContainer<?> server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + server.getHost() + ":" + server.getMappedPort(MYSQL_PORT)
                        + "/?allowPublicKeyRetrieval=true&connectionTimeZone=UTC",
                "root",
                ROOT_PASSWORD);
    }

    private ServiceProcess service(String verb, Path configuration) {
        return new ServiceProcess(verb, verb, configuration, directory.resolve(verb + ".log"));
    }

    private Path write(String name, String keys) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                keys + "channel=" + CHANNEL + "\nkafka.bootstrap.servers=" + kafka.getBootstrapServers() + "\n");
    }
}
