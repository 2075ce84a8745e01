package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbDefinitionsIT extends DefinitionTests {
    @RegisterExtension
    static final SharedReplication SERVERS = new SharedReplication(() -> new Replication(Engine.MARIADB));

    @Override
    Replication replication() {
        return SERVERS.get();
    }

    @Test
    void trap47_what_mariadb_logs_with_current_user_and_current_role_arrives() throws SQLException {
        replication()
                .replicate(
                        "mariadb_invoker",
                        "CREATE DATABASE roles_test",
                        "CREATE USER rinv@'%' IDENTIFIED BY 'x'",
                        "GRANT ALL PRIVILEGES ON *.* TO rinv@'%' WITH GRANT OPTION");
        replication()
                .apply(
                        "mariadb_invoker2",
                        replication()
                                .recordsAs(
                                        "rinv",
                                        "x",
                                        "SET PASSWORD = PASSWORD('y')",
                                        "CREATE ROLE implicit_admin",
                                        "CREATE ROLE user_admin WITH ADMIN CURRENT_USER",
                                        "SET DEFAULT ROLE implicit_admin",
                                        "SET ROLE implicit_admin",
                                        "GRANT SELECT, INSERT ON roles_test.* TO CURRENT_ROLE",
                                        "REVOKE INSERT ON roles_test.* FROM CURRENT_ROLE()",
                                        "CREATE ROLE role_admin WITH ADMIN CURRENT_ROLE",
                                        "CREATE DEFINER=CURRENT_ROLE PROCEDURE roles_test.p() SELECT 1"));
        replication().assertSame("SELECT * FROM mysql.roles_mapping ORDER BY 1, 2, 3");
        replication().assertSame("SHOW GRANTS FOR implicit_admin");
        replication()
                .assertSame("SELECT User, JSON_REMOVE(Priv, '$.password_last_changed') FROM mysql.global_priv"
                        + " WHERE User IN ('rinv', 'role_admin') ORDER BY 1");
        replication().assertSame("SHOW CREATE PROCEDURE roles_test.p");
    }

    /** The source empties the password of whoever grants something to CURRENT_USER, without a word of it. */
    @Test
    void trap47_a_grant_to_current_user_stops() throws SQLException {
        replication()
                .replicate(
                        "emptied",
                        "CREATE USER emptied@'%' IDENTIFIED BY 'x'",
                        "GRANT ALL PRIVILEGES ON *.* TO emptied@'%' WITH GRANT OPTION");
        LoggedRecord grant = replication()
                .recordsAs("emptied", "x", "GRANT SELECT ON mysql.* TO CURRENT_USER")
                .get(0);
        assertThat(Replication.rows(
                        replication().source(), "SELECT authentication_string FROM mysql.user WHERE User='emptied'"))
                .containsExactly("");
        try (JdbcReplica replica = replication().open("emptied")) {
            replica.claim();
            assertThatThrownBy(() -> execute(replica, grant.record()))
                    .isInstanceOf(ReplicaException.class)
                    .hasMessageContaining("Compare the account `emptied`@`%`");
        }
    }

    /** A native replica stops, too, with error 1133. */
    @Test
    void trap47_a_role_granted_to_current_user_stops_since_the_source_does_not_log_whom() throws SQLException {
        replication().replicate("unknown_invoker", "CREATE ROLE given");
        LoggedRecord grant =
                replication().recordsOf("GRANT given TO CURRENT_USER()").get(0);
        try (JdbcReplica replica = replication().open("unknown_invoker")) {
            replica.claim();
            assertThatThrownBy(() -> execute(replica, grant.record()))
                    .isInstanceOf(ReplicaException.class)
                    .hasMessageContaining("which the source did not log");
        }
    }

    @Test
    void trap41_statements_that_failed_half_way_leave_the_replica_like_the_source() throws SQLException {
        replication()
                .replicate(
                        "half",
                        "CREATE DATABASE half",
                        "CREATE TABLE half.a (id INT)",
                        "CREATE VIEW half.v AS SELECT 1",
                        "CREATE SEQUENCE half.s");
        List<LoggedRecord> records = replication()
                .recordsOfFailing(
                        "DROP TABLE half.a, half.nosuch",
                        "DROP VIEW half.v, half.nosuch",
                        "DROP SEQUENCE half.s, half.nosuch",
                        "CREATE USER half1@'%', half1@'%'",
                        "CREATE USER half2@'%', half1@'%'",
                        "DROP USER half2@'%', half3@'%'",
                        "RENAME USER half1@'%' TO half4@'%', half3@'%' TO half5@'%'");
        assertThat(records).hasSize(7);
        replication().apply("half2", records);
        for (var server : List.of(replication().source(), replication().replica())) {
            assertThat(Replication.rows(server, "SELECT User FROM mysql.user WHERE User LIKE 'half%'"))
                    .containsExactly("half4");
            assertThat(Replication.rows(server, "SHOW TABLES FROM half")).isEmpty();
        }
    }

    @Test
    void trap41_a_statement_that_fails_otherwise_than_on_the_source_stops() throws SQLException {
        LoggedRecord create = replication()
                .recordsOfFailing("CREATE USER twice@'%', twice@'%'")
                .get(0);
        replication().replica().execute("DROP USER IF EXISTS twice@'%'");
        LoggedRecord drop =
                replication().recordsOfFailing("DROP USER twice@'%', once@'%'").get(0);
        replication().replica().execute("CREATE USER twice@'%', once@'%'");
        try (JdbcReplica replica = replication().open("otherwise")) {
            replica.claim();
            execute(replica, create.record());
            assertThatThrownBy(() -> execute(replica, drop.record()))
                    .isInstanceOf(ReplicaException.class)
                    .hasMessageContaining("error code=1396")
                    .hasMessageContaining("no error");
        }
    }

    /** What a replication thread of the same server does was tried with the same statements. */
    @Test
    void trap49_create_and_drop_of_a_diverged_replica_work_as_in_idempotent_mode() throws SQLException {
        replication()
                .replica()
                .execute(
                        "CREATE DATABASE idem",
                        "CREATE TABLE idem.t (other INT)",
                        "INSERT INTO idem.t VALUES (1), (2)",
                        "CREATE SEQUENCE idem.s START 5",
                        "CREATE TABLE idem.l (other INT)");
        replication()
                .replicate(
                        "idem",
                        "CREATE DATABASE idem",
                        "CREATE TABLE idem.t (id INT PRIMARY KEY, v INT)",
                        "INSERT INTO idem.t VALUES (7, 8)",
                        "CREATE SEQUENCE idem.s START 70",
                        "CREATE TABLE idem.l LIKE idem.t");
        replication().assertSame("SELECT * FROM idem.t");
        replication().assertSame("SHOW CREATE TABLE idem.l");
        replication().assertSame("SELECT * FROM idem.s");
        replication().replica().execute("DROP TABLE idem.l", "DROP SEQUENCE idem.s");
        replication().replicate("idem2", "DROP TABLE idem.l", "DROP SEQUENCE idem.s");
        replication().replica().execute("DROP DATABASE idem");
        replication().replicate("idem3", "DROP DATABASE idem");
    }

    @Test
    void trap45_packages_and_routines_of_oracle_mode_arrive() throws SQLException {
        replication()
                .replicate(
                        "oracle",
                        "CREATE DATABASE oracle_test",
                        "USE oracle_test",
                        "SET sql_mode='ORACLE'",
                        "CREATE OR REPLACE PACKAGE pack AS PROCEDURE p(a OUT NUMBER); FUNCTION f RETURN INT; END",
                        "CREATE PACKAGE BODY pack AS PROCEDURE p(a OUT NUMBER) AS BEGIN a := 1; END; FUNCTION f RETURN INT AS"
                                + " BEGIN RETURN 2; END; END",
                        "CREATE OR REPLACE PROCEDURE q(a IN VARCHAR2) AS b VARCHAR2(10) := a || 'x'; BEGIN SELECT b; END",
                        "CREATE EVENT ev ON SCHEDULE EVERY 1 SECOND DO BEGIN NULL; END",
                        "SET sql_mode=''",
                        "ALTER EVENT ev ENABLE");
        replication().assertSame("SHOW CREATE PACKAGE oracle_test.pack");
        replication().assertSame("SHOW CREATE PACKAGE BODY oracle_test.pack");
        replication().assertSame("SHOW CREATE PROCEDURE oracle_test.q");
        replication()
                .assertSame("SELECT EVENT_NAME, EVENT_BODY, EVENT_DEFINITION, SQL_MODE FROM information_schema.EVENTS"
                        + " WHERE EVENT_SCHEMA='oracle_test'");
    }
}
