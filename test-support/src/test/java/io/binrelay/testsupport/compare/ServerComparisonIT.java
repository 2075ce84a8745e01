package io.binrelay.testsupport.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerComparisonIT {
    private static final String[] SCHEMA = {
        "CREATE DATABASE d CHARACTER SET utf8mb4",
        "CREATE TABLE d.types (id INT PRIMARY KEY, f FLOAT, g DOUBLE, n DECIMAL(20,5), v VARCHAR(20), w VARCHAR(20),"
                + " x BLOB, t TEXT, e ENUM('','a'), s SET('a','b'), b BIT(9), ts TIMESTAMP(6) NULL, dt DATETIME(6), tm TIME(3),"
                + " y YEAR, u BIGINT UNSIGNED, p POINT, c INT AS (id + 1) VIRTUAL)",
        "SET sql_mode = ''",
        "INSERT INTO d.types (id, f, g, n, v, w, x, t, e, s, b, ts, dt, tm, y, u, p) VALUES"
                + " (1, 1.1, -0e0, 1.5, 'ab', 'c', 0x00FF, 'text', 'a', 'a,b', b'101', '2024-01-01 00:00:00.000001',"
                + " '0000-00-00', '-838:59:59', 0, 18446744073709551615, POINT(1, 2)),"
                + " (2, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                + " (3, 3, 0, 3, 'ab', 'c', '', '', '', '', 0, NULL, NULL, NULL, 2024, 0, NULL)",
        "CREATE TABLE d.heap (a INT, b VARCHAR(10))",
        "INSERT INTO d.heap VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL), (2, 'y')",
        "CREATE TABLE d.counter (id INT AUTO_INCREMENT PRIMARY KEY, a INT DEFAULT 1)",
        "INSERT INTO d.counter (a) VALUES (1), (2)",
        "CREATE TABLE d.indexed (id INT PRIMARY KEY, a INT)",
        "CREATE TABLE d.lost (id INT PRIMARY KEY)",
        "CREATE TRIGGER d.kept BEFORE INSERT ON d.heap FOR EACH ROW SET NEW.a = 1",
        "CREATE TRIGGER d.dropped BEFORE INSERT ON d.counter FOR EACH ROW SET NEW.a = 1",
        "CREATE VIEW d.v AS SELECT a FROM d.heap",
        "CREATE PROCEDURE d.p() SELECT 1",
        "CREATE FUNCTION d.f() RETURNS INT DETERMINISTIC RETURN 1",
        "CREATE EVENT d.e ON SCHEDULE AT '2037-01-01 00:00:00' DO SELECT 1",
        "CREATE USER shared@'%' IDENTIFIED BY 'x'",
        "GRANT SELECT ON d.* TO shared@'%'",
        "CREATE DATABASE binrelay",
    };

    @ParameterizedTest
    @EnumSource(Engine.class)
    void plantedDamageIsFoundAndNothingElse(Engine engine) throws Exception {
        try (DatabaseServer source = start(engine, "source");
                DatabaseServer replica = start(engine, "replica")) {
            source.execute(SCHEMA);
            replica.execute(SCHEMA);
            ServerComparison comparison = ServerComparison.of(ComparedServer.of(source), ComparedServer.of(replica));
            // What may differ: the counter, the status of an event, the schema binrelay, the pipeline's own accounts.
            replica.execute(
                    "ALTER TABLE d.counter AUTO_INCREMENT = 1000",
                    "ALTER EVENT d.e DISABLE ON SLAVE",
                    "CREATE TABLE binrelay.checkpoint (id INT)",
                    "CREATE USER applier@'%' IDENTIFIED BY 'x'");
            if (engine == Engine.MARIADB) {
                // MySQL salts the hash; the same statement gives two hashes there, as it should.
                assertIdentical(comparison.withAccounts(Set.of("applier")).run());
            }
            assertIdentical(comparison.run());

            damage(replica);

            ComparisonResult result = comparison.withAccounts(Set.of("applier")).run();
            String text = result.toText();
            assertThat(result.identical()).as(text).isFalse();
            assertFound(
                    result,
                    "table d.types",
                    "2 rows of source",
                    "f: '1.100000023841858' on source, '1.1000001430511475'");
            assertThat(text).contains("id='1'");
            assertFound(result, "table d.heap", "1 rows of source", "only on source: a='1' b='x'");
            assertFound(result, "trigger d.dropped", "is missing", "");
            assertFound(result, "view d.v", "is defined differently", "+ 1");
            assertFound(result, "table d.counter", "is defined differently", "DEFAULT");
            assertFound(result, "table d.indexed", "is defined differently", "KEY `extra` (`a`)");
            assertFound(result, "table d.lost", "is missing", "");
            assertFound(result, "table d.surplus", "exists, but not on source", "");
            assertFound(result, "procedure d.p", "is defined differently", "SELECT 2");
            assertFound(result, "account `shared`@`%`", "is defined differently", "");
            assertThat(result.differences()).as(text).hasSize(10);
            assertThat(text).contains("d.heap").contains("NO").contains("10 differences");
        }
    }

    private static void damage(DatabaseServer replica) throws SQLException {
        replica.execute(
                // The next FLOAT after 1.1; both are displayed as 1.1 (trap 20).
                "UPDATE d.types SET f = 1.1000001430511475e0 WHERE id = 1",
                // A byte that moved from one column to the next: CHECKSUM TABLE does not see it.
                "UPDATE d.types SET v = 'a', w = 'bc' WHERE id = 3",
                "DELETE FROM d.heap WHERE a = 1 LIMIT 1",
                "DROP TRIGGER d.dropped",
                "CREATE OR REPLACE VIEW d.v AS SELECT a + 1 AS a FROM d.heap",
                "ALTER TABLE d.counter ALTER COLUMN a SET DEFAULT 2",
                "ALTER TABLE d.indexed ADD INDEX extra (a)",
                "DROP TABLE d.lost",
                "CREATE TABLE d.surplus (id INT)",
                "DROP PROCEDURE d.p",
                "CREATE PROCEDURE d.p() SELECT 2",
                "GRANT INSERT ON d.* TO shared@'%'");
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MYSQL"})
    void trap24_typesInsideJsonThatReadAlikeAreToldApart(Engine engine) throws Exception {
        try (DatabaseServer source = start(engine, "source");
                DatabaseServer replica = start(engine, "replica")) {
            for (DatabaseServer server : new DatabaseServer[] {source, replica}) {
                server.execute(
                        "CREATE DATABASE d",
                        "CREATE TABLE d.size (id INT PRIMARY KEY, j JSON)",
                        "CREATE TABLE d.member (id INT PRIMARY KEY, j JSON)",
                        "CREATE TABLE d.element (id INT PRIMARY KEY, j JSON)",
                        "CREATE TABLE d.scalar (id INT PRIMARY KEY, j JSON)",
                        "CREATE TABLE d.same (id INT PRIMARY KEY, j JSON)",
                        "INSERT INTO d.same VALUES (1, '{\"a\":[1,2.5,{\"b\":\"x\"}]}'), (2, NULL), (3, 'null')");
            }
            source.execute(
                    "INSERT INTO d.size VALUES (1, CAST(1.5 AS JSON))",
                    // 12345.67 takes 8 bytes as DECIMAL and as DOUBLE: the size does not tell them apart.
                    "INSERT INTO d.member VALUES (1, JSON_OBJECT('a', JSON_OBJECT('b', 12345.67)))",
                    "INSERT INTO d.element VALUES (1, JSON_ARRAY(1, JSON_ARRAY(12345.67)))",
                    "INSERT INTO d.scalar VALUES (1, CAST(12345.67 AS JSON))");
            replica.execute(
                    "INSERT INTO d.size VALUES (1, '1.5')",
                    "INSERT INTO d.member VALUES (1, '{\"a\": {\"b\": 12345.67}}')",
                    "INSERT INTO d.element VALUES (1, '[1, [12345.67]]')",
                    "INSERT INTO d.scalar VALUES (1, '12345.67')");

            ComparisonResult result = ServerComparison.of(ComparedServer.of(source), ComparedServer.of(replica))
                    .run();

            assertFound(result, "table d.size", "1 rows of source", "DECIMAL");
            assertFound(result, "table d.member", "1 rows of source", "OBJECT,DECIMAL");
            assertFound(result, "table d.element", "1 rows of source", "INTEGER,ARRAY,DECIMAL");
            assertFound(result, "table d.scalar", "1 rows of source", "DECIMAL");
            assertThat(result.differences()).as(result.toText()).hasSize(4);
        }
    }

    private static DatabaseServer start(Engine engine, String name) {
        return DatabaseServer.builder(engine).name(name).durable(false).start();
    }

    private static void assertIdentical(ComparisonResult result) {
        assertThat(result.differences()).as(result.toText()).isEmpty();
        assertThat(result.identical()).isTrue();
        assertThat(result.rows()).isEqualTo(10);
        assertThat(result.toText()).contains("5 tables, 10 rows").endsWith("on 2 servers: identical");
        assertThat(result.tables()).allMatch(TableVerdict::identical);
    }

    private static void assertFound(ComparisonResult result, String object, String what, String detail) {
        Optional<Difference> found = result.differences().stream()
                .filter(difference -> difference.object().toString().equals(object))
                .findFirst();
        assertThat(found).as("%s in %s", object, result.toText()).isPresent();
        assertThat(found.orElseThrow().server()).isEqualTo("replica");
        assertThat(found.orElseThrow().what()).contains(what);
        assertThat(found.orElseThrow().detail()).contains(detail);
    }
}
