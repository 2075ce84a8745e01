package io.binrelay.capture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.AvroRecordDecoder;
import io.binrelay.relay.log.ContinuityCheck;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.log.RelayScanner;
import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.testsupport.oracle.BinlogFileOracle;
import io.binrelay.testsupport.servers.ChildCommand;
import io.binrelay.testsupport.servers.ChildProcess;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import io.binrelay.testsupport.servers.KafkaBroker;
import io.binrelay.testsupport.workload.ShopWorkload;
import io.binrelay.testsupport.workload.WorkloadMix;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Capture as a process, a real source, a real broker: whatever is killed, the log has every transaction once, in order,
 * and its events have the bytes of the source's own files.
 */
class CaptureIT {
    private static final String USER = "capture";
    private static final String PASSWORD = "capture-secret";
    private static final int STEPS = 60;

    /** All of capture's. */
    private static final List<Stage> STAGES = List.of(
            Stage.READ_NOT_PRODUCED,
            Stage.PRODUCED_NOT_COMMITTED,
            Stage.PRODUCED_AND_COMMITTED,
            Stage.FRAGMENTS_COMMITTED);

    @TempDir
    private static Path directory;

    private static final Map<Engine, DatabaseServer> SOURCES = new EnumMap<>(Engine.class);

    private static KafkaBroker broker;
    private static int channels;

    /** Number of the next object that works on the shop, for a lane of its own. */
    private static int lanes;

    private final List<ChildProcess> processes = new ArrayList<>();

    @BeforeAll
    static void startServers() throws SQLException {
        broker = KafkaBroker.builder().start();
        for (Engine engine : Engine.values()) {
            DatabaseServer source = DatabaseServer.builder(engine)
                    .name("source")
                    .serverId(1)
                    .gtidMode(true)
                    .durable(false)
                    .start();
            SOURCES.put(engine, source);
            source.createSourceAccount(USER, PASSWORD);
            try (Connection connection = source.connect()) {
                new ShopWorkload(1, engine).createSchema(connection);
            }
        }
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(DatabaseServer::close);
        broker.close();
    }

