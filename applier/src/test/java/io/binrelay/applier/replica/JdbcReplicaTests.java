package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.ReplicaContract;
import io.binrelay.applier.core.Checkpoint;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.config.ExecMode;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What holds for replicas of both families. Every test has schemas and a channel of its own. */
abstract class JdbcReplicaTests extends CheckpointEraserTests implements ReplicaContract {
    @Override
    public Subject newSubject() throws SQLException {
        return new JdbcSubject(replication());
    }

    @Test
    void rows_of_many_tables_and_transactions_arrive_exactly() throws SQLException {
        replication()
                .replicate(
                        "rows",
                        "CREATE DATABASE rows_test",
                        "CREATE TABLE rows_test.a (id INT PRIMARY KEY, f FLOAT, d DOUBLE, t TIMESTAMP(6) NULL,"
                                + " s VARCHAR(99) CHARACTER SET utf8mb4, b BLOB)",
                        "CREATE TABLE rows_test.b (id INT AUTO_INCREMENT PRIMARY KEY, a INT, e ENUM('x','y'),"
                                + " FOREIGN KEY (a) REFERENCES rows_test.a (id) ON DELETE CASCADE)",
                        "INSERT INTO rows_test.a VALUES (1, 16777216, 0.1, '2020-01-01 00:00:00.123456',"
                                + " X'C3A4E282ACF09F9880', x'00ff')",
                        "INSERT INTO rows_test.a VALUES (2, 1.5, -0.0, '2020-01-01', '', NULL), (3, 0, 0, NULL, 'x', '')",
                        "INSERT INTO rows_test.b (a, e) VALUES (1, 'x'), (2, 'y'), (3, NULL)",
                        "BEGIN",
                        "UPDATE rows_test.a SET s = CONCAT(s, '!') WHERE id < 3",
                        "DELETE FROM rows_test.a WHERE id = 2",
                        "INSERT INTO rows_test.b (a, e) VALUES (1, 'y')",
                        "COMMIT");
        replication().assertSame("SELECT id, HEX(f), HEX(d), t, HEX(s), HEX(b) FROM rows_test.a ORDER BY id");
        replication().assertSame("SELECT * FROM rows_test.b ORDER BY id");
        replication().assertSame("CHECKSUM TABLE rows_test.a, rows_test.b");
    }

    @Test
    void rows_and_checkpoint_are_one_transaction() throws SQLException {
        replication()
                .replicate("atomic", "CREATE DATABASE atomic_test", "CREATE TABLE atomic_test.t (id INT PRIMARY KEY)");
        LoggedRecord insert = replication()
                .recordsOf("INSERT INTO atomic_test.t VALUES (1), (2)")
                .get(0);
        try (JdbcReplica replica = replication().open("atomic")) {
            Checkpoint before = checkpoint(replica.claim());
            Checkpoint after = new Checkpoint(
                    before.incarnation(),
                    1234,
                    77,
                    insert.record().header().end(),
                    "gtid",
                    5,
                    before.family(),
                    "",
                    before.gtids());

            apply(replica, insert.record());
            replica.checkpoint(after);
            replica.rollback();
            assertThat(count("atomic_test.t")).isZero();
            assertThat(stored("atomic")).isEqualTo(before.nextOffset() + "|" + before.sequence());

            apply(replica, insert.record());
            replica.checkpoint(after);
            assertThat(count("atomic_test.t")).isZero();
            replica.commit();
            assertThat(count("atomic_test.t")).isEqualTo(2);
            assertThat(checkpoint(replica.claim())).isEqualTo(after);
        }
    }

    @Test
    void a_killed_replica_has_all_of_what_was_committed_and_nothing_else() throws SQLException {
        replication()
                .replicate("killed", "CREATE DATABASE killed_test", "CREATE TABLE killed_test.t (id INT PRIMARY KEY)");
        List<LoggedRecord> records = replication()
                .recordsOf("INSERT INTO killed_test.t VALUES (1), (2)", "INSERT INTO killed_test.t VALUES (3)");
        try (JdbcReplica replica = replication().open("killed")) {
            Checkpoint first = checkpoint(replica.claim());
            apply(replica, records.get(0).record());
            Checkpoint second = first.behind(records.get(0));
            replica.checkpoint(second);
            replica.commit();
            apply(replica, records.get(1).record());
            replica.checkpoint(second.behind(records.get(1)));

            replication().replica().kill();
            assertThatThrownBy(replica::commit)
                    .isInstanceOfSatisfying(
                            ReplicaException.class,
                            e -> assertThat(e.retriable()).isTrue());
            replication().replica().start();

            assertThat(checkpoint(replica.claim())).isEqualTo(second);
            assertThat(count("killed_test.t")).isEqualTo(2);
        }
    }

