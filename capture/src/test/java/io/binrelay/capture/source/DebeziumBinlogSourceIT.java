package io.binrelay.capture.source;

import static io.binrelay.capture.source.SourceUnderTest.assertSame;
import static io.binrelay.capture.source.SourceUnderTest.beginsGroup;
import static io.binrelay.capture.source.SourceUnderTest.inFiles;
import static io.binrelay.capture.source.SourceUnderTest.readTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes out of a source, against what the server itself says is in its files. */
final class DebeziumBinlogSourceIT {
    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);

    @BeforeAll
    static void startServersAndWriteMoreThanOneFile() throws SQLException {
        for (Engine engine : Engine.values()) {
            SourceUnderTest source = SourceUnderTest.start(engine);
            SOURCES.put(engine, source);
            source.execute(
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(100), picture LONGBLOB) ENGINE=InnoDB",
                    "CREATE TABLE shop.note (id INT AUTO_INCREMENT PRIMARY KEY, text TEXT) ENGINE=MyISAM",
                    "INSERT INTO shop.item (id, name) VALUES (1, 'apple'), (2, 'pear'), (3, 'plum')",
                    "INSERT INTO shop.note (text) VALUES ('not transactional')",
                    "FLUSH LOGS",
                    "SET autocommit = 0",
                    "UPDATE shop.item SET name = CONCAT(name, '!')",
                    "INSERT INTO shop.item (id, name) VALUES (4, 'fig')",
                    "SAVEPOINT here",
                    "DELETE FROM shop.item WHERE id = 4",
                    "ROLLBACK TO here",
                    "COMMIT",
                    "CREATE VIEW shop.fruit AS SELECT name FROM shop.item",
                    "INSERT INTO shop.item (id, picture) VALUES (5, REPEAT('x', 200000))",
                    "COMMIT",
                    "FLUSH LOGS",
                    "SET autocommit = 1",
                    "SET GLOBAL binlog_checksum = NONE",
                    "INSERT INTO shop.note (text) VALUES ('without checksum')",
                    "SET GLOBAL binlog_checksum = CRC32",
                    "TRUNCATE shop.note",
                    "XA START 'x'",
                    "INSERT INTO shop.item (id, name) VALUES (6, 'in XA')",
                    "XA END 'x'",
                    "XA PREPARE 'x'",
                    "XA COMMIT 'x'");
        }
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(SourceUnderTest::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void allEventsComeInOrderAtThePositionsThatTheServerLists(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<BinlogEvent> events = source.readToEnd(source.earliest());
        assertThat(events.stream().map(event -> event.file() + ":" + event.endPosition()))
                .containsExactlyElementsOf(source.listedEnds());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void filesWithAndWithoutChecksumAreReadWhateverTheSourceWritesNow(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<BinlogEvent> before = source.readToEnd(source.earliest());
        source.execute("SET GLOBAL binlog_checksum = NONE");
        try {
            List<BinlogEvent> events = source.readToEnd(source.earliest());
            assertSame(events.subList(0, before.size()), before);
            assertThat(events.stream().map(event -> event.file() + ":" + event.endPosition()))
                    .containsExactlyElementsOf(source.listedEnds());
        } finally {
            source.execute("SET GLOBAL binlog_checksum = CRC32");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aQueueSmallerThanMostEventsChangesNothing(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        assertSame(source.readToEnd(source.earliest(), 100), source.readToEnd(source.earliest()));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aDumpFromEveryGroupBoundaryGivesTheSameRemainingEvents(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<BinlogEvent> all = source.readToEnd(source.earliest());
        int boundaries = 0;
        for (int i = 1; i < all.size(); i++) {
            BinlogEvent before = all.get(i - 1);
            if (beginsGroup(all.get(i)) && before.file().equals(all.get(i).file())) {
                boundaries++;
                StartPosition here = new StartPosition.AtFile(new FilePosition(before.file(), before.endPosition()));
                assertSame(source.readToEnd(here), all.subList(i, all.size()));
            }
        }
        assertThat(boundaries).isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aDumpFromBehindTheRotateAtTheEndOfAFileGoesOnWithTheNext(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<BinlogEvent> all = source.readToEnd(source.earliest());
        for (int i = 0; i < all.size(); i++) {
            BinlogEvent rotate = all.get(i);
            if (rotate.type() == EventType.ROTATE) {
                StartPosition behind = new StartPosition.AtFile(new FilePosition(rotate.file(), rotate.endPosition()));
                assertSame(source.readToEnd(behind), all.subList(i + 1, all.size()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aDumpAfterTheFirstGtidsGivesTheOthers(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<BinlogEvent> all = source.readToEnd(source.earliest());
        List<List<BinlogEvent>> groups = groups(all);
        for (int done = 0; done < groups.size(); done++) {
            List<List<BinlogEvent>> rest = groups(source.readToEnd(after(source, engine, done)));
            assertThat(rest).hasSize(groups.size() - done);
            for (int i = 0; i < rest.size(); i++) {
                assertSame(rest.get(i), groups.get(done + i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = "MYSQL")
    void trap63_gtidsLeftOutInTheMiddleOfAFileAreJumpedOver(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        List<List<BinlogEvent>> groups = groups(source.readToEnd(source.earliest()));
        String uuid = new SourceInspector(source.settings()).inspect().server().uuid();
        StartPosition holes = new StartPosition.AfterGtids(uuid + ":2:4-5:7-9:" + groups.size());
        List<List<BinlogEvent>> rest = groups(source.readToEnd(holes));
        List<List<BinlogEvent>> expected = new ArrayList<>(List.of(groups.get(0), groups.get(2), groups.get(5)));
        expected.addAll(groups.subList(9, groups.size() - 1));
        assertThat(rest).hasSameSizeAs(expected);
        for (int i = 0; i < rest.size(); i++) {
            assertSame(rest.get(i), expected.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRotationWhileStreamingIsFollowed(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        source.execute("CREATE TABLE shop.visitor (id INT PRIMARY KEY)");
        try (DebeziumBinlogSource stream = new DebeziumBinlogSource(source.settings())) {
            FilePosition start = source.end();
            stream.start(new StartPosition.AtFile(start));
            List<BinlogEvent> events = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                source.execute("INSERT INTO shop.visitor VALUES (" + i + ")", "FLUSH BINARY LOGS");
                events.addAll(readTo(stream, source.end()));
            }
            List<String> listed = source.listedEnds();
            assertThat(inFiles(events).stream().map(event -> event.file() + ":" + event.endPosition()))
                    .containsExactlyElementsOf(listed.subList(listed.indexOf(start.toString()) + 1, listed.size()));
        }
    }

    private static SourceUnderTest sourceOf(Engine engine) {
        return requireNonNull(SOURCES.get(engine), "not started");
    }

    /** After the first groups of the source's own history. */
    private static StartPosition after(SourceUnderTest source, Engine engine, int groups) {
        if (groups == 0) {
            return new StartPosition.AfterGtids("");
        }
        SourceInspection.Server server =
                new SourceInspector(source.settings()).inspect().server();
        return new StartPosition.AfterGtids(
                engine == Engine.MYSQL ? server.uuid() + ":1-" + groups : "0-" + server.serverId() + "-" + groups);
    }

    /** The events cut into groups, without those outside. */
    private static List<List<BinlogEvent>> groups(List<BinlogEvent> events) {
        List<List<BinlogEvent>> groups = new ArrayList<>();
        for (BinlogEvent event : events) {
            switch (event.type()) {
                case EventType.FORMAT_DESCRIPTION,
                        EventType.PREVIOUS_GTIDS,
                        EventType.MARIADB_GTID_LIST,
                        EventType.MARIADB_BINLOG_CHECKPOINT,
                        EventType.ROTATE -> {}
                default -> {
                    if (beginsGroup(event)) {
                        groups.add(new ArrayList<>());
                    }
                    groups.get(groups.size() - 1).add(event);
                }
            }
        }
        return groups;
    }
}