    @AfterEach
    void killProcesses() {
        processes.forEach(ChildProcess::kill);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_capture_killed_at_each_stage_goes_on_where_the_log_ends(Engine engine) throws Exception {
        Channel channel = newChannel(engine);
        for (Stage stage : STAGES) {
            ChildProcess killed = start(channel, List.of("-Dbinrelay.halt.at=" + stage + ":3"), List.of());
            workload(channel.source());
            assertThat(killed.waitFor(Duration.ofMinutes(1)))
                    .as(() -> stage + "\n" + killed.logTail(20))
                    .isTrue();
            assertThat(killed.exitCode())
                    .as(() -> stage + "\n" + killed.logTail(20))
                    .hasValue(137);
        }
        ChildProcess last = start(channel, List.of(), List.of());

        assertLogEqualsBinlog(channel);

        assertThat(last.terminate(Duration.ofSeconds(20))).as(last.logTail(20)).isTrue();
        assertThat(last.exitCode()).hasValue(143);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_source_killed_under_load_is_read_on_when_it_is_back(Engine engine) throws Exception {
        Channel channel = newChannel(engine);
        DatabaseServer source = channel.source();
        ChildProcess capture = start(channel, List.of(), List.of());
        workload(source);
        source.kill();
        source.start();
        workload(source);
        source.execute("FLUSH LOGS");
        workload(source);

        assertLogEqualsBinlog(channel);

        assertThat(capture.isAlive()).as(capture.logTail(20)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void of_two_captures_the_later_one_writes_and_the_earlier_one_ends(Engine engine) throws Exception {
        Channel channel = newChannel(engine);
        ChildProcess first = start(channel, List.of(), List.of("source.server.id=801"));
        workload(channel.source());
        awaitEnd(channel);
        ChildProcess second = start(channel, List.of(), List.of("source.server.id=802"));

        workload(channel.source());

        assertLogEqualsBinlog(channel);
        assertThat(first.waitFor(Duration.ofSeconds(30))).as(first.logTail(20)).isTrue();
        assertThat(first.exitCode()).hasValue(5);
        assertThat(second.isAlive()).as(second.logTail(20)).isTrue();
    }

    private static void assertLogEqualsBinlog(Channel channel) throws SQLException {
        awaitEnd(channel);
        List<RelayRecord> log = wholeTransactions(channel.name());
        assertThat(log.get(0).header().begin()).hasToString(channel.start());
        assertThat(log).extracting(record -> record.header().gtid()).doesNotContainNull();
        assertGtidsContiguous(log);
        BinlogFileOracle.Verdict verdict = BinlogFileOracle.ofDataDirectory(
                        channel.source().dataDirectory())
                .compare(log);
        assertThat(verdict.difference()).isEmpty();
        assertThat(verdict.rowsEvents()).isGreaterThan(100);
    }

    private static void assertGtidsContiguous(List<RelayRecord> log) {
        long before = 0;
        for (RelayRecord record : log) {
            if (record.header().last()) {
                String gtid = String.valueOf(record.header().gtid());
                long number =
                        Long.parseLong(gtid.substring(Math.max(gtid.lastIndexOf(':'), gtid.lastIndexOf('-')) + 1));
                assertThat(number).as(gtid).isEqualTo(before == 0 ? number : before + 1);
                before = number;
            }
        }
    }

    /** Waits until the log is written up to where the source is now. */
    private static void awaitEnd(Channel channel) throws SQLException {
        String end = end(channel.source());
        Awaitility.await("the log reaches " + end)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> {
                    List<LoggedRecord> all = read(channel.name());
                    return !all.isEmpty()
                            && all.get(all.size() - 1)
                                    .record()
                                    .header()
                                    .resumePosition()
                                    .toString()
                                    .equals(end);
                });
    }

    private static String end(DatabaseServer source) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW MASTER STATUS")) {
            rows.next();
            return rows.getString(1) + ":" + rows.getLong(2);
        }
    }

    /** What a reader makes of the log by the rules of the continuity check: without heartbeats and voided attempts. */
    private static List<RelayRecord> wholeTransactions(String channel) {
        ContinuityCheck check = new ContinuityCheck(1);
        List<RelayRecord> whole = new ArrayList<>();
        List<RelayRecord> open = new ArrayList<>();
        for (LoggedRecord logged : read(channel)) {
            RecordHeader header = logged.record().header();
            ContinuityCheck.Verdict verdict = check.accept(logged.offset(), header);
            if (header.kind() == RecordKind.HEARTBEAT) {
                continue;
            }
            if (verdict == ContinuityCheck.Verdict.RESTART) {
                open.clear();
            }
            open.add(logged.record());
            if (header.last()) {
                whole.addAll(open);
                open.clear();
            }
        }
        return whole;
    }

    private static List<LoggedRecord> read(String channel) {
        KafkaSettings kafka = KafkaSettings.ofBootstrapServers(broker.bootstrapServers());
        List<LoggedRecord> records = new ArrayList<>();
        try (RelayScanner scanner = new RelayScanner(kafka, channel, new AvroRecordDecoder())) {
            long end = scanner.bounds().end();
            scanner.seek(scanner.bounds().begin());
            while (scanner.position() < end) {
                records.addAll(scanner.poll(Duration.ofSeconds(1)));
            }
        }
        return records;
    }

    /** A log of its own, of what a source writes from now on. */
    private record Channel(String name, DatabaseServer source, String start) {}

    private static Channel newChannel(Engine engine) throws SQLException {
        DatabaseServer source = requireNonNull(SOURCES.get(engine), "no source of " + engine);
        return new Channel("capture" + channels++, source, end(source));
    }

    /** Transactions over several tables, one of them large, and statements between them. */
    private static void workload(DatabaseServer source) throws SQLException {
        ShopWorkload workload = new ShopWorkload(1, source.engine(), ++lanes, WorkloadMix.DENSE, false);
        try (Connection connection = source.connect()) {
            for (int i = 0; i < STEPS; i++) {
                workload.runOne(connection);
            }
        }
        source.execute(
                "CREATE DATABASE IF NOT EXISTS bulk",
                "DROP TABLE IF EXISTS bulk.t",
                "CREATE TABLE bulk.t (id INT PRIMARY KEY AUTO_INCREMENT, c VARCHAR(200))",
                "INSERT INTO bulk.t (c) VALUES (REPEAT('a', 200))",
                "INSERT INTO bulk.t (c) SELECT c FROM bulk.t",
                // 2 to the power of 12 rows in one transaction: some fifty fragments.
                "INSERT INTO bulk.t (c) SELECT a.c FROM bulk.t a, bulk.t b, bulk.t d, bulk.t e, bulk.t f, bulk.t g,"
                        + " bulk.t h, bulk.t i, bulk.t j, bulk.t k, bulk.t l, bulk.t m");
    }

    private ChildProcess start(Channel channel, List<String> jvmOptions, List<String> moreSettings) {
        DatabaseServer source = channel.source();
        List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        options.addAll(jvmOptions);
        List<String> settings = new ArrayList<>(List.of(
                "channel=" + channel.name(),
                "capture.start=" + channel.start(),
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "source.host=" + source.host(),
                "source.port=" + source.port(),
                "source.user=" + USER,
                "source.password=" + PASSWORD,
                "source.server.id=800",
                "capture.fragment.bytes=16384",
                "capture.batch.bytes=65536"));
        moreSettings.forEach(setting -> {
            String key = setting.substring(0, setting.indexOf('=') + 1);
            settings.removeIf(other -> other.startsWith(key));
            settings.add(setting);
        });
        ChildProcess process = ChildProcess.start(ChildCommand.java(
                "capture",
                options,
                CaptureProcess.class.getName(),
                settings,
                directory.resolve(channel.name() + "-" + processes.size() + ".log")));
        processes.add(process);
        return process;
    }
}