    @Test
    void a_successor_ends_its_predecessor_and_fences_it() throws SQLException {
        replication()
                .replicate("fenced", "CREATE DATABASE fenced_test", "CREATE TABLE fenced_test.t (id INT PRIMARY KEY)");
        LoggedRecord insert =
                replication().recordsOf("INSERT INTO fenced_test.t VALUES (1)").get(0);
        try (JdbcReplica old = replication().open("fenced");
                JdbcReplica successor = replication().open("fenced")) {
            old.claim();
            apply(old, insert.record());
            successor.claim();
            assertThatThrownBy(() -> old.checkpoint(checkpoint(successor.claim())))
                    .isInstanceOf(ReplicaException.class);
            assertThat(count("fenced_test.t")).isZero();
        }
    }

    @Test
    void a_generation_that_is_no_longer_current_cannot_commit() throws SQLException {
        replication().replicate("generation", "CREATE DATABASE generation_test");
        try (JdbcReplica replica = replication().open("generation")) {
            Checkpoint known = checkpoint(replica.claim());
            replication()
                    .replica()
                    .execute("UPDATE binrelay.checkpoint SET generation=generation+1 WHERE channel='generation'");
            assertThatThrownBy(() -> replica.checkpoint(known))
                    .isInstanceOf(FencedException.class)
                    .hasMessageContaining("another applier has claimed channel 'generation'");
        }
    }

    @Test
    void a_large_statement_is_cut_and_arrives_whole() throws SQLException {
        String rows = "SELECT a.n * 1000 + b.n * 100 + c.n * 10 + d.n, RPAD('', 900, 'xyz') FROM cut_test.ten a,"
                + " cut_test.ten b, cut_test.ten c, cut_test.ten d";
        replication()
                .replicate(
                        "cut",
                        "CREATE DATABASE cut_test",
                        "CREATE TABLE cut_test.ten (n INT PRIMARY KEY)",
                        "INSERT INTO cut_test.ten VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
                        "CREATE TABLE cut_test.big (id INT PRIMARY KEY, s VARCHAR(1000))",
                        "CREATE TABLE cut_test.other (id INT PRIMARY KEY, s VARCHAR(1000))",
                        "INSERT INTO cut_test.big " + rows,
                        "INSERT INTO cut_test.other " + rows + " WHERE a.n = 0",
                        // one statement that changes two tables
                        "UPDATE cut_test.big b LEFT JOIN cut_test.other o ON o.id = b.id SET b.s = CONCAT(b.s, 'b'),"
                                + " o.s = 'o'");
        replication().assertSame("CHECKSUM TABLE cut_test.big, cut_test.other");
        replication().assertSame("SELECT COUNT(*), SUM(LENGTH(s)) FROM cut_test.other");
    }

