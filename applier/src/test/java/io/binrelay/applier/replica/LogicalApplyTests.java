package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.ApplyLoop;
import io.binrelay.applier.LogForTests;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Stages;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How changes of rows and definitions come to a replica of the other family, in both directions. */
abstract class LogicalApplyTests extends LogicalValuesTests {
    @Test
    void trap5_trap6_keys_change_in_the_order_of_the_event() throws SQLException {
        replicate(
                "keys_test",
                "CREATE TABLE @t (id INT PRIMARY KEY, u INT UNIQUE)",
                "INSERT INTO @t VALUES (1, 1), (2, 2), (3, 3)",
                "UPDATE @t SET id = id + 1, u = u + 1 ORDER BY id DESC",
                "BEGIN",
                "UPDATE @t SET u = -1 WHERE id = 2",
                "UPDATE @t SET u = 2 WHERE id = 3",
                "UPDATE @t SET u = 3 WHERE id = 2",
                "COMMIT");
        same("SELECT * FROM keys_test.t ORDER BY id");
    }

    @Test
    void trap1_cascades_that_are_not_logged_happen_on_the_replica() throws SQLException {
        replicate(
                "cascades",
                "CREATE TABLE @p (id INT PRIMARY KEY)",
                "CREATE TABLE @c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES @p (id) ON DELETE CASCADE ON UPDATE CASCADE)",
                "INSERT INTO @p VALUES (1), (2), (3)",
                "INSERT INTO @c VALUES (1, 1), (2, 2), (3, 2)",
                "DELETE FROM @p WHERE id = 2",
                "UPDATE @p SET id = 9 WHERE id = 1");
        same("SELECT * FROM cascades.c ORDER BY id");
        same("SELECT * FROM cascades.p ORDER BY id");
    }

    @Test
    void rows_changed_without_foreign_key_checks_are_applied_without() throws SQLException {
        replicate(
                "unchecked",
                "CREATE TABLE @p (id INT PRIMARY KEY)",
                "CREATE TABLE @c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES @p (id))",
                "SET foreign_key_checks=0",
                "INSERT INTO @c VALUES (1, 99)",
                "SET foreign_key_checks=1",
                "INSERT INTO @p VALUES (1)",
                "INSERT INTO @c VALUES (2, 1)");
        same("SELECT * FROM unchecked.c ORDER BY id");
    }

    @Test
    void trap8_columns_that_a_minimal_row_image_leaves_out_stay() throws SQLException {
        replicate(
                "minimal",
                "CREATE TABLE @t (id INT PRIMARY KEY, a INT, b VARCHAR(9),"
                        + " ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
                "INSERT INTO @t VALUES (1, 1, 'x', '2001-01-01'), (2, 2, 'y', '2001-01-01')",
                "SET binlog_row_image=MINIMAL",
                "UPDATE @t SET a = NULL, ts = ts WHERE id = 1",
                "DELETE FROM @t WHERE id = 2",
                "INSERT INTO @t (id, a, ts) VALUES (3, 3, '2002-01-01')",
                "SET binlog_row_image=FULL");
        same("SELECT id, a, b, UNIX_TIMESTAMP(ts) FROM minimal.t ORDER BY id");
    }

    @Test
    void trap11_generated_columns_are_computed_by_the_replica() throws SQLException {
        replicate(
                "generated_test",
                "CREATE TABLE @t (id INT PRIMARY KEY, a INT, s INT GENERATED ALWAYS AS (a + 1) STORED,"
                        + " v INT GENERATED ALWAYS AS (a * 2) VIRTUAL, z VARCHAR(9))",
                "INSERT INTO @t (id, a, z) VALUES (1, 1, 'x'), (2, NULL, 'y')",
                "UPDATE @t SET a = 5 WHERE id = 2",
                "CREATE TABLE @k (a INT, v INT GENERATED ALWAYS AS (a * 2) VIRTUAL)",
                "INSERT INTO @k (a) VALUES (1), (2)",
                "DELETE FROM @k WHERE a = 1");
        same("SELECT * FROM generated_test.t ORDER BY id");
        same("SELECT * FROM generated_test.k");
    }

