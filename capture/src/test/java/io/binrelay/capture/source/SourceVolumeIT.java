package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Large events and many of them. Says how fast it was; asserts only that all came. */
final class SourceVolumeIT {
    private static final Logger LOG = LoggerFactory.getLogger(SourceVolumeIT.class);
    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);
    private static final int DOUBLINGS = 17;

    @BeforeAll
    static void startServers() throws SQLException {
        for (Engine engine : Engine.values()) {
            SourceUnderTest source = SourceUnderTest.start(engine);
            SOURCES.put(engine, source);
            source.execute("CREATE DATABASE d");
        }
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(SourceUnderTest::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anEventOf40MiBPassesThroughAQueueOf1MiB(Engine engine) throws SQLException {
        SourceUnderTest source = requireNonNull(SOURCES.get(engine), "not started");
        source.execute(
                "FLUSH BINARY LOGS",
                "CREATE TABLE d.large (id INT PRIMARY KEY, picture LONGBLOB)",
                "INSERT INTO d.large VALUES (1, REPEAT('0123456789abcdef', 40 * 65536))",
                "INSERT INTO d.large VALUES (2, NULL)");
        FilePosition file = new FilePosition(source.end().file(), 4);
        List<BinlogEvent> events = source.readToEnd(new StartPosition.AtFile(file), 1 << 20);
        assertThat(events.stream().map(event -> event.file() + ":" + event.endPosition()))
                .containsExactlyElementsOf(source.listedEnds().stream()
                        .filter(end -> end.startsWith(file.file()))
                        .toList());
        assertThat(events)
                .filteredOn(event -> event.bytes().length > 40 << 20)
                .singleElement()
                .satisfies(event -> assertThat(EventType.isRows(event.type())).isTrue());
    }

    /** Bulk: transactions of up to 2^16 rows. Small ones: one row each. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBacklogOfRowsAndOneOfTransactionsComeWhole(Engine engine) throws SQLException {
        SourceUnderTest source = requireNonNull(SOURCES.get(engine), "not started");
        source.execute("CREATE TABLE d.bulk (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b VARCHAR(100), c DATETIME)");
        FilePosition bulk = source.end();
        source.execute("INSERT INTO d.bulk (a, b, c) VALUES (1, REPEAT('b', 60), NOW())");
        for (int i = 0; i < DOUBLINGS; i++) {
            source.execute("INSERT INTO d.bulk (a, b, c) SELECT a + 1, b, c FROM d.bulk");
        }
        FilePosition small = source.end();
        try (Connection connection = source.server().connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 5000; i++) {
                statement.execute("INSERT INTO d.bulk (a, b, c) VALUES (" + i + ", 'small', NOW())");
            }
        }
        FilePosition end = source.end();
        for (TlsMode mode : new TlsMode[] {TlsMode.DISABLED, TlsMode.PREFERRED}) {
            long rows = measure(source, "bulk", mode, bulk, small);
            assertThat(rows).isGreaterThan(DOUBLINGS);
            measure(source, "transactions", mode, small, end);
        }
    }

    /** The session's net_write_timeout is ours; a source's own is a minute. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aReaderThatDoesNotPollIsDroppedAfterTheWriteTimeoutAndLosesNothingOfWhatItHas(Engine engine)
            throws SQLException {
        SourceUnderTest source = requireNonNull(SOURCES.get(engine), "not started");
        FilePosition start = source.end();
        source.execute("CREATE TABLE d.stuck (id INT PRIMARY KEY, picture LONGBLOB)");
        for (int i = 0; i < 30; i++) {
            source.execute("INSERT INTO d.stuck VALUES (" + i + ", REPEAT('x', 1000000))");
        }
        ConnectionOptions impatient = new ConnectionOptions(
                TlsMode.DISABLED,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                false);
        try (DebeziumBinlogSource stream =
                new DebeziumBinlogSource(source.settings().withOptions(impatient), 1000)) {
            stream.start(new StartPosition.AtFile(start));
            await().atMost(Duration.ofSeconds(20)).until(() -> source.dumps().isEmpty());
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            List<BinlogEvent> events = new ArrayList<>();
            SourceException lost = requireNonNull(
                    catchThrowableOfType(SourceException.class, () -> {
                        while (System.nanoTime() < deadline) {
                            events.addAll(stream.poll(Duration.ofMillis(200)));
                        }
                    }),
                    "not lost");
            assertThat(lost.retriable()).isTrue();
            List<BinlogEvent> inFiles = SourceUnderTest.inFiles(events);
            SourceUnderTest.assertSame(
                    inFiles, source.readToEnd(new StartPosition.AtFile(start)).subList(0, inFiles.size()));
        }
    }

    /** Reads from one position to another; returns the number of rows events. */
    private static long measure(SourceUnderTest source, String what, TlsMode mode, FilePosition from, FilePosition to) {
        SourceSettings settings =
                source.settings().withOptions(ConnectionOptions.defaults().withTls(mode));
        long bytes = 0;
        long events = 0;
        long groups = 0;
        long rowsEvents = 0;
        try (DebeziumBinlogSource stream = new DebeziumBinlogSource(settings)) {
            long start = System.nanoTime();
            stream.start(new StartPosition.AtFile(from));
            long first = System.nanoTime();
            boolean reached = false;
            while (!reached) {
                for (BinlogEvent event : stream.poll(Duration.ofSeconds(10))) {
                    events++;
                    bytes += event.bytes().length;
                    groups += SourceUnderTest.beginsGroup(event) ? 1 : 0;
                    rowsEvents += EventType.isRows(event.type()) ? 1 : 0;
                    reached |= new FilePosition(event.file(), event.endPosition()).compareTo(to) >= 0;
                }
            }
            double seconds = (System.nanoTime() - first) / 1e9;
            LOG.warn(String.format(
                    "%s %s, TLS %s: started in %d ms; %d events of %d transactions, %.1f MB in %.3f s: %.0f events/s,"
                            + " %.1f MB/s",
                    source.server(),
                    what,
                    mode,
                    (first - start) / 1_000_000,
                    events,
                    groups,
                    bytes / 1e6,
                    seconds,
                    events / seconds,
                    bytes / 1e6 / seconds));
        }
        return rowsEvents;
    }
}
