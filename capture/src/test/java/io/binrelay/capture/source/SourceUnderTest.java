package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.DatabaseServerBuilder;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real server to read from, and what it says of its own binary log: the oracle. */
final class SourceUnderTest implements AutoCloseable {
    static final String USER = "capture";
    static final String PASSWORD = "secret-of-capture";
    static final long READER_ID = 990_001;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatabaseServer server;

    private SourceUnderTest(DatabaseServer server) {
        this.server = server;
    }

    /** A server with GTIDs and the account {@link #USER}; further options may be given. */
    static SourceUnderTest start(Engine engine, String... options) throws SQLException {
        return start(engine, true, options);
    }

    /** A server that refuses nothing for the sake of GTIDs: MySQL with them writes no transactions that mix engines. */
    static SourceUnderTest startWithoutGtids(Engine engine, String... options) throws SQLException {
        return start(engine, false, options);
    }

    private static SourceUnderTest start(Engine engine, boolean gtids, String... options) throws SQLException {
        DatabaseServerBuilder builder =
                DatabaseServer.builder(engine).name("source").gtidMode(gtids).durable(false);
        for (String option : options) {
            builder.option(option);
        }
        DatabaseServer server = builder.start();
        server.createSourceAccount(USER, PASSWORD);
        return new SourceUnderTest(server);
    }

    DatabaseServer server() {
        return server;
    }

    void execute(String... statements) throws SQLException {
        server.execute(statements);
    }

    SourceSettings settings() {
        return settings(PASSWORD);
    }

    SourceSettings settings(String password) {
        return new SourceSettings(server.host(), server.port(), USER, password, READER_ID);
    }

    /** Reads from a start position up to the server's current end, leaving out what is not in the files. */
    List<BinlogEvent> readToEnd(StartPosition from) throws SQLException {
        return readToEnd(from, DebeziumBinlogSource.DEFAULT_QUEUE_BYTES);
    }

    List<BinlogEvent> readToEnd(StartPosition from, long queueBytes) throws SQLException {
        FilePosition end = end();
        try (DebeziumBinlogSource source = new DebeziumBinlogSource(settings(), queueBytes)) {
            source.start(from);
            return inFiles(readTo(source, end));
        }
    }

    /** Polls until an event ends at a position; fails when none does in time. */
    static List<BinlogEvent> readTo(BinlogSource source, FilePosition end) {
        List<BinlogEvent> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            events.addAll(source.poll(Duration.ofMillis(200)));
            if (!events.isEmpty()) {
                BinlogEvent last = events.get(events.size() - 1);
                if (new FilePosition(last.file(), last.endPosition()).compareTo(end) >= 0) {
                    return events;
                }
            }
        }
        throw new AssertionError("not at " + end + " within " + PATIENCE + "; got " + describe(events));
    }

    /** The events that are in the files: no heartbeats, no artificial events, no format description sent again. */
    static List<BinlogEvent> inFiles(List<BinlogEvent> events) {
        return events.stream()
                .filter(event -> event.type() != EventType.HEARTBEAT)
                .filter(event -> (event.flags() & HandMadeEvents.ARTIFICIAL) == 0)
                .filter(event -> event.type() != EventType.FORMAT_DESCRIPTION || event.headerEndPosition() != 0)
                .toList();
    }

    /** Whether an event begins a group: a transaction or a single statement. */
    static boolean beginsGroup(BinlogEvent event) {
        return event.type() == EventType.GTID
                || event.type() == EventType.ANONYMOUS_GTID
                || event.type() == EventType.MARIADB_GTID;
    }

    static List<String> describe(List<BinlogEvent> events) {
        return events.stream()
                .map(event -> event.file() + ":" + event.endPosition() + " type " + event.type() + " length "
                        + event.bytes().length)
                .toList();
    }

    static void assertSame(List<BinlogEvent> actual, List<BinlogEvent> expected) {
        assertThat(describe(actual)).isEqualTo(describe(expected));
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).bytes()).isEqualTo(expected.get(i).bytes());
        }
    }

    /**
     * Where the binary log ends. On MariaDB, once the last file has got its checkpoint event, which a thread of the
     * server's writes some time after the file was begun.
     */
    FilePosition end() {
        if (server.engine() == Engine.MARIADB) {
            await().atMost(PATIENCE).until(this::lastFileHasItsCheckpoint);
        }
        FilePosition position = new SourceInspector(settings()).inspect().position();
        if (position == null) {
            throw new AssertionError("the source writes no binary log");
        }
        return position;
    }

    StartPosition earliest() {
        return new StartPosition.AtFile(
                new SourceInspector(settings()).inspect().earliest().orElseThrow());
    }

    /**
     * Where every event in all files ends, as the server tells: {@code FILE:POS}. Where it tells no end (MariaDB inside
     * a transaction), the next event's beginning.
     */
    List<String> listedEnds() throws SQLException {
        List<String> ends = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String file : queryColumn(statement, "SHOW BINARY LOGS", 1)) {
                List<Long> starts = new ArrayList<>();
                List<Long> listed = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("SHOW BINLOG EVENTS IN '" + file + "'")) {
                    while (rows.next()) {
                        starts.add(rows.getLong("Pos"));
                        listed.add(rows.getLong("End_log_pos"));
                    }
                }
                for (int i = 0; i < starts.size(); i++) {
                    ends.add(file + ":" + (listed.get(i) != 0 ? listed.get(i) : starts.get(i + 1)));
                }
            }
        }
        return ends;
    }

    private boolean lastFileHasItsCheckpoint() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            List<String> files = queryColumn(statement, "SHOW BINARY LOGS", 1);
            String last = files.get(files.size() - 1);
            try (ResultSet rows = statement.executeQuery("SHOW BINLOG EVENTS IN '" + last + "'")) {
                while (rows.next()) {
                    if (rows.getString("Event_type").equals("Binlog_checkpoint")
                            && rows.getString("Info").equals(last)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** The connections that read the binary log. */
    List<String> dumps() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            return queryColumn(
                    statement, "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'", 1);
        }
    }

    /** Ends all dumps, as an administrator would. */
    void killDumps() throws SQLException {
        List<String> dumps = dumps();
        assertThat(dumps).isNotEmpty();
        for (String id : dumps) {
            execute("KILL " + id);
        }
    }

    /** How many dumps wait for the next event of the binary log. */
    int dumpsThatHaveSentAll() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            return queryColumn(
                            statement,
                            "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
                                    + " AND state LIKE '%has sent all binlog to%'",
                            1)
                    .size();
        }
    }

    static List<String> queryColumn(Statement statement, String query, int column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(column));
            }
        }
        return values;
    }

    @Override
    public void close() {
        server.close();
    }
}