    @Test
    void a_missing_row_stops_with_1032_and_a_row_too_many_with_1062_and_nothing_stays() throws SQLException {
        replicate("differs", "CREATE TABLE @t (id INT PRIMARY KEY)", "INSERT INTO @t VALUES (1)");
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "BEGIN",
                        "INSERT INTO differs.t VALUES (2), (3)",
                        "DELETE FROM differs.t WHERE id = 1",
                        "COMMIT");
        replication().replica().execute("DELETE FROM differs.t");
        assertThatThrownBy(() -> replication().apply("differs_1032", records))
                .hasMessageContaining("error 1032")
                .hasMessageContaining("'differs.t'");
        replication().replica().execute("INSERT INTO differs.t VALUES (1), (2)");
        assertThatThrownBy(() -> replication().apply("differs_1062", records))
                .hasMessageContaining("error 1062")
                .hasMessageContaining("on table differs.t");
        assertThat(Replication.rows(replication().replica(), "SELECT id FROM differs.t ORDER BY id"))
                .containsExactly("1", "2");
    }

    @Test
    void trap15_a_value_that_the_replicas_column_would_change_stops() throws SQLException {
        replicate("narrow", "CREATE TABLE @t (id INT PRIMARY KEY, s VARCHAR(9), n INT)");
        List<LoggedRecord> records =
                replication().recordsOf("INSERT INTO narrow.t VALUES (1, 'ok', 1), (2, 'too long', 2)");
        replication().replica().execute("ALTER TABLE narrow.t MODIFY s VARCHAR(3)");
        assertThatThrownBy(() -> replication().apply("narrow_more", records))
                .isInstanceOf(BinrelayException.class)
                .hasMessageContaining("the replica would store other values than the source")
                .hasMessageContaining("on table narrow.t, the first: Data t");
        assertThat(Replication.rows(replication().replica(), "SELECT COUNT(*) FROM narrow.t"))
                .containsExactly("0");
    }

    @Test
    void trap13_columns_that_do_not_hold_the_sources_values_are_refused() throws SQLException {
        replicate("columns_test", "CREATE TABLE @t (id INT PRIMARY KEY, d DATETIME(6))");
        List<LoggedRecord> records = replication().recordsOf("INSERT INTO columns_test.t VALUES (1, '2020-01-01')");
        replication().replica().execute("ALTER TABLE columns_test.t MODIFY d DATETIME(3)");
        assertThatThrownBy(() -> replication().apply("columns_more", records))
                .hasMessageContaining(
                        "table columns_test.t cannot be applied to a replica of the other family: column d is"
                                + " datetime(3) on the replica, which does not hold what the source has there: DATETIME(6). Give it"
                                + " the source's type");
        replication().replica().execute("ALTER TABLE columns_test.t MODIFY d DATETIME(6), ADD extra INT");
        assertThatThrownBy(() -> replication().apply("columns_most", records))
                .hasMessageContaining("the source's table has 2 columns and the replica's 3");
    }

    @Test
    void trap3_triggers_of_the_source_are_left_out_and_those_of_the_replica_refused() throws SQLException {
        replicate(
                "triggers_test",
                "CREATE TABLE @t (id INT PRIMARY KEY)",
                "CREATE TABLE @audit (id INT PRIMARY KEY)",
                "CREATE TRIGGER @audited AFTER INSERT ON @t FOR EACH ROW INSERT INTO @audit VALUES (NEW.id)",
                "INSERT INTO @t VALUES (1), (2)");
        same("SELECT * FROM triggers_test.audit ORDER BY id");
        List<LoggedRecord> records = replication().recordsOf("INSERT INTO triggers_test.t VALUES (3)");
        replication()
                .replica()
                .execute("CREATE TRIGGER triggers_test.own AFTER INSERT ON triggers_test.t FOR EACH ROW SET @x = 1");
        assertThatThrownBy(() -> replication().apply("triggers_more", records))
                .hasMessageContaining("the replica's table has triggers (own)");
    }

    @Test
    void definitions_run_in_the_session_they_ran_in() throws SQLException {
        replicate(
                "definitions",
                "CREATE TABLE @t (id INT PRIMARY KEY AUTO_INCREMENT, s VARCHAR(9) NOT NULL DEFAULT 'ä')",
                "INSERT INTO @t () VALUES ()",
                "ALTER TABLE @t ADD n INT DEFAULT 3, ADD INDEX (s)",
                "INSERT INTO @t (n) VALUES (4)",
                "CREATE VIEW @v AS SELECT id, s FROM @t WHERE n = 3",
                "CREATE PROCEDURE @p() BEGIN SELECT 1; SELECT 2; END",
                "CREATE TABLE @part (a INT PRIMARY KEY) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10),"
                        + " PARTITION p1 VALUES LESS THAN MAXVALUE)",
                "INSERT INTO @part VALUES (1), (11)",
                "ALTER TABLE @part DROP PARTITION p0",
                "CREATE USER definitions_user IDENTIFIED BY 'x'",
                "DROP USER definitions_user",
                "ANALYZE TABLE @t",
                "RENAME TABLE @t TO @old, @part TO @t",
                "TRUNCATE @t",
                "INSERT INTO @old (n) VALUES (0)");
        same("SELECT id, HEX(s), n FROM definitions.old ORDER BY id");
        assertThat(Replication.rows(replication().replica(), "SELECT COUNT(*) FROM definitions.t"))
                .containsExactly("0");
        same("SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA='definitions'");
    }

    @Test
    void trap36_create_table_select_brings_table_and_rows() throws SQLException {
        replicate(
                "ctas",
                "CREATE TABLE @t (id INT PRIMARY KEY, s VARCHAR(9))",
                "INSERT INTO @t VALUES (1, 'x'), (2, 'y')",
                "CREATE TABLE @u AS SELECT * FROM @t");
        same("SELECT * FROM ctas.u ORDER BY id");
    }

    @Test
    void savepoints_and_a_large_transaction_keep_their_order() throws SQLException {
        StringBuilder many = new StringBuilder("INSERT INTO @t VALUES (0, '')");
        for (int i = 1; i < 3_000; i++) {
            many.append(",(")
                    .append(i)
                    .append(", REPEAT('x', ")
                    .append(i % 1000)
                    .append("))");
        }
        replicate(
                "large",
                "CREATE TABLE @t (id INT PRIMARY KEY, s VARCHAR(1000))",
                "BEGIN",
                many.toString(),
                "SAVEPOINT a",
                "UPDATE @t SET s = CONCAT('y', LEFT(s, 10))",
                "ROLLBACK TO a",
                "UPDATE @t SET s = CONCAT('z', LEFT(s, 10))",
                "DELETE FROM @t WHERE id % 2 = 0",
                "COMMIT");
        same("SELECT COUNT(*), SUM(CRC32(CONCAT(id, s))) FROM large.t");
    }

    @Test
    void changes_in_statement_format_are_refused() throws SQLException {
        assertRefused(
                "text_format",
                "as text (binlog_format other than ROW)",
                "CREATE TABLE @t (id INT)",
                "SET binlog_format=STATEMENT",
                "INSERT INTO @t VALUES (1)",
                "SET binlog_format=ROW");
    }

    @Test
    void an_applier_restarted_in_the_middle_goes_on_exactly() throws SQLException {
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "CREATE DATABASE restarted",
                        "CREATE TABLE restarted.t (id INT PRIMARY KEY)",
                        "INSERT INTO restarted.t VALUES (1)",
                        "INSERT INTO restarted.t VALUES (2)");
        LogForTests log = new LogForTests();
        log.append(records.subList(0, 3).stream().map(LoggedRecord::record).toList());
        try (ApplyLoop loop = replication().loop("restarted", log, Stages.UNWATCHED)) {
            Replication.drain(loop, 3);
        }
        log.append(records.subList(3, 4).stream().map(LoggedRecord::record).toList());
        try (ApplyLoop loop = replication().loop("restarted", log, Stages.UNWATCHED)) {
            Replication.drain(loop, 4);
        }
        same("SELECT * FROM restarted.t ORDER BY id");
    }

    @Test
    void trap34_distributed_transactions_are_prepared_and_ended_on_the_replica() throws SQLException {
        List<LoggedRecord> records = replication().recordsBehind(() -> {
            replication().source().execute("CREATE DATABASE branches", "CREATE TABLE branches.t (id INT PRIMARY KEY)");
            replication()
                    .source()
                    .execute(
                            "XA START 'logical'",
                            "INSERT INTO branches.t VALUES (1), (2)",
                            "DELETE FROM branches.t WHERE id = 1",
                            "XA END 'logical'",
                            "XA PREPARE 'logical'",
                            "XA COMMIT 'logical'");
        });
        replication().apply("branches", records);
        same("SELECT * FROM branches.t ORDER BY id");
        assertThat(Replication.rows(replication().replica(), "XA RECOVER")).isEmpty();
    }
}
