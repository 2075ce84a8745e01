package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.oracle.BinlogFileOracle;
import io.binrelay.testsupport.servers.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real servers write for statements of every kind, captured and held against their own files. */
final class EventCoverageIT {
    private static final Map<Engine, SourceUnderTest> SOURCES = new EnumMap<>(Engine.class);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void startServers() throws SQLException {
        SOURCES.put(Engine.MYSQL, SourceUnderTest.startWithoutGtids(Engine.MYSQL));
        SOURCES.put(Engine.MARIADB, SourceUnderTest.start(Engine.MARIADB));
    }

    @AfterAll
    static void stopServers() {
        SOURCES.values().forEach(SourceUnderTest::close);
    }

    @BeforeEach
    void makeTables() throws SQLException {
        for (SourceUnderTest source : SOURCES.values()) {
            source.execute(
                    "DROP DATABASE IF EXISTS shop",
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.t (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(200)) ENGINE=InnoDB",
                    "CREATE TABLE shop.m (id INT PRIMARY KEY, v VARCHAR(200)) ENGINE=MyISAM",
                    "FLUSH BINARY LOGS");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap10_trap32_trap33_changes_of_rows_as_text(Engine engine) throws SQLException {
        FilePosition from = sourceOf(engine).end();
        try (Session session = new Session(engine)) {
            session.run(
                    "SET binlog_format=STATEMENT",
                    "SET @x='a\\0b', @n=-5, @d=1.25, @f=1e0/3, @u=18446744073709551615, @z=NULL",
                    "INSERT INTO t (v) VALUES ('a'),(RAND())",
                    "INSERT INTO t (v) SELECT CONCAT(@x,@n,@d,@f,@u,COALESCE(@z,1))",
                    "INSERT INTO t (v) VALUES (LAST_INSERT_ID())");
            session.fail("INSERT INTO m VALUES (1,'x'),(2,'y'),(1,'z')", 1062);
            session.run(
                    "BEGIN",
                    "INSERT INTO t (v) VALUES ('b')",
                    "INSERT INTO m VALUES (5,'z')",
                    "SAVEPOINT s",
                    "INSERT INTO t (v) VALUES ('c')",
                    "ROLLBACK TO s",
                    "ROLLBACK");
        }

        assertThat(capture(engine, from))
                .containsExactly(
                        "INSERT XID",
                        "INSERT XID",
                        "INSERT XID",
                        "INSERT!1062 COMMIT",
                        "INSERT INSERT SAVEPOINT INSERT ROLLBACK ROLLBACK");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap40_trap48_temporary_tables(Engine engine) throws SQLException {
        FilePosition from = sourceOf(engine).end();
        try (Session session = new Session(engine)) {
            session.run(
                    "SET binlog_format=STATEMENT",
                    "CREATE TEMPORARY TABLE tmp (id INT)",
                    "INSERT INTO tmp VALUES (1)",
                    "BEGIN",
                    "INSERT INTO t (v) SELECT id FROM tmp",
                    "CREATE TEMPORARY TABLE tmp2 (id INT)",
                    "DROP TEMPORARY TABLE tmp2",
                    "COMMIT",
                    "ALTER TABLE tmp ADD COLUMN x INT",
                    "DROP TEMPORARY TABLE IF EXISTS tmp");
        }

        assertThat(capture(engine, from))
                .containsExactly(
                        "CREATE STATEMENT",
                        "INSERT COMMIT",
                        "INSERT CREATE DROP XID",
                        "ALTER STATEMENT",
                        "DROP STATEMENT");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap36_create_table_select(Engine engine) throws SQLException {
        FilePosition from = sourceOf(engine).end();
        try (Session session = new Session(engine)) {
            session.run(
                    "INSERT INTO t (v) VALUES ('a')",
                    "CREATE TABLE c1 SELECT * FROM t",
                    "CREATE TABLE c2 ENGINE=MyISAM SELECT * FROM t",
                    "SET binlog_format=STATEMENT",
                    "CREATE TABLE c3 SELECT id, RAND() FROM t");
        }

        boolean mysql = engine == Engine.MYSQL;
        assertThat(capture(engine, from))
                .containsExactlyElementsOf(
                        mysql
                                ? List.of(
                                        "map write XID",
                                        "CREATE STATEMENT",
                                        "map write XID",
                                        "CREATE STATEMENT",
                                        "map write COMMIT",
                                        "CREATE STATEMENT")
                                : List.of(
                                        "text map write XID",
                                        "CREATE text map write XID",
                                        "CREATE text map write COMMIT",
                                        "CREATE STATEMENT"));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap34_xa(Engine engine) throws SQLException {
        FilePosition from = sourceOf(engine).end();
        try (Session session = new Session(engine)) {
            session.run(
                    "SET binlog_format=STATEMENT",
                    "XA START 'x1','b'",
                    "INSERT INTO t (v) VALUES ('xa')",
                    "SAVEPOINT s",
                    "XA END 'x1','b'",
                    "XA PREPARE 'x1','b'");
            sourceOf(engine).execute("SET sql_log_bin=1", "INSERT INTO shop.m VALUES (9, 'other')");
            session.run(
                    "XA COMMIT 'x1','b'",
                    "XA START 'x2','',7",
                    "INSERT INTO t (v) VALUES ('xa')",
                    "XA END 'x2','',7",
                    "XA PREPARE 'x2','',7",
                    "XA ROLLBACK 'x2','',7",
                    "XA START 'x3'",
                    "INSERT INTO t (v) VALUES ('xa')",
                    "XA END 'x3'",
                    "XA COMMIT 'x3' ONE PHASE");
        }

        String write = engine == Engine.MYSQL ? "map write COMMIT" : "text map write COMMIT";
        assertThat(capture(engine, from))
                .containsExactly(
                        "INSERT SAVEPOINT XA_PREPARE X'7831',X'62',1",
                        write,
                        "XA_COMMIT X'7831',X'62',1",
                        "INSERT XA_PREPARE X'7832',X'',7",
                        "XA_ROLLBACK X'7832',X'',7",
                        engine == Engine.MYSQL ? "INSERT XA_ONE_PHASE X'7833',X'',1" : "INSERT XID");
    }

    @Test
    void trap34_an_xa_rollback_that_mixes_engines_on_mariadb_ends_with_rollback() throws SQLException {
        FilePosition from = sourceOf(Engine.MARIADB).end();
        try (Session session = new Session(Engine.MARIADB)) {
            session.run(
                    "XA START 'x4'",
                    "INSERT INTO t (v) VALUES ('xa')",
                    "INSERT INTO m VALUES (66,'xa')",
                    "XA END 'x4'",
                    "XA ROLLBACK 'x4'");
        }

        assertThat(capture(Engine.MARIADB, from)).containsExactly("text map write COMMIT", "text map write ROLLBACK");
    }

    @Test
    void trap42_an_alter_in_two_phases() throws SQLException {
        FilePosition from = sourceOf(Engine.MARIADB).end();
        try (Session session = new Session(Engine.MARIADB)) {
            session.run(
                    "SET binlog_alter_two_phase=1",
                    "INSERT INTO t (v) VALUES ('same'), ('same')",
                    "ALTER TABLE t ADD COLUMN z INT, ALGORITHM=COPY");
            session.fail("ALTER TABLE t ADD UNIQUE (v), ALGORITHM=COPY", 1062);
        }

        assertThat(capture(Engine.MARIADB, from))
                .containsExactly("text map write XID", "COMMIT", "ALTER STATEMENT", "COMMIT", "COMMIT");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap28_load_data(Engine engine) throws Exception {
        Path file = directory.resolve(engine + ".txt");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(i).append("\tline\n");
        }
        Files.writeString(file, lines);
        sourceOf(engine).execute("CREATE TABLE shop.l (id INT PRIMARY KEY, v VARCHAR(200))", "FLUSH BINARY LOGS");
        FilePosition from = sourceOf(engine).end();
        try (Session session = new Session(engine)) {
            session.run(
                    "SET binlog_format=STATEMENT",
                    "LOAD DATA INFILE '" + file + "' INTO TABLE l",
                    "LOAD DATA INFILE '" + file + "' REPLACE INTO TABLE l (id, @v) SET v = CONCAT(@v, RAND())");
            Files.writeString(file, "1\tone\n1\tone\n");
            session.fail("LOAD DATA INFILE '" + file + "' INTO TABLE m", 1062);
            session.run("SET sql_mode=''", "LOAD DATA INFILE '" + file + "' IGNORE INTO TABLE m");
        }

        List<String> groups = capture(engine, from);
        assertThat(groups.get(0)).matches("(block )+LOAD XID");
        assertThat(groups.get(1)).matches("(block )+LOAD XID");
        assertThat(groups.subList(2, groups.size())).contains("block LOAD COMMIT");
    }

    @Test
    void compressed_events_of_mariadb_appear_as_what_is_inside_them() throws SQLException {
        FilePosition from = sourceOf(Engine.MARIADB).end();
        sourceOf(Engine.MARIADB).execute("SET GLOBAL log_bin_compress=1", "SET GLOBAL log_bin_compress_min_len=10");
        try (Session session = new Session(Engine.MARIADB)) {
            session.run(
                    "INSERT INTO t (v) VALUES (REPEAT('a',190)), (REPEAT('b',190))",
                    "UPDATE t SET v=REPEAT('c',90)",
                    "DELETE FROM t WHERE id=1",
                    "CREATE TABLE c SELECT * FROM t",
                    "SET binlog_format=STATEMENT",
                    "INSERT INTO t (v) VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')");
        } finally {
            sourceOf(Engine.MARIADB).execute("SET GLOBAL log_bin_compress=0");
        }

        assertThat(capture(Engine.MARIADB, from))
                .containsExactly(
                        "text map write XID",
                        "text map update XID",
                        "text map delete XID",
                        "CREATE text map write XID",
                        "INSERT XID");
    }

    /** Captures what was written since; compares it with the files; tells its groups. */
    private static List<String> capture(Engine engine, FilePosition from) throws SQLException {
        SourceUnderTest source = sourceOf(engine);
        Family family = engine == Engine.MYSQL ? Family.MYSQL : Family.MARIADB;
        List<String> groups = List.of();
        for (long fragmentBytes : new long[] {1, 1_000_000}) {
            CapturedLog log = CapturedLog.of(source.settings(), from, source.end(), family, fragmentBytes);
            BinlogFileOracle.Verdict verdict = BinlogFileOracle.ofDataDirectory(
                            source.server().dataDirectory())
                    .compare(log.records());
            assertThat(verdict.difference()).isEmpty();
            groups = log.groups();
        }
        return groups;
    }

    private static SourceUnderTest sourceOf(Engine engine) {
        return requireNonNull(SOURCES.get(engine), "not started");
    }

    /** One session, in schema shop. */
    private static final class Session implements AutoCloseable {
        private final Connection connection;

        Session(Engine engine) throws SQLException {
            connection = sourceOf(engine).server().connect();
            run("USE shop");
        }

        void run(String... statements) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
            }
        }

        void fail(String statement, int error) {
            assertThatThrownBy(() -> run(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(error));
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
