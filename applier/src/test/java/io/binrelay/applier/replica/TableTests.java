package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of special tables on replicas of both families. */
abstract class TableTests {
    abstract Replication replication();

    @Test
    void trap11_generated_columns_are_as_on_the_source() throws SQLException {
        replication()
                .replicate(
                        "generated",
                        "CREATE DATABASE generated_test",
                        "CREATE TABLE generated_test.t (id INT PRIMARY KEY, a INT, v INT AS (a * 2) VIRTUAL,"
                                + " s VARCHAR(20) AS (CONCAT('x', a)) STORED, KEY (v), UNIQUE KEY (s))",
                        "INSERT INTO generated_test.t (id, a) VALUES (1, 1), (2, NULL), (3, 3)",
                        "UPDATE generated_test.t SET a = a + 10",
                        "DELETE FROM generated_test.t WHERE v = 26");
        replication().assertSame("SELECT * FROM generated_test.t ORDER BY id");
        replication().assertSame("SELECT id FROM generated_test.t WHERE v = 22");
    }

    @Test
    void trap14_trap15_zero_ids_and_invalid_dates_arrive() throws SQLException {
        replication()
                .replicate(
                        "zeros",
                        "CREATE DATABASE zeros_test",
                        "SET sql_mode='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'",
                        "CREATE TABLE zeros_test.t (id INT AUTO_INCREMENT PRIMARY KEY, d DATE, t DATETIME(6), s TIMESTAMP NULL)",
                        "INSERT INTO zeros_test.t VALUES (0, '0000-00-00', '0000-00-00', '0000-00-00')",
                        "INSERT INTO zeros_test.t VALUES (-5, '2021-02-31', '2021-00-31 01:02:03.000004', NULL), (NULL,"
                                + " '2021-01-00', NULL, '1970-01-01 00:00:01')",
                        "UPDATE zeros_test.t SET d = '0000-01-00' WHERE id = 0");
        replication()
                .assertSame(
                        "SELECT id, CAST(d AS CHAR), CAST(t AS CHAR), CAST(s AS CHAR) FROM zeros_test.t ORDER BY id");
        replication().assertSame("CHECKSUM TABLE zeros_test.t");
    }

    @Test
    void trap04_tables_without_a_key_keep_their_duplicates() throws SQLException {
        replication()
                .replicate(
                        "keyless",
                        "CREATE DATABASE keyless_test",
                        "CREATE TABLE keyless_test.t (a INT, b VARCHAR(9), f DOUBLE)",
                        "INSERT INTO keyless_test.t VALUES (1, 'x', 0.1), (1, 'x', 0.1), (NULL, NULL, NULL), (NULL, NULL, NULL),"
                                + " (NULL, 'x', -0.0), (2, '', 0)",
                        "DELETE FROM keyless_test.t WHERE a = 1 LIMIT 1",
                        "UPDATE keyless_test.t SET b = 'n' WHERE a IS NULL AND b IS NULL LIMIT 1",
                        "UPDATE keyless_test.t SET f = f + 1");
        replication().assertSame("SELECT * FROM keyless_test.t ORDER BY 1, 2, 3");
    }

    @Test
    void trap01_trap03_cascades_and_triggers_take_place_once() throws SQLException {
        replication()
                .replicate(
                        "once",
                        "CREATE DATABASE once_test",
                        "USE once_test",
                        "CREATE TABLE parent (id INT PRIMARY KEY)",
                        "CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id)"
                                + " ON DELETE CASCADE ON UPDATE CASCADE)",
                        "CREATE TABLE log (n INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(9))",
                        "CREATE TRIGGER g AFTER DELETE ON parent FOR EACH ROW INSERT INTO log (what) VALUES ('del')",
                        "INSERT INTO parent VALUES (1), (2), (3)",
                        "INSERT INTO child VALUES (1, 1), (2, 2), (3, NULL)",
                        "UPDATE parent SET id = 20 WHERE id = 2",
                        "DELETE FROM parent WHERE id = 1");
        replication().assertSame("SELECT * FROM once_test.child ORDER BY id");
        replication().assertSame("SELECT * FROM once_test.log");
    }

    @Test
    void trap06_values_change_places_under_a_unique_key() throws SQLException {
        replication()
                .replicate(
                        "swap",
                        "CREATE DATABASE swap_test",
                        "CREATE TABLE swap_test.t (id INT PRIMARY KEY, u INT, UNIQUE KEY (u))",
                        "INSERT INTO swap_test.t VALUES (1, 1), (2, 2), (3, 3)",
                        "UPDATE swap_test.t SET u = u + 1 ORDER BY u DESC",
                        "UPDATE swap_test.t SET id = id - 1 ORDER BY id",
                        "BEGIN",
                        "UPDATE swap_test.t SET u = NULL WHERE id = 0",
                        "UPDATE swap_test.t SET u = 2 WHERE id = 1",
                        "UPDATE swap_test.t SET u = 3 WHERE id = 0",
                        "COMMIT");
        replication().assertSame("SELECT * FROM swap_test.t ORDER BY id");
    }

    @Test
    void trap13_columns_more_on_the_replica_keep_their_defaults() throws SQLException {
        replication()
                .replicate(
                        "extra", "CREATE DATABASE extra_test", "CREATE TABLE extra_test.t (id INT PRIMARY KEY, v INT)");
        replication().replica().execute("ALTER TABLE extra_test.t ADD COLUMN own VARCHAR(9) DEFAULT 'mine'");
        replication()
                .replicate(
                        "extra2",
                        "INSERT INTO extra_test.t VALUES (1, 1), (2, 2)",
                        "UPDATE extra_test.t SET v = 3 WHERE id = 1",
                        "DELETE FROM extra_test.t WHERE id = 2");
        assertThat(Replication.rows(replication().replica(), "SELECT * FROM extra_test.t"))
                .isEqualTo(List.of("1|3|mine"));
    }
}
