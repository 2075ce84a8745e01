package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Changes of rows as text, with everything they depend on. Every test has a schema and a channel of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StatementsTests {
    private Replication replication;

    abstract Engine engine();

    Replication replication() {
        return replication;
    }

    @BeforeAll
    void start() throws SQLException {
        replication = new Replication(engine());
    }

    @AfterAll
    void stop() {
        replication.close();
    }

    private static final String TEXT = "SET SESSION binlog_format=STATEMENT";

    @Test
    void trap10_text_reads_on_the_replica_what_it_read_on_the_source() throws SQLException {
        replication.replicate(
                "inputs",
                "CREATE DATABASE inputs",
                "CREATE TABLE inputs.t (id INT AUTO_INCREMENT PRIMARY KEY, a BIGINT, r DOUBLE, d DATETIME(6),"
                        + " s VARCHAR(99) CHARACTER SET utf8mb4)",
                TEXT,
                "USE inputs",
                "SET auto_increment_increment = 7, auto_increment_offset = 3, time_zone = '+03:00',"
                        + " timestamp = 1600000000.123456",
                "INSERT INTO t (a, r, d, s) VALUES (1, RAND(), NOW(6), LENGTH(@@sql_mode)), (2, RAND(), NOW(6), DATABASE())",
                "INSERT INTO t (a, r, d, s) VALUES (LAST_INSERT_ID(), RAND(), NOW(6), CURRENT_TIME())",
                "SET sql_mode = 'PIPES_AS_CONCAT'",
                "BEGIN",
                "INSERT INTO t (a, s) VALUES (4, 'a' || 'b')",
                "SET SESSION timestamp = 1700000000",
                "UPDATE t SET d = NOW(), r = RAND() WHERE a = 4",
                "COMMIT",
                "INSERT INTO t (id, a) VALUES (0, CONNECTION_ID())");
        replication.assertSame("SELECT id, a, HEX(r), r, d, s FROM inputs.t ORDER BY id");
    }

    @Test
    void trap10_user_variables_keep_type_digits_and_collation() throws SQLException {
        replication.replicate(
                "variables",
                "CREATE DATABASE variables",
                "CREATE TABLE variables.t (id INT PRIMARY KEY, v LONGBLOB, c VARCHAR(99), n VARCHAR(199),"
                        + " d DOUBLE)",
                TEXT,
                "SET sql_mode = ''",
                "SET @i = -9223372036854775808, @u = 18446744073709551615, @one = CAST(1 AS UNSIGNED), @z = 5,"
                        + " @d = 0.10, @m = -12345678901234567890.123456789012345678901, @w = CAST(5 AS DECIMAL(20,0)),"
                        + " @r = 0.1e0, @e = 1.7976931348623157e308, @p = 4.9e-324, @n = NULL,"
                        + " @s = _latin1 X'E4276227' COLLATE latin1_german1_ci, @`k\u00e4``x` = _utf8mb4 'b' COLLATE"
                        + " utf8mb4_bin, @b = X'00ff', @x = '', @zero = 0.00",
                insert(1, "i"),
                insert(2, "u"),
                insert(3, "z"),
                insert(4, "d"),
                insert(5, "m"),
                insert(6, "w"),
                insert(7, "r"),
                insert(8, "e"),
                insert(9, "p"),
                insert(10, "n"),
                insert(11, "s"),
                insert(12, "`k\u00e4``x`"),
                insert(13, "b"),
                insert(14, "x"),
                insert(15, "zero"),
                // Unsigned arithmetic where the variable is unsigned: 1 - 2 would fail, 2 - 1 shows the type.
                "CREATE TABLE variables.u AS SELECT 1 AS id WHERE 1 = 0",
                "INSERT INTO variables.t (id, n) VALUES (20, IF(@one, COERCIBILITY(@s), 0)), (21, @w / 3), (22, @i - 0)");
        replication.assertSame("SELECT id, HEX(v), c, n, HEX(d), d FROM variables.t ORDER BY id");
    }

    private static String insert(int id, String name) {
        return "INSERT INTO variables.t VALUES (" + id + ", @" + name + ", CONCAT(CHARSET(@" + name + "), COLLATION(@"
                + name + ")), @" + name + ", @" + name + " + 0e0)";
    }

    @Test
    void trap10_text_and_rows_share_a_transaction_with_the_checkpoint() throws SQLException {
        List<LoggedRecord> records = replication.recordsOf(
                "CREATE DATABASE mixed",
                "CREATE TABLE mixed.t (id INT PRIMARY KEY, v INT) ENGINE=InnoDB",
                "BEGIN",
                "INSERT INTO mixed.t VALUES (1, 1)",
                "SAVEPOINT a",
                "INSERT INTO mixed.t VALUES (2, 2)",
                "COMMIT");
        List<LoggedRecord> text = replication.recordsOf(
                TEXT, "BEGIN", "UPDATE mixed.t SET v = v + 10", "INSERT INTO mixed.t VALUES (3, 3)", "COMMIT");
        assertThat(text.get(0).record().events()).hasSize(2).allMatch(RelayEvent.Execute.class::isInstance);
        replication.apply("mixed", records);
        replication.assertSame("SELECT 1");
        try (JdbcReplica replica = replication.open("mixed")) {
            replica.claim();
            JdbcReplicaTests.apply(replica, text.get(0).record());
            assertThat(values()).containsExactly("1|1", "2|2");
            replica.rollback();
            JdbcReplicaTests.apply(replica, text.get(0).record());
            replica.commit();
        }
        replication.assertSame("SELECT * FROM mixed.t ORDER BY id");
        assertThat(values()).containsExactly("1|11", "2|12", "3|3");
    }

    private List<String> values() throws SQLException {
        return Replication.rows(replication.replica(), "SELECT * FROM mixed.t ORDER BY id");
    }

    @Test
    void trap33_what_a_rollback_left_in_tables_without_transactions_stays() throws SQLException {
        List<LoggedRecord> records = replication.recordsOf(
                "CREATE DATABASE rolled",
                "CREATE TABLE rolled.m (id INT PRIMARY KEY) ENGINE=MyISAM",
                "CREATE TABLE rolled.t (id INT PRIMARY KEY) ENGINE=InnoDB",
                "INSERT INTO rolled.t VALUES (1)",
                TEXT,
                "BEGIN",
                "INSERT INTO rolled.t VALUES (2)",
                "INSERT INTO rolled.m SELECT id FROM rolled.t",
                "ROLLBACK");
        assertThat(records).anyMatch(record -> record.record().header().groupEnd() == GroupEnd.ROLLBACK);
        replication.apply("rolled", records);
        replication.assertSame("SELECT 'm', id FROM rolled.m UNION ALL SELECT 't', id FROM rolled.t ORDER BY 1, 2");
    }

    @Test
    void trap41_a_statement_that_failed_on_the_source_fails_in_the_same_way_and_counts_as_done() throws SQLException {
        List<LoggedRecord> tables = replication.recordsOf(
                "CREATE DATABASE failing",
                "CREATE TABLE failing.m (id INT PRIMARY KEY) ENGINE=MyISAM",
                "INSERT INTO failing.m VALUES (3)");
        replication.apply("failing", tables);
        List<LoggedRecord> failed = failing("INSERT INTO failing.m VALUES (1), (2), (3), (4)");
        assertThat(((RelayEvent.Execute) failed.get(0).record().events().get(0))
                        .statement()
                        .errorCode())
                .isEqualTo(1062);
        try (JdbcReplica replica = replication.open("failing")) {
            replica.claim();
            JdbcReplicaTests.apply(replica, failed.get(0).record());
            replica.commit();
        }
        replication.assertSame("SELECT * FROM failing.m ORDER BY id");
        replication.replica().execute("DELETE FROM failing.m");
        try (JdbcReplica replica = replication.open("failing")) {
            replica.claim();
            assertThatThrownBy(
                            () -> JdbcReplicaTests.apply(replica, failed.get(0).record()))
                    .hasMessage("Query caused different errors on source and replica. Error on source: error code=1062;"
                            + " Error on replica: actual message='no error', error code=0. Default database: ''. Compare"
                            + " the tables it changes with the source");
        }
    }

    private List<LoggedRecord> failing(String statement) throws SQLException {
        return replication.recordsBehind(
                () -> assertThatThrownBy(() -> replication.source().execute(TEXT, statement))
                        .isInstanceOf(SQLException.class));
    }

    @Test
    void trap28_a_loaded_file_is_loaded_on_the_replica_as_it_was_on_the_source(@TempDir Path directory)
            throws SQLException, IOException {
        replication.replica().execute("SET GLOBAL local_infile=ON");
        replication.source().execute("SET GLOBAL local_infile=ON");
        Path file = directory.resolve("rows.txt");
        StringBuilder content = new StringBuilder();
        for (int i = 1; i <= 60_000; i++) {
            content.append(i).append(";it's \\; row ").append(i).append('\n');
        }
        Files.writeString(file, content);
        Path more = directory.resolve("more.txt");
        Files.writeString(more, "1;replaced\n2;replaced\n70000;new\n");
        replication.apply("loaded", replication.recordsBehind(() -> {
            try (var connection = DriverManager.getConnection(
                            replication.source().jdbcUrl()
                                    + (replication.source().jdbcUrl().contains("?") ? "&" : "?")
                                    + "allowLoadLocalInfile=true",
                            replication.source().rootUser(),
                            replication.source().rootPassword());
                    var statement = connection.createStatement()) {
                for (String sql : List.of(
                        TEXT,
                        "CREATE DATABASE loaded",
                        "CREATE TABLE loaded.t (id INT PRIMARY KEY, s VARCHAR(99), n INT) ENGINE=InnoDB",
                        "SET @n = 42",
                        load(file, "", "(id, s) SET n = @n"),
                        load(more, " REPLACE", "(id, s) SET n = @n + 1"),
                        load(more, " IGNORE", "(id, @s) SET s = CONCAT(@s, '!')"))) {
                    statement.execute(sql);
                }
            }
        }));
        replication.assertSame("SELECT COUNT(*), SUM(n), MAX(s), SUM(CRC32(s)) FROM loaded.t");
        replication.assertSame("SELECT * FROM loaded.t WHERE id < 4 OR id > 59999 ORDER BY id");
    }

    private static String load(Path file, String duplicates, String rest) {
        return "LOAD DATA LOCAL INFILE '" + file + "'" + duplicates + " INTO TABLE loaded.t FIELDS TERMINATED BY ';' "
                + rest;
    }

    @Test
    void trap48_temporary_tables_of_several_sessions_do_not_collide() throws SQLException {
        List<LoggedRecord> records = replication.recordsBehind(() -> {
            replication.source().execute("CREATE DATABASE temporary", "CREATE TABLE temporary.t (id INT, v INT)");
            try (var one = replication.source().connect();
                    var two = replication.source().connect();
                    var first = one.createStatement();
                    var second = two.createStatement()) {
                for (var statement : List.of(first, second)) {
                    statement.execute(TEXT);
                    statement.execute("CREATE TEMPORARY TABLE temporary.x (id INT) ENGINE=MyISAM");
                }
                first.execute("INSERT INTO temporary.x VALUES (1)");
                second.execute("INSERT INTO temporary.x VALUES (2)");
                first.execute("INSERT INTO temporary.t SELECT id, 1 FROM temporary.x");
                second.execute("INSERT INTO temporary.t SELECT id, 2 FROM temporary.x");
                first.execute("DROP TEMPORARY TABLE temporary.x");
                second.execute("DROP TEMPORARY TABLE temporary.x");
            }
        });
        replication.apply("temporary", records);
        replication.assertSame("SELECT * FROM temporary.t ORDER BY id");
    }
}
