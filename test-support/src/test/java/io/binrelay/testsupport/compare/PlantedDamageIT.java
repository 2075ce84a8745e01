package io.binrelay.testsupport.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The smallest damages, one at a time: each is found, as the only difference, and is gone when it is repaired. */
class PlantedDamageIT {
    private static final String[] BOTH = {
        "SET sql_mode = ''",
        "CREATE DATABASE d CHARACTER SET utf8mb4",
        "CREATE TABLE d.t (id INT PRIMARY KEY, f FLOAT, g DOUBLE, v VARCHAR(20) CHARACTER SET utf8mb4, e ENUM('', 'a'),"
                + " ts TIMESTAMP(6) NULL, b BIT(64), n DECIMAL(20,5), KEY k (v))",
        "INSERT INTO d.t VALUES (1, 1.1, 0, 'x', '', '2024-01-01 00:00:00.000001', 0xffffffffffffffff, 1.5),"
                + " (2, NULL, NULL, '', NULL, NULL, NULL, NULL)",
        "CREATE TABLE d.heap (a INT, b VARCHAR(10))",
        "INSERT INTO d.heap VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL)",
        "CREATE TRIGGER d.tr BEFORE INSERT ON d.heap FOR EACH ROW SET NEW.a = 1",
        "CREATE TRIGGER d.tr2 BEFORE INSERT ON d.heap FOR EACH ROW SET NEW.a = 1",
        "CREATE DEFINER=root@localhost VIEW d.v AS SELECT a FROM d.heap",
        "CREATE PROCEDURE d.p() SELECT 1",
        "CREATE EVENT d.e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DISABLE ON SLAVE DO SELECT 1",
        "CREATE TABLE d.p (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2",
        "CREATE TABLE d.fk (id INT PRIMARY KEY, t INT, CONSTRAINT c FOREIGN KEY (t) REFERENCES d.t (id))",
        "CREATE USER u@'%'",
        "CREATE ROLE r",
        "GRANT SELECT (id) ON d.t TO u@'%'"
    };

    /**
     * One damage.
     *
     * @param object which the comparison has to name
     * @param detail which it has to show
     */
    private record Damage(String object, String detail, List<String> statements, List<String> repair) {
        static Damage of(String object, String detail, String statement, String repair) {
            return new Damage(object, detail, List.of(statement), List.of(repair));
        }
    }

