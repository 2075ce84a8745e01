package io.binrelay.capture.source;

import static io.binrelay.capture.source.SourceUnderTest.assertSame;
import static io.binrelay.capture.source.SourceUnderTest.inFiles;
import static io.binrelay.capture.source.SourceUnderTest.readTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Connections that are lost, and streams that are closed: nothing of what came before is lost, nothing stays behind.
 */
final class SourceLossIT {
    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);
    private static final List<String> COME_AND_GO = List.of(
            "mysql-cj", "MySQL Statement Cancellation", "process reaper", "awaitility", "Attach Listener", "Cleaner-");
    private static int nextId;

    @BeforeAll
    static void startServers() throws SQLException {
        for (Engine engine : Engine.values()) {
            SourceUnderTest source = SourceUnderTest.start(engine);
            SOURCES.put(engine, source);
            source.execute("CREATE DATABASE d", "CREATE TABLE d.t (id INT PRIMARY KEY, v TEXT)");
        }
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(SourceUnderTest::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap78_aKilledDumpIsNoticedWithinSeconds(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        try (DebeziumBinlogSource stream = new DebeziumBinlogSource(source.settings())) {
            FilePosition end = source.end();
            stream.start(new StartPosition.AtFile(end));
            readTo(stream, end);
            source.killDumps();
            long killed = System.nanoTime();
            SourceException lost = untilLost(stream, new ArrayList<>());
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
            assertThat(lost.retriable()).isTrue();
            assertThat(lost)
                    .hasMessageStartingWith(
                            "the connection to source " + source.settings().address() + " was lost at " + end);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStoppedServerIsALossAndTheNextStreamGoesOnWhereTheLastOneEnded(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<BinlogEvent> all = new ArrayList<>();
        FilePosition start = source.end();
        FilePosition reached = start;
        for (boolean orderly : new boolean[] {true, false}) {
            try (DebeziumBinlogSource stream = new DebeziumBinlogSource(source.settings())) {
                stream.start(new StartPosition.AtFile(reached));
                insert(source);
                readTo(stream, source.end()).forEach(all::add);
                if (orderly) {
                    source.server().stop();
                } else {
                    source.server().kill();
                }
                SourceException lost = untilLost(stream, all);
                assertThat(lost.retriable()).isTrue();
                BinlogEvent last = all.get(all.size() - 1);
                reached = new FilePosition(last.file(), last.endPosition());
                source.server().start();
            }
        }
        insert(source);
        try (DebeziumBinlogSource stream = new DebeziumBinlogSource(source.settings())) {
            stream.start(new StartPosition.AtFile(reached));
            all.addAll(readTo(stream, source.end()));
        }
        assertSame(inFiles(all), source.readToEnd(new StartPosition.AtFile(start)));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eventsThatCameBeforeTheLossAreReturnedBeforeIt(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        FilePosition start = source.end();
        List<BinlogEvent> events = new ArrayList<>();
        try (DebeziumBinlogSource stream = new DebeziumBinlogSource(source.settings())) {
            stream.start(new StartPosition.AtFile(start));
            insert(source);
            FilePosition end = source.end();
            // Sent once the dump waits for more, and nobody has polled.
            await().atMost(Duration.ofSeconds(10)).until(() -> source.dumpsThatHaveSentAll() > 0);
            source.killDumps();
            untilLost(stream, events);
            BinlogEvent last = inFiles(events).get(inFiles(events).size() - 1);
            assertThat(new FilePosition(last.file(), last.endPosition())).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap78_aSourceThatHangsIsLostWhenItsHeartbeatsStayAway(Engine engine)
            throws IOException, InterruptedException {
        SourceUnderTest source = sourceOf(engine);
        SourceSettings impatient = source.settings()
                .withOptions(
                        ConnectionOptions.defaults().withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(1500)));
        try (DebeziumBinlogSource stream = new DebeziumBinlogSource(impatient)) {
            FilePosition end = source.end();
            stream.start(new StartPosition.AtFile(end));
            // Idle, but alive for longer than the limit.
            long idleUntil = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < idleUntil) {
                assertThat(stream.poll(Duration.ofSeconds(1))).isNotEmpty();
            }
            signal("STOP", source.server().pid());
            try {
                long stopped = System.nanoTime();
                SourceException lost = untilLost(stream, new ArrayList<>());
                assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(5));
                assertThat(lost.retriable()).isTrue();
                assertThat(lost)
                        .hasMessage(
                                "the connection to source " + source.settings().address() + " was lost at " + end
                                        + ": nothing came from it for more than 1500 ms, not even a heartbeat");
            } finally {
                signal("CONT", source.server().pid());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void closingLeavesNoThreadsAndTakesNoTime(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        for (int i = 0; i < 20; i++) {
            insert(source);
        }
        FilePosition end = source.end();
        Set<String> before = threads();
        for (int round = 0; round < 10; round++) {
            // From a queue that is full at once, from one that is idle, and right after the start.
            boolean full = round % 3 == 0;
            DebeziumBinlogSource stream = new DebeziumBinlogSource(source.settings(), full ? 1 : 1 << 20);
            stream.start(full ? source.earliest() : new StartPosition.AtFile(end));
            if (round % 3 == 1) {
                readTo(stream, end);
            }
            long start = System.nanoTime();
            stream.close();
            stream.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStreamThatWasRefusedOrLostLeavesNoThreadsEither(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        FilePosition end = source.end();
        Set<String> before = threads();
        try (DebeziumBinlogSource refused = new DebeziumBinlogSource(source.settings("wrong"))) {
            assertThat(untilRefused(refused, end).errno()).isEqualTo(1045);
        }
        try (DebeziumBinlogSource lost = new DebeziumBinlogSource(source.settings())) {
            lost.start(new StartPosition.AtFile(end));
            source.killDumps();
            untilLost(lost, new ArrayList<>());
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static SourceException untilRefused(DebeziumBinlogSource source, FilePosition from) {
        try {
            source.start(new StartPosition.AtFile(from));
        } catch (SourceException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }

    /** Polls until the stream has ended; adds what came before. */
    private static SourceException untilLost(BinlogSource stream, List<BinlogEvent> events) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                events.addAll(stream.poll(Duration.ofMillis(200)));
            } catch (SourceException e) {
                return e;
            }
        }
        throw new AssertionError("not lost; last events: " + SourceUnderTest.describe(events));
    }

    private static void insert(SourceUnderTest source) throws SQLException {
        nextId++;
        source.execute("INSERT INTO d.t VALUES (" + nextId + ", REPEAT('v', 5000))");
    }

    /** The names of all threads but those of JDBC, the JVM and the test libraries that come and go. */
    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (thread.isAlive() && COME_AND_GO.stream().noneMatch(name::startsWith)) {
                names.add(name);
            }
        }
        return names;
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static SourceUnderTest sourceOf(Engine engine) {
        return requireNonNull(SOURCES.get(engine), "not started");
    }
}
