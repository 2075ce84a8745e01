package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The semi-synchronous side of a dump, held against a real MariaDB and its counters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SemiSyncIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than any wait here: a COMMIT that returns was acknowledged. */
    private static final int TIMEOUT_MS = 60_000;

    private static final int BACKLOG = 50;

    private SourceUnderTest source;

    /** Ends of transactions that were read and not yet used. */
    private final Deque<FilePosition> ends = new ArrayDeque<>();

    @BeforeAll
    void startServer() throws SQLException {
        source = SourceUnderTest.start(Engine.MARIADB);
        source.execute("CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
    }

    @AfterAll
    void stopServer() {
        source.server().close();
    }

    @BeforeEach
    void beginAnew() throws SQLException {
        ends.clear();
        source.execute(
                "SET GLOBAL rpl_semi_sync_master_enabled = 0",
                "DELETE FROM shop.t",
                "SET GLOBAL rpl_semi_sync_master_timeout = " + TIMEOUT_MS,
                "FLUSH STATUS");
    }

    @Test
    void trap79_trap80_a_commit_returns_once_its_position_is_acknowledged() throws Exception {
        try (DebeziumBinlogSource reader = semiSynchronous()) {
            reader.start(new StartPosition.AtFile(source.end()));
            source.execute("SET GLOBAL rpl_semi_sync_master_enabled = 1");

            CompletableFuture<Void> commit = commit(1);
            FilePosition end = readCommit(reader);
            assertThat(commit).isNotDone();
            reader.acknowledge(end);

            assertThat(commit).succeedsWithin(PATIENCE);
            assertThat(status("yes_tx")).isEqualTo(1);
            assertThat(status("no_tx")).isZero();
        }
    }

    @Test
    void trap80_several_commits_that_wait_return_with_one_acknowledgement() throws Exception {
        AcknowledgementMeter meter = new AcknowledgementMeter();
        try (DebeziumBinlogSource reader = semiSynchronous(meter)) {
            reader.start(new StartPosition.AtFile(source.end()));
            source.execute("SET GLOBAL rpl_semi_sync_master_enabled = 1");

            List<CompletableFuture<Void>> commits = List.of(commit(1), commit(2), commit(3));
            readCommit(reader);
            readCommit(reader);
            reader.acknowledge(readCommit(reader));

            commits.forEach(commit -> assertThat(commit).succeedsWithin(PATIENCE));
            assertThat(status("yes_tx")).isEqualTo(3);
            assertThat(meter.read().acknowledgements()).isEqualTo(1);
            assertThat(meter.read().commits()).isEqualTo(3);
        }
    }

    @Test
    void trap81_a_reader_that_catches_up_sends_no_late_acknowledgements_and_the_source_returns_to_semi_sync()
            throws Exception {
        FilePosition start = source.end();
        source.execute("SET GLOBAL rpl_semi_sync_master_timeout = 1", "SET GLOBAL rpl_semi_sync_master_enabled = 1");
        try (Connection connection = source.server().connect();
                Statement statement = connection.createStatement()) {
            for (int id = 1; id <= BACKLOG; id++) {
                statement.execute("INSERT INTO shop.t VALUES (" + id + ")");
            }
        }
        assertThat(statusText("status")).isEqualTo("OFF");
        source.execute("SET GLOBAL rpl_semi_sync_master_timeout = " + TIMEOUT_MS);
        AcknowledgementMeter meter = new AcknowledgementMeter();

        try (DebeziumBinlogSource reader = semiSynchronous(meter)) {
            reader.start(new StartPosition.AtFile(start));
            for (int commits = 1; commits <= BACKLOG; commits++) {
                reader.acknowledge(readCommit(reader));
            }
            assertThat(meter.read().acknowledgements()).isLessThan(10);
            await().atMost(PATIENCE).until(() -> statusText("status").equals("ON"));

            CompletableFuture<Void> covered = commit(BACKLOG + 1);
            reader.acknowledge(readCommit(reader));
            assertThat(covered).succeedsWithin(PATIENCE);
            assertThat(status("yes_tx")).isEqualTo(1);
        }
    }

    @Test
    void a_source_without_the_plugin_is_read_as_ever() throws Exception {
        try (SourceUnderTest plain = SourceUnderTest.start(Engine.MYSQL);
                DebeziumBinlogSource reader = new DebeziumBinlogSource(semiSynchronous(plain))) {
            reader.start(new StartPosition.AtFile(plain.end()));
            plain.execute("CREATE DATABASE shop");

            List<BinlogEvent> events = SourceUnderTest.readTo(reader, plain.end());
            reader.acknowledge(plain.end());

            assertThat(events).anyMatch(event -> event.type() == EventType.QUERY);
        }
    }

    private DebeziumBinlogSource semiSynchronous() {
        return semiSynchronous(new AcknowledgementMeter());
    }

    private DebeziumBinlogSource semiSynchronous(AcknowledgementMeter meter) {
        return new DebeziumBinlogSource(semiSynchronous(source), DebeziumBinlogSource.DEFAULT_QUEUE_BYTES, meter);
    }

    private static SourceSettings semiSynchronous(SourceUnderTest source) {
        return source.settings().withOptions(ConnectionOptions.defaults().withSemiSynchronous(true));
    }

    /** Where the next transaction ends. */
    private FilePosition readCommit(DebeziumBinlogSource reader) {
        await().atMost(PATIENCE).until(() -> {
            List<BinlogEvent> events = ends.isEmpty() ? reader.poll(Duration.ofMillis(200)) : List.of();
            for (BinlogEvent event : events) {
                if (event.type() == EventType.XID) {
                    ends.add(new FilePosition(event.file(), event.endPosition()));
                }
            }
            return !ends.isEmpty();
        });
        return ends.removeFirst();
    }

    private CompletableFuture<Void> commit(int id) {
        return CompletableFuture.runAsync(() -> {
            try {
                source.execute("INSERT INTO shop.t VALUES (" + id + ")");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private long status(String name) throws SQLException {
        return Long.parseLong(statusText(name));
    }

    private String statusText(String name) throws SQLException {
        try (Connection connection = source.server().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_" + name + "'")) {
            rows.next();
            return rows.getString(2);
        }
    }
}
