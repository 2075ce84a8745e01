package io.binrelay.exactness;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What runs on the source: changes of all kinds in databases a, b and c, named with their database and without. */
final class FilterScript {
    private static final List<String> DEFINITIONS = List.of(
            "CREATE DATABASE a",
            "CREATE DATABASE b",
            "CREATE DATABASE c",
            "USE a",
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE u LIKE t",
            "CREATE TABLE xlog (id INT AUTO_INCREMENT PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE Mixed (id INT PRIMARY KEY)",
            "CREATE TABLE wide_1 (id INT PRIMARY KEY)",
            "USE b",
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40))",
            "CREATE TABLE u LIKE t",
            "USE c",
            "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(40))",
            "ALTER DATABASE c CHARACTER SET utf8mb4");

    private static final List<String> ONE_DATABASE = List.of(
            "USE a",
            "INSERT INTO t VALUES (1, 'a1'), (2, 'a2'), (3, 'a3')",
            "INSERT INTO u VALUES (1, 'u1'), (2, 'u2'), (3, 'u3')",
            "INSERT INTO Mixed VALUES (1)",
            "INSERT INTO wide_1 VALUES (1)",
            "UPDATE t SET v = CONCAT(v, '!') WHERE id > 1",
            "DELETE FROM u WHERE id = 2",
            "DELETE x FROM u AS x JOIN t ON t.id = x.id WHERE t.id = 3",
            "BEGIN",
            "INSERT INTO t VALUES (10, 'ten')",
            "SAVEPOINT s",
            "INSERT INTO u VALUES (10, 'gone')",
            "ROLLBACK TO s",
            "INSERT INTO u VALUES (11, 'stays')",
            "COMMIT",
            "BEGIN",
            "INSERT INTO u VALUES (20, 'first')",
            "INSERT INTO t VALUES (20, 'second')",
            "COMMIT",
            "USE b",
            "INSERT INTO t VALUES (1, 'b1')",
            "INSERT INTO b.u VALUES (1, 'b1')",
            "ALTER TABLE t ADD COLUMN w INT DEFAULT 5",
            "UPDATE t SET w = 6",
            "CREATE INDEX i ON u (v)",
            "USE a",
            "ALTER TABLE t ADD COLUMN w INT DEFAULT 7",
            "CREATE INDEX i ON u (v)",
            "DROP INDEX i ON u",
            "CREATE VIEW seen AS SELECT id FROM t",
            "CREATE TABLE d1 (id INT PRIMARY KEY)",
            "CREATE TABLE d2 (id INT PRIMARY KEY)",
            "INSERT INTO d1 VALUES (1)",
            "TRUNCATE TABLE d1",
            "RENAME TABLE d1 TO d3",
            "DROP TABLE d2, d3",
            "DROP VIEW seen",
            "CREATE TABLE made SELECT id, v FROM t",
            "CREATE PROCEDURE p() SELECT 1",
            "CREATE EVENT e ON SCHEDULE EVERY 1 YEAR STARTS '2030-01-01 00:00:00' DO SELECT 1",
            "ANALYZE TABLE t");

    private static final List<String> TRIGGERS = List.of(
            "USE a",
            "CREATE TRIGGER g1 BEFORE INSERT ON t FOR EACH ROW SET NEW.w = 70",
            "CREATE TRIGGER g2 AFTER INSERT ON u FOR EACH ROW INSERT INTO t (id, v) VALUES (NEW.id + 1000, NEW.v)",
            "INSERT INTO u VALUES (30, 'thirty')",
            "DROP TRIGGER g2",
            "DROP TRIGGER g1");

    private static final List<String> ACCOUNTS = List.of(
            "USE a",
            "CREATE USER filter_a@localhost",
            "USE b",
            "CREATE USER filter_b@localhost",
            "GRANT SELECT ON *.* TO filter_b@localhost",
            "GRANT INSERT ON a.* TO filter_b@localhost");

    private static final List<String> WITHOUT_DATABASE =
            List.of("CREATE USER filter_none@localhost", "DROP TABLE IF EXISTS b.none");

    private static final List<String> XA = List.of(
            "USE a",
            "XA START 'x1'",
            "INSERT INTO t (id, v) VALUES (50, 'xa')",
            "INSERT INTO u (id, v) VALUES (50, 'xa')",
            "XA END 'x1'",
            "XA PREPARE 'x1'",
            "XA COMMIT 'x1'");

    private static final List<String> TEMPORARY = List.of(
            "USE a",
            "CREATE TEMPORARY TABLE tmp (id INT PRIMARY KEY, v VARCHAR(40))",
            "INSERT INTO tmp VALUES (60, 'temporary')",
            "DROP TEMPORARY TABLE IF EXISTS tmp");

    private static final List<String> ACROSS = List.of(
            "USE b",
            "INSERT INTO a.t (id, v) VALUES (40, 'from b')",
            "USE a",
            "UPDATE b.t SET v = 'from a'",
            "USE c",
            "INSERT INTO t SELECT id, v FROM a.t WHERE id < 10",
            "USE b",
            "CREATE TABLE a.made_in_b (id INT PRIMARY KEY)",
            "INSERT INTO a.made_in_b VALUES (1)",
            "USE a",
            "GRANT SELECT ON a.t TO filter_b@localhost",
            "DROP DATABASE b",
            "UPDATE t JOIN u ON t.id = u.id SET t.v = 'both', u.v = 'both'");

    private FilterScript() {}

    /** Runs it in sessions of this format. */
    static void run(LabServer source, String format) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION binlog_format = " + format);
            run(statement, DEFINITIONS, ONE_DATABASE, TRIGGERS, ACCOUNTS);
        }
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION binlog_format = " + format);
            run(statement, WITHOUT_DATABASE, TEMPORARY, ACROSS, XA);
        }
    }

    @SafeVarargs
    private static void run(Statement statement, List<String>... parts) throws SQLException {
        for (List<String> part : parts) {
            for (String sql : part) {
                statement.execute(sql);
            }
        }
    }
}