    @Test
    void errors_of_rows_name_number_and_table() throws SQLException {
        replication()
                .replicate(
                        "errors",
                        "CREATE DATABASE errors_test",
                        "CREATE TABLE errors_test.t (id INT PRIMARY KEY, v INT)");
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "INSERT INTO errors_test.t VALUES (1, 1)",
                        "UPDATE errors_test.t SET v = 2",
                        "DELETE FROM errors_test.t");
        try (JdbcReplica replica = replication().open("errors")) {
            replica.claim();
            replication().replica().execute("INSERT INTO errors_test.t VALUES (1, 1)");
            assertFails(replica, records.get(0), 1062, "Duplicate entry '1' for key");
            replication().replica().execute("DELETE FROM errors_test.t");
            assertFails(replica, records.get(1), 1032, "Can't find record in 't'");
            assertFails(replica, records.get(2), 1032, "Can't find record in 't'");
            replication().replica().execute("DROP TABLE errors_test.t");
            assertFails(replica, records.get(0), 1146, "Table 'errors_test.t' doesn't exist");
        }
    }

    /** The failing statement runs while later ones are made: it has to be told all the same, and nothing may stay. */
    @Test
    void a_statement_that_fails_in_the_background_is_told_and_undone() throws SQLException {
        replication()
                .replicate(
                        "ahead",
                        "CREATE DATABASE ahead_test",
                        "CREATE TABLE ahead_test.digit (d INT PRIMARY KEY)",
                        "INSERT INTO ahead_test.digit VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)",
                        "CREATE TABLE ahead_test.t (id INT PRIMARY KEY, filler VARCHAR(2000))");
        RelayRecord fiveMegabytes = replication()
                .recordsOf("INSERT INTO ahead_test.t SELECT a.d * 1000 + b.d * 100 + c.d * 10 + e.d, REPEAT('x', 1000)"
                        + " FROM ahead_test.digit a, ahead_test.digit b, ahead_test.digit c, ahead_test.digit e"
                        + " WHERE a.d < 5")
                .get(0)
                .record();
        try (JdbcReplica replica = replication().open("ahead")) {
            replica.claim();
            replication().replica().execute("INSERT INTO ahead_test.t VALUES (0, 'in the way')");
            assertThatThrownBy(() -> apply(replica, fiveMegabytes))
                    .isInstanceOfSatisfying(
                            ReplicaException.class, e -> assertThat(e.errno()).isEqualTo(1062))
                    .hasMessageContaining("on table ahead_test.t");
            replica.rollback();
            assertThat(count("ahead_test.t")).isEqualTo(1);

            replication().replica().execute("DELETE FROM ahead_test.t");
            apply(replica, fiveMegabytes);
            replica.commit();
        }
        replication().assertSame("CHECKSUM TABLE ahead_test.t");
    }

    private void assertFails(JdbcReplica replica, LoggedRecord record, int errno, String message) {
        assertThatThrownBy(() -> apply(replica, record.record())).isInstanceOfSatisfying(ReplicaException.class, e -> {
            assertThat(e.errno()).isEqualTo(errno);
            assertThat(e.getMessage()).contains(message).endsWith("(on table errors_test.t)");
            assertThat(e.retriable()).isFalse();
        });
        replica.rollback();
    }

    @Test
    void trap39_the_bytes_of_a_statement_reach_the_server_unchanged() throws SQLException {
        StringBuilder text = new StringBuilder("SELECT HEX('");
        StringBuilder expected = new StringBuilder();
        for (int value = 0; value < 256; value++) {
            text.append(value == '\'' || value == '\\' ? "\\" : "").append((char) value);
            expected.append(String.format(Locale.ROOT, "%02X", value));
        }
        try (ReplicaConnection connection = ReplicaConnection.open(replication().address())) {
            connection.execute("SET character_set_client=binary");
            assertThat(connection.unprepared(text + "')")).isEqualTo(expected.toString());
            assertThat(connection.unprepared("SELECT HEX('{d ?};-- {fn now()}')"))
                    .isEqualTo(hex("{d ?};-- {fn now()}"));
        }
    }

    private static String hex(String ascii) {
        StringBuilder hex = new StringBuilder();
        ascii.chars().forEach(c -> hex.append(String.format(Locale.ROOT, "%02X", c)));
        return hex.toString();
    }

    @Test
    void trap38_a_statement_runs_in_the_session_it_had_on_the_source() throws SQLException {
        replication()
                .replicate(
                        "session",
                        "CREATE DATABASE session_test",
                        "SET time_zone = '+03:00', timestamp = 1600000000.123456, sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT',"
                                + " foreign_key_checks = 0, auto_increment_increment = 7,"
                                + " collation_connection = latin1_german1_ci",
                        "USE session_test",
                        "CREATE TABLE \"t\" (\"d\" DATETIME(6) DEFAULT '2020-01-01', \"s\" VARCHAR(9) DEFAULT ('a' || 'b'),"
                                + " parent INT, FOREIGN KEY (parent) REFERENCES nosuch (id))",
                        "CREATE VIEW v AS SELECT 'x' || 'y' AS xy",
                        "CREATE EVENT e ON SCHEDULE AT NOW() + INTERVAL 10 YEAR DO SET @x = 'a' || 'b'");
        replication().assertSame("SHOW CREATE TABLE session_test.t");
        replication().assertSame("SHOW CREATE VIEW session_test.v");
        replication()
                .assertSame("SELECT EXECUTE_AT, SQL_MODE, TIME_ZONE, EVENT_DEFINITION, COLLATION_CONNECTION,"
                        + " DATABASE_COLLATION FROM information_schema.EVENTS WHERE EVENT_SCHEMA='session_test'");
    }

    @Test
    void a_statement_leaves_the_session_as_rows_need_it() throws SQLException {
        RelayRecord record = replication()
                .recordsOf(
                        "SET sql_mode = 'ANSI', foreign_key_checks = 0, unique_checks = 0, time_zone = '+05:00',"
                                + " timestamp = 1",
                        "CREATE DATABASE restored_test")
                .get(0)
                .record();
        try (ReplicaConnection connection = ReplicaConnection.open(replication().address())) {
            ReplicaSession session = ReplicaSession.of(connection, RowsPolicy.USUAL);
            session.execute(record.header().source(), statement(record), false);
            assertThat(connection.query("SELECT @@sql_mode, @@foreign_key_checks, @@unique_checks, @@time_zone,"
                            + " @@autocommit, @@character_set_client, @@sql_auto_is_null, @@timestamp > 1600000000"))
                    .containsExactly(List.of(
                            "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES", "1", "1", "+00:00", "0", "latin1", "0", "1"));
        }
    }

    @Test
    void trap46_events_never_run_on_a_replica() throws SQLException {
        replication()
                .replicate(
                        "events",
                        "CREATE DATABASE events_test",
                        "CREATE EVENT events_test.a ON SCHEDULE EVERY 1 SECOND DO SET @x = 1",
                        "CREATE EVENT events_test.b ON SCHEDULE EVERY 1 SECOND ON COMPLETION PRESERVE ENABLE COMMENT"
                                + " 'ENABLE' DO SET @x = 'DISABLE'",
                        "CREATE EVENT events_test.c ON SCHEDULE EVERY 1 SECOND DISABLE DO SET @x = 1",
                        "ALTER EVENT events_test.c ENABLE",
                        "ALTER EVENT events_test.a COMMENT 'x'");
        assertThat(rowsOf("SELECT EVENT_NAME, STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA='events_test'"
                        + " ORDER BY 1"))
                .containsExactly("a|SLAVESIDE_DISABLED", "b|SLAVESIDE_DISABLED", "c|SLAVESIDE_DISABLED");
    }

    /** As a native replica with replica_exec_mode=IDEMPOTENT. */
    @Test
    void in_idempotent_mode_keys_that_are_there_are_overwritten_and_missing_rows_passed_over() throws SQLException {
        boolean mariaDb = replication().replica().engine() == Engine.MARIADB;
        replication()
                .replicate(
                        "idempotent",
                        "CREATE DATABASE idempotent_test",
                        "CREATE TABLE idempotent_test.t (id INT PRIMARY KEY, v VARCHAR(9))",
                        "INSERT INTO idempotent_test.t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        replication()
                .replica()
                .execute(
                        "INSERT INTO idempotent_test.t VALUES (4, 'local')",
                        "DELETE FROM idempotent_test.t WHERE id IN (2, 3)");
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "INSERT INTO idempotent_test.t VALUES (4, 'd'), (5, 'e')",
                        "UPDATE idempotent_test.t SET v = 'z' WHERE id = 1",
                        "DELETE FROM idempotent_test.t WHERE id < 4 AND id > 1");
        RowsPolicy policy = new RowsPolicy(ApplyMode.AUTO, ExecMode.IDEMPOTENT);
        try (JdbcReplica replica =
                new JdbcReplica(replication().address(), "idempotent", Duration.ofSeconds(1), policy)) {
            if (mariaDb) {
                assertThatThrownBy(replica::claim)
                        .hasMessage(
                                "apply.exec.mode is idempotent, but the replica has slave_exec_mode=STRICT. Run there:"
                                        + " SET GLOBAL slave_exec_mode=IDEMPOTENT");
                replication().replica().execute("SET GLOBAL slave_exec_mode=IDEMPOTENT");
            }
            replica.claim();
            for (LoggedRecord record : records) {
                apply(replica, record.record());
            }
            replica.commit();
            replication().assertSame("SELECT * FROM idempotent_test.t ORDER BY id");
            if (mariaDb) {
                assertThatThrownBy(() -> replication().open("idempotent").claim())
                        .hasMessageStartingWith(
                                "the replica has slave_exec_mode=IDEMPOTENT, with which rows that do not"
                                        + " fit are overwritten or passed over in silence.");
            }
        } finally {
            if (mariaDb) {
                replication().replica().execute("SET GLOBAL slave_exec_mode=STRICT");
            }
        }
    }

    static void apply(Replica replica, RelayRecord record) {
        replica.apply(record.header().source(), record.events());
        replica.endOfSourceTransaction();
        replica.flush();
    }

    static Checkpoint checkpoint(Claim claim) {
        Checkpoint checkpoint = claim.checkpoint();
        if (checkpoint == null) {
            throw new AssertionError("the replica does not know the channel");
        }
        return checkpoint;
    }

    private List<String> rowsOf(String query) throws SQLException {
        return Replication.rows(replication().replica(), query);
    }

    private int count(String table) throws SQLException {
        return Integer.parseInt(rowsOf("SELECT COUNT(*) FROM " + table).get(0));
    }

    private String stored(String channel) throws SQLException {
        return rowsOf("SELECT next_offset, sequence FROM binrelay.checkpoint WHERE channel='" + channel + "'")
                .get(0);
    }
}
