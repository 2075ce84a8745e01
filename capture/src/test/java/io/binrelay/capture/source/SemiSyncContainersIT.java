package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The semi-synchronous side of a dump, held against servers of the publishers' images, at both points of waiting. */
@Tag("containers")
final class SemiSyncContainersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = 3306;
    private static final String PASSWORD = "root-secret";

    /** What the server calls itself in its variables, and how it comes by its plugin. */
    enum Kind {
        MYSQL_9_7("mysql:9.7", "source", "INSTALL PLUGIN rpl_semi_sync_source SONAME 'semisync_source.so'"),
        /** Its names are those of MySQL 8.0, too. */
        MARIADB_11_8("mariadb:11.8", "master", "DO 1");

        private final String image;
        private final String role;
        private final String preparation;

        Kind(String image, String role, String preparation) {
            this.image = image;
            this.role = role;
            this.preparation = preparation;
        }
    }

    @BeforeAll
    static void requireDocker() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers: start one, or let DOCKER_HOST name one");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void trap79_trap80_a_commit_returns_once_capture_acknowledges_it(Kind kind) throws Exception {
        try (GenericContainer<?> server = new GenericContainer<>(kind.image)
                .withEnv("MYSQL_ROOT_PASSWORD", PASSWORD)
                .withEnv("MYSQL_ROOT_HOST", "%")
                .withEnv("MARIADB_ROOT_PASSWORD", PASSWORD)
                .withEnv("MYSQL_INITDB_SKIP_TZINFO", "1")
                .withEnv("MARIADB_INITDB_SKIP_TZINFO", "1")
                .withCommand("--server-id=1", "--log-bin=binlog", "--binlog-format=ROW")
                .withExposedPorts(PORT)
                // The temporary server of the image's own set-up listens on port 0.
                .waitingFor(Wait.forLogMessage(".*Version: '.*port: 3306\\D.*", 1)
                        .withStartupTimeout(Duration.ofMinutes(2)))) {
            server.start();
            execute(
                    server,
                    List.of(
                            kind.preparation,
                            "CREATE DATABASE covered",
                            "CREATE TABLE covered.t (id INT PRIMARY KEY)",
                            "SET GLOBAL rpl_semi_sync_" + kind.role + "_timeout = 60000"));
            for (String waitPoint : List.of("AFTER_SYNC", "AFTER_COMMIT")) {
                acknowledge(kind, server, waitPoint);
            }
        }
    }

    private static void acknowledge(Kind kind, GenericContainer<?> server, String waitPoint) throws Exception {
        SourceSettings settings = new SourceSettings(
                        server.getHost(), server.getMappedPort(PORT), "root", PASSWORD, 990_001)
                .withOptions(ConnectionOptions.defaults().withSemiSynchronous(true));
        String prefix = "SET GLOBAL rpl_semi_sync_" + kind.role + "_";
        execute(server, List.of("DELETE FROM covered.t", "FLUSH STATUS", prefix + "wait_point = " + waitPoint));
        FilePosition end =
                requireNonNull(new SourceInspector(settings).inspect().position());
        try (DebeziumBinlogSource reader = new DebeziumBinlogSource(settings);
                SemiSyncInspector inspector = new SemiSyncInspector(settings)) {
            reader.start(new StartPosition.AtFile(end));
            execute(server, List.of(prefix + "enabled = 1"));
            long before = inspector.inspect().orElseThrow().acknowledgedCommits();

            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
                try {
                    execute(server, List.of("INSERT INTO covered.t VALUES (1)"));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            List<BinlogEvent> events = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                events.addAll(reader.poll(Duration.ofMillis(200)));
                return events.stream().anyMatch(event -> event.type() == EventType.XID);
            });
            if (waitPoint.equals("AFTER_COMMIT")) {
                await().atMost(PATIENCE).until(() -> rows(server) == 1);
            } else {
                assertThat(rows(server))
                        .as("rows others see before the acknowledgement")
                        .isZero();
            }
            assertThat(commit).isNotDone();
            BinlogEvent last = events.get(events.size() - 1);
            reader.acknowledge(new FilePosition(last.file(), last.endPosition()));

            assertThat(commit).succeedsWithin(PATIENCE);
            assertThat(rows(server)).isEqualTo(1);
            SemiSyncSource seen = inspector.inspect().orElseThrow();
            assertThat(seen.role()).isEqualTo(kind.role);
            assertThat(seen.waitPoint()).isEqualTo(waitPoint);
            assertThat(seen.acknowledgedCommits()).isEqualTo(before + 1);
            assertThat(seen.uncoveredCommits()).isZero();
            assertThat(seen.wantedReplicas()).isEqualTo(1);
        } finally {
            execute(server, List.of(prefix + "enabled = 0"));
        }
    }

    private static long rows(GenericContainer<?> server) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM covered.t")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(GenericContainer<?> server, List<String> statements) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static Connection connect(GenericContainer<?> server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + server.getHost() + ":" + server.getMappedPort(PORT)
                        + "/?allowPublicKeyRetrieval=true",
                "root",
                PASSWORD);
    }
}
