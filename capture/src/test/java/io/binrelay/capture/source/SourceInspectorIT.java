package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binrelay.schemas.model.Family;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the inspector and the catalog reader learn from real servers. */
final class SourceInspectorIT {
    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);

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
    void aHeartbeatTableHasOneRowOfTheServerWithItsTimeAndPosition(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        String address = source.settings().address();
        try (HeartbeatTable table = new HeartbeatTable(source.settings(), "d.heartbeat")) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(table::beat)
                    .withMessageStartingWith(
                            "source " + address + " refused writing its heartbeat table `d`.`heartbeat` (")
                    .withMessageEndingWith(". Run on the source: CREATE TABLE `d`.`heartbeat` (ts VARCHAR(26) NOT NULL,"
                            + " server_id INT UNSIGNED NOT NULL PRIMARY KEY, file VARCHAR(255), position BIGINT UNSIGNED,"
                            + " relay_master_log_file VARCHAR(255), exec_master_log_pos BIGINT UNSIGNED); GRANT SELECT,"
                            + " INSERT, UPDATE ON `d`.`heartbeat` TO 'capture'@'%'");
            source.execute(table.creation(), "GRANT SELECT, INSERT, UPDATE ON d.heartbeat TO 'capture'@'%'");

            table.beat();
            table.beat();
        }
        try (Connection connection = source.server().connect();
                Statement statement = connection.createStatement()) {
            String row = "SELECT CONCAT_WS(' ', server_id = @@server_id, file LIKE 'binlog.%', position > 4,"
                    + " ABS(TIMESTAMPDIFF(SECOND, ts, UTC_TIMESTAMP())) < 60, LENGTH(ts), ts LIKE '____-__-__T%')"
                    + " FROM d.heartbeat";
            assertThat(SourceUnderTest.queryColumn(statement, row, 1)).containsExactly("1 1 1 1 26 1");
        }
    }

    /** Filters compare names by it. */
    @Test
    void aSourceThatDoesNotTellNamesOfTablesApartByCaseIsSeenToBeOne() throws SQLException {
        try (SourceUnderTest source = SourceUnderTest.start(Engine.MARIADB, "--lower-case-table-names=1")) {
            assertThat(new SourceInspector(source.settings()).inspect().server().lowerCaseTableNames())
                    .isTrue();
        }
        assertThat(new SourceInspector(sourceOf(Engine.MARIADB).settings())
                        .inspect()
                        .server()
                        .lowerCaseTableNames())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSourceIsSeenAsItIs(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        source.execute("FLUSH BINARY LOGS", "CREATE TABLE d.seen (id INT PRIMARY KEY)");
        SourceInspection seen = new SourceInspector(source.settings()).inspect();

        assertThat(seen.server().family()).isEqualTo(engine == Engine.MYSQL ? Family.MYSQL : Family.MARIADB);
        assertThat(seen.server().version()).startsWith(engine.version());
        assertThat(seen.server().serverId()).isEqualTo(source.server().serverId());
        assertThat(seen.binlog().enabled()).isTrue();
        assertThat(seen.binlog().format()).isEqualTo("ROW");
        assertThat(seen.binlog().rowImage()).isEqualTo("FULL");
        assertThat(seen.binlog().checksum()).isEqualTo("CRC32");
        assertThat(seen.binlog().modes().compression()).isFalse();
        assertThat(seen.account().name()).isEqualTo("'capture'@'%'");
        assertThat(SourceChecks.of(seen, source.settings())).isEmpty();

        try (Connection connection = source.server().connect();
                Statement statement = connection.createStatement()) {
            List<String> files = SourceUnderTest.queryColumn(statement, "SHOW BINARY LOGS", 1);
            assertThat(seen.files())
                    .extracting(SourceInspection.BinlogFile::name)
                    .isEqualTo(files);
            assertThat(seen.position())
                    .hasToString(files.get(files.size() - 1) + ":"
                            + seen.files().get(files.size() - 1).size());
            String gtids = engine == Engine.MYSQL ? "@@global.gtid_executed" : "@@global.gtid_binlog_pos";
            assertThat(seen.gtidSet())
                    .isNotEmpty()
                    .isEqualTo(SourceUnderTest.queryColumn(statement, "SELECT " + gtids, 1)
                            .get(0));
            assertThat(seen.earliest().orElseThrow()).hasToString(files.get(0) + ":4");
            if (engine == Engine.MYSQL) {
                assertThat(seen.binlog().modes().gtidMode()).isEqualTo("ON");
                assertThat(seen.server().uuid())
                        .isEqualTo(SourceUnderTest.queryColumn(statement, "SELECT @@server_uuid", 1)
                                .get(0));
            } else {
                assertThat(seen.server().uuid()).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyDefectOfARealServerIsFound(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        source.execute("SET sql_log_bin = 0", "CREATE USER 'nobody'@'%' IDENTIFIED BY 'x'");
        SourceSettings nobody = new SourceSettings(
                source.server().host(),
                source.server().port(),
                "nobody",
                "x",
                source.server().serverId());
        List<Problem> problems = SourceChecks.of(new SourceInspector(nobody).inspect(), nobody);
        assertThat(problems)
                .extracting(problem -> problem.message().replaceFirst("source 127\\.0\\.0\\.1:\\d+", "source"))
                .containsExactly(
                        "server id " + source.server().serverId() + " is the one of source itself",
                        "'nobody'@'%' lacks the privilege REPLICATION SLAVE on source, needed to read its binary log",
                        "'nobody'@'%' lacks the privilege "
                                + (engine == Engine.MYSQL ? "REPLICATION CLIENT" : "BINLOG MONITOR")
                                + " on source, needed to see its current position");
        // The remedies are what they say: run, they leave nothing to complain of.
        for (Problem problem : problems) {
            String remedy = problem.remedy();
            if (remedy.startsWith("Run on the source: ")) {
                int end = remedy.contains(", set it in") ? remedy.indexOf(", set it in") : remedy.length();
                source.execute(remedy.substring("Run on the source: ".length(), end));
            }
        }
        SourceSettings other =
                new SourceSettings(nobody.host(), nobody.port(), nobody.user(), nobody.password(), 990_009);
        assertThat(SourceChecks.of(new SourceInspector(other).inspect(), other)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aServerWithoutBinaryLogHasNoFilesAndSaysSo(Engine engine) {
        try (DatabaseServer server =
                DatabaseServer.builder(engine).name("silent").binlog(false).start()) {
            SourceSettings settings =
                    new SourceSettings(server.host(), server.port(), server.rootUser(), server.rootPassword(), 990_010);
            SourceInspection seen = new SourceInspector(settings).inspect();
            assertThat(seen.files()).isEmpty();
            assertThat(seen.position()).isNull();
            assertThat(seen.earliest()).isEmpty();
            assertThat(SourceChecks.of(seen, settings))
                    .extracting(Problem::message)
                    .containsExactly("source " + settings.address() + " writes no binary log (log_bin is OFF)");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theCatalogTellsColumnsAndIsAskedAgainAfterALostConnection(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        try (CatalogReader catalog = new CatalogReader(source.settings())) {
            source.execute(
                    "CREATE TABLE d.catalog (id BIGINT UNSIGNED PRIMARY KEY, name VARCHAR(20) CHARACTER SET latin1,"
                            + " size ENUM('it''s','b\\\\c','ü') CHARACTER SET utf8mb4, days SET('mon','tue')"
                            + " CHARACTER SET latin1, picture BLOB)");
            List<CatalogColumn> columns = catalog.columns("d", "catalog").orElseThrow();
            assertThat(columns)
                    .extracting(CatalogColumn::name)
                    .containsExactly("id", "name", "size", "days", "picture");
            assertThat(columns).extracting(CatalogColumn::unsigned).containsExactly(true, false, false, false, false);
            assertThat(columns)
                    .extracting(CatalogColumn::charset)
                    .containsExactly(null, "latin1", "utf8mb4", "latin1", null);
            assertThat(columns.get(1).type()).isEqualTo("varchar(20)");
            assertThat(columns.get(2).labels()).containsExactly("it's", "b\\c", "ü");
            assertThat(columns.get(3).labels()).containsExactly("mon", "tue");
            assertThat(catalog.columns("d", "nothing")).isEmpty();

            source.server().kill();
            source.server().start();
            assertThat(catalog.columns("d", "catalog")).contains(columns);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWrongPasswordIsRefusedAsForTheStream(Engine engine) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        SourceInspector inspector = new SourceInspector(source.settings("wrong-secret"));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(inspector::inspect)
                .withMessageMatching("source 127\\.0\\.0\\.1:" + source.server().port()
                        + " refused reading its settings to user 'capture' \\(1045\\): Access denied for user"
                        + " 'capture'@'(localhost|127\\.0\\.0\\.1)' \\(using password: YES\\)\\. Check source\\.user and"
                        + " source\\.password, and from which hosts the account may log in")
                .satisfies(refused -> {
                    assertThat(refused.errno()).isEqualTo(1045);
                    assertThat(refused.retriable()).isFalse();
                });

        SourceSettings nobodyThere = new SourceSettings("127.0.0.1", 1, "u", "p", 1);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> new SourceInspector(nobodyThere).inspect())
                .withMessage("source 127.0.0.1:1 cannot be reached for reading its settings: connection refused."
                        + " Check source.host and source.port, and that a MySQL or MariaDB server listens there")
                .satisfies(refused -> assertThat(refused.retriable()).isTrue());
    }

    private static SourceUnderTest sourceOf(Engine engine) {
        return requireNonNull(SOURCES.get(engine), "not started");
    }
}