    private static final List<Damage> OF_BOTH = List.of(
            Damage.of(
                    "table d.t",
                    "1.1000001430511475",
                    "UPDATE d.t SET f = 1.1000001430511475e0 WHERE id = 1",
                    "UPDATE d.t SET f = 1.1 WHERE id = 1"),
            Damage.of("table d.t", "-0", "UPDATE d.t SET g = -0e0 WHERE id = 1", "UPDATE d.t SET g = 0e0 WHERE id = 1"),
            Damage.of(
                    "table d.t",
                    "b:",
                    "UPDATE d.t SET b = 0xfffffffffffffffe WHERE id = 1",
                    "UPDATE d.t SET b = 0xffffffffffffffff WHERE id = 1"),
            Damage.of("table d.t", "v:", "UPDATE d.t SET v = 'x ' WHERE id = 1", "UPDATE d.t SET v = 'x' WHERE id = 1"),
            Damage.of("table d.t", "v:", "UPDATE d.t SET v = NULL WHERE id = 2", "UPDATE d.t SET v = '' WHERE id = 2"),
            Damage.of(
                    "table d.t", "e:", "UPDATE IGNORE d.t SET e = 0 WHERE id = 1", "UPDATE d.t SET e = 1 WHERE id = 1"),
            Damage.of(
                    "table d.t",
                    "ts:",
                    "UPDATE d.t SET ts = '2024-01-01 00:00:00.000002' WHERE id = 1",
                    "UPDATE d.t SET ts = '2024-01-01 00:00:00.000001' WHERE id = 1"),
            Damage.of(
                    "table d.heap",
                    "only on source: a='1' b='x'",
                    "DELETE FROM d.heap WHERE a = 1 LIMIT 1",
                    "INSERT INTO d.heap VALUES (1, 'x')"),
            Damage.of(
                    "table d.t",
                    "bin",
                    "ALTER TABLE d.t MODIFY v VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "ALTER TABLE d.t MODIFY v VARCHAR(20) CHARACTER SET utf8mb4"),
            Damage.of("table d.t", "planted", "ALTER TABLE d.t COMMENT 'planted'", "ALTER TABLE d.t COMMENT ''"),
            Damage.of(
                    "table d.p",
                    "PARTITIONS 3",
                    "ALTER TABLE d.p ADD PARTITION PARTITIONS 1",
                    "ALTER TABLE d.p COALESCE PARTITION 1"),
            new Damage(
                    "table d.fk",
                    "ON DELETE CASCADE",
                    List.of(
                            "ALTER TABLE d.fk DROP FOREIGN KEY c",
                            "ALTER TABLE d.fk ADD CONSTRAINT c FOREIGN KEY (t) REFERENCES d.t (id) ON DELETE CASCADE"),
                    List.of(
                            "ALTER TABLE d.fk DROP FOREIGN KEY c",
                            "ALTER TABLE d.fk ADD CONSTRAINT c FOREIGN KEY (t) REFERENCES d.t (id)")),
            Damage.of(
                    "trigger d.tr2",
                    "",
                    "DROP TRIGGER d.tr2",
                    "CREATE TRIGGER d.tr2 BEFORE INSERT ON d.heap FOR EACH ROW SET NEW.a = 1"),
            Damage.of("event d.e", "ENABLE", "ALTER EVENT d.e ENABLE", "ALTER EVENT d.e DISABLE ON SLAVE"),
            new Damage(
                    "procedure d.p",
                    "ANSI_QUOTES",
                    List.of("SET sql_mode = 'ANSI_QUOTES'", "DROP PROCEDURE d.p", "CREATE PROCEDURE d.p() SELECT 1"),
                    List.of("SET sql_mode = ''", "DROP PROCEDURE d.p", "CREATE PROCEDURE d.p() SELECT 1")),
            Damage.of(
                    "view d.v",
                    "other",
                    "ALTER DEFINER=other@localhost VIEW d.v AS SELECT a FROM d.heap",
                    "ALTER DEFINER=root@localhost VIEW d.v AS SELECT a FROM d.heap"),
            Damage.of(
                    "account `u`@`%`",
                    "`id`", "GRANT SELECT (f) ON d.t TO u@'%'", "REVOKE SELECT (f) ON d.t FROM u@'%'"),
            Damage.of("account `u`@`%`", "`r`", "GRANT r TO u@'%'", "REVOKE r FROM u@'%'"),
            Damage.of(
                    "database d",
                    "latin1",
                    "ALTER DATABASE d CHARACTER SET latin1",
                    "ALTER DATABASE d CHARACTER SET utf8mb4"));

    private static final List<Damage> OF_MYSQL = List.of(
            Damage.of(
                    "table d.t",
                    "INVISIBLE",
                    "ALTER TABLE d.t ALTER INDEX k INVISIBLE",
                    "ALTER TABLE d.t ALTER INDEX k VISIBLE"),
            new Damage(
                    "table d.j",
                    "DOUBLE",
                    List.of("DELETE FROM d.j", "INSERT INTO d.j VALUES (1, '12345.67')"),
                    List.of("DELETE FROM d.j", "INSERT INTO d.j VALUES (1, CAST(12345.67 AS JSON))")));

    private static final List<Damage> OF_MARIADB = List.of(
            Damage.of(
                    "table d.t",
                    "IGNORED",
                    "ALTER TABLE d.t ALTER INDEX k IGNORED",
                    "ALTER TABLE d.t ALTER INDEX k NOT IGNORED"),
            Damage.of("table d.s", "", "DO SETVAL(d.s, 100)", "CREATE OR REPLACE SEQUENCE d.s"));

    @ParameterizedTest
    @EnumSource(Engine.class)
    void each_damage_is_found_and_nothing_else(Engine engine) throws Exception {
        try (DatabaseServer source = start(engine, "source");
                DatabaseServer replica = start(engine, "replica")) {
            for (DatabaseServer server : List.of(source, replica)) {
                server.execute(BOTH);
                server.execute(
                        engine == Engine.MYSQL
                                ? new String[] {
                                    "CREATE TABLE d.j (id INT PRIMARY KEY, j JSON)",
                                    "INSERT INTO d.j VALUES (1, CAST(12345.67 AS JSON))"
                                }
                                : new String[] {"CREATE SEQUENCE d.s"});
            }
            ServerComparison comparison = ServerComparison.of(ComparedServer.of(source), ComparedServer.of(replica))
                    .withAccounts(Set.of());
            Stream<Damage> own = (engine == Engine.MYSQL ? OF_MYSQL : OF_MARIADB).stream();
            for (Damage damage : Stream.concat(OF_BOTH.stream(), own).toList()) {
                execute(replica, damage.statements());
                ComparisonResult result = comparison.run();
                assertThat(result.differences()).as("%s", damage).hasSize(1);
                Difference found = result.differences().get(0);
                assertThat(found.object()).as("%s", damage).hasToString(damage.object());
                assertThat(found.toString()).as("%s", damage).contains(damage.detail());
                execute(replica, damage.repair());
            }
            assertThat(comparison.run().differences()).isEmpty();
        }
    }

    private static void execute(DatabaseServer server, List<String> statements) throws SQLException {
        String[] all = Stream.concat(Stream.of("SET sql_mode = ''", "USE d"), statements.stream())
                .toArray(String[]::new);
        server.execute(all);
    }

    private static DatabaseServer start(Engine engine, String name) {
        return DatabaseServer.builder(engine)
                .name(name)
                .durable(false)
                .option("--log-bin-trust-function-creators=ON")
                .start();
    }
}
