package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.config.SslMode;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements about accounts, events and stored programs on replicas of both families. */
abstract class DefinitionTests {
    private static final String PASSWORD = "Applier#1";

    abstract Replication replication();

    @Test
    void trap45_current_user_as_definer_is_whoever_ran_the_statement_on_the_source() throws SQLException {
        replication()
                .replicate(
                        "invoker",
                        "CREATE DATABASE invoker_test",
                        "CREATE TABLE invoker_test.t (id INT)",
                        "CREATE USER 'in`v'@'%' IDENTIFIED BY 'x'",
                        "GRANT ALL PRIVILEGES ON *.* TO 'in`v'@'%' WITH GRANT OPTION");
        replication()
                .apply(
                        "invoker2",
                        replication()
                                .recordsAs(
                                        "in`v",
                                        "x",
                                        "CREATE DEFINER=CURRENT_USER EVENT invoker_test.e ON SCHEDULE EVERY 1 DAY DO SET @x=1",
                                        "CREATE EVENT invoker_test.f ON SCHEDULE EVERY 1 DAY DO SET @x=1",
                                        "CREATE DEFINER=CURRENT_USER() VIEW invoker_test.v AS SELECT CURRENT_USER()",
                                        "CREATE PROCEDURE invoker_test.p() SELECT CURRENT_USER()"));
        replication()
                .assertSame("SELECT EVENT_NAME, DEFINER FROM information_schema.EVENTS WHERE"
                        + " EVENT_SCHEMA='invoker_test' ORDER BY 1");
        replication().assertSame("SHOW CREATE VIEW invoker_test.v");
        replication().assertSame("SHOW CREATE PROCEDURE invoker_test.p");
        replication().assertSame("SELECT User, plugin, HEX(authentication_string) FROM mysql.user WHERE User='in`v'");
    }

    /** ALTER EVENT makes whoever runs it the definer, without a word of it in the text. */
    @Test
    void trap46_trap47_an_altered_event_has_the_definer_it_has_on_the_source() throws SQLException {
        replication()
                .replicate(
                        "definer",
                        "CREATE DATABASE definer_test",
                        "CREATE USER definer@'%' IDENTIFIED BY 'x'",
                        "GRANT ALL PRIVILEGES ON *.* TO definer@'%' WITH GRANT OPTION",
                        "CREATE EVENT definer_test.a ON SCHEDULE EVERY 1 DAY DO SET @x=1",
                        "CREATE EVENT definer_test.b ON SCHEDULE EVERY 1 DAY DO SET @x=1",
                        "CREATE EVENT definer_test.c ON SCHEDULE EVERY 1 DAY DO SET @x=1");
        replication()
                .apply(
                        "definer2",
                        replication()
                                .recordsAs(
                                        "definer",
                                        "x",
                                        "ALTER EVENT definer_test.a COMMENT 'x'",
                                        "ALTER DEFINER=CURRENT_USER EVENT definer_test.b RENAME TO definer_test.d"));
        String definers = "SELECT EVENT_NAME, DEFINER, EVENT_COMMENT FROM information_schema.EVENTS WHERE"
                + " EVENT_SCHEMA='definer_test' ORDER BY 1";
        replication().assertSame(definers);
        assertThat(Replication.rows(replication().replica(), definers))
                .containsExactly("a|definer@%|x", "c|root@%|", "d|definer@%|");
    }

    @Test
    void trap47_the_account_of_the_applier_stays_usable_whatever_the_source_does_to_its_namesake() throws SQLException {
        replication().replica().createReplicaAccount("applier_own", PASSWORD);
        List<LoggedRecord> records = replication()
                .recordsOf(
                        "CREATE USER applier_own@'%' IDENTIFIED BY 'other'",
                        "ALTER USER applier_own@'%' IDENTIFIED BY 'another'",
                        "REVOKE ALL PRIVILEGES, GRANT OPTION FROM applier_own@'%'",
                        "ALTER USER applier_own@'%' ACCOUNT LOCK",
                        "DROP USER applier_own@'%'",
                        "CREATE USER applier_own@'%' IDENTIFIED BY 'other'",
                        "RENAME USER applier_own@'%' TO applier_new@'%'");
        DatabaseServer server = replication().replica();
        ReplicaAddress address =
                new ReplicaAddress(server.host(), server.port(), "applier_own", PASSWORD, SslMode.PREFERRED);
        String grants = "SHOW GRANTS FOR applier_own@'%'";
        List<String> before = Replication.rows(server, grants);
        try (JdbcReplica replica = new JdbcReplica(address, "own", Duration.ofSeconds(1))) {
            replica.claim();
            for (LoggedRecord logged : records) {
                execute(replica, logged.record());
                assertThat(Replication.rows(server, grants)).isEqualTo(before);
                replica.release();
                replica.claim();
            }
        }
    }

    @Test
    void trap47_a_statement_about_the_applier_and_others_stops_with_its_remedy() throws SQLException {
        replication().replica().createReplicaAccount("applier_stop", PASSWORD);
        replication().replica().execute("CREATE USER bystander@'%'");
        RelayRecord drop = replication()
                .recordsOf("CREATE USER applier_stop@'%', bystander@'%'", "DROP USER bystander@'%', applier_stop@'%'")
                .get(1)
                .record();
        DatabaseServer server = replication().replica();
        ReplicaAddress address =
                new ReplicaAddress(server.host(), server.port(), "applier_stop", PASSWORD, SslMode.PREFERRED);
        try (JdbcReplica replica = new JdbcReplica(address, "stop", Duration.ofSeconds(1))) {
            replica.claim();
            assertThatThrownBy(() -> execute(replica, drop))
                    .isInstanceOfSatisfying(
                            ReplicaException.class,
                            e -> assertThat(e.retriable()).isFalse())
                    .hasMessageContaining("the applier's own account on the replica, and others with it")
                    .hasMessageContaining("use an account of another name");
            replica.claim();
        }
        assertThat(Replication.rows(server, "SELECT COUNT(*) FROM mysql.user WHERE User='bystander'"))
                .containsExactly("1");
    }

    @Test
    void trap46_every_form_of_create_and_alter_event_is_disabled_and_else_the_same() throws SQLException {
        replication()
                .replicate(
                        "event_forms",
                        "CREATE DATABASE event_forms",
                        "CREATE DATABASE `event`",
                        "USE event_forms",
                        "CREATE EVENT a ON SCHEDULE EVERY 1 SECOND STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'"
                                + " ON COMPLETION PRESERVE ENABLE COMMENT 'DISABLE DO' DO SET @x = 'ENABLE'",
                        "CREATE /* ENABLE */ DEFINER='root'@'%' EVENT IF NOT EXISTS b ON SCHEDULE EVERY 1 SECOND ON COMPLETION"
                                + " NOT PRESERVE DO SET @x=1",
                        "CREATE EVENT IF NOT EXISTS b ON SCHEDULE EVERY 9 SECOND DO SET @x=1",
                        "CREATE EVENT `event`.`event` ON SCHEDULE AT (NOW() + INTERVAL 9 YEAR) DISABLE -- DO\n DO BEGIN"
                                + " SET @x=1; SET @y='DO'; END",
                        "CREATE EVENT `do` ON SCHEDULE EVERY 1 SECOND DISABLE ON SLAVE DO SET @x=1",
                        "CREATE EVENT enable ON SCHEDULE EVERY 1 SECOND DO SET @x=1",
                        "CREATE EVENT `dis``able` ON SCHEDULE EVERY 1 SECOND COMMENT '' DO SET @x=1",
                        "ALTER EVENT a RENAME TO comment",
                        "ALTER EVENT b ENABLE",
                        "ALTER EVENT enable COMMENT 'only'",
                        "ALTER EVENT `dis``able` DO SET @only=1",
                        "ALTER EVENT `do` ON SCHEDULE EVERY 2 SECOND ON COMPLETION PRESERVE RENAME TO `event`.`do` ENABLE"
                                + " COMMENT 'all' DO SET @all=1",
                        "ALTER EVENT b DISABLE");
        replication()
                .assertSame("SELECT EVENT_SCHEMA, EVENT_NAME, EVENT_BODY, EVENT_DEFINITION, EVENT_TYPE, EXECUTE_AT,"
                        + " INTERVAL_VALUE, STARTS IS NULL, ENDS, ON_COMPLETION, EVENT_COMMENT, DEFINER FROM"
                        + " information_schema.EVENTS WHERE EVENT_SCHEMA IN ('event', 'event_forms') ORDER BY 1, 2");
        assertThat(Replication.rows(
                        replication().replica(),
                        "SELECT DISTINCT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA IN ('event',"
                                + " 'event_forms')"))
                .containsExactly("SLAVESIDE_DISABLED");
    }

    @Test
    void trap45_stored_programs_arrive_with_text_mode_and_character_sets() throws SQLException {
        replication()
                .replicate(
                        "programs",
                        "CREATE DATABASE programs_test",
                        "USE programs_test",
                        "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20))",
                        "CREATE TABLE log (s VARCHAR(20))",
                        "CREATE VIEW nested AS SELECT * FROM t WHERE id > 1 WITH CASCADED CHECK OPTION",
                        "CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT n.id, '{d ?}' AS text FROM nested n",
                        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN INSERT INTO log VALUES (NEW.s); END",
                        "CREATE TRIGGER g2 BEFORE INSERT ON t FOR EACH ROW PRECEDES g SET NEW.s = CONCAT(NEW.s, '!')",
                        "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN a * 2",
                        "SET sql_mode='ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
                        "CREATE PROCEDURE \"p\"(OUT a INT) COMMENT 'no \"quote' BEGIN SELECT \"id\" INTO a FROM \"t\" LIMIT 1; END",
                        "ALTER PROCEDURE p SQL SECURITY INVOKER",
                        "INSERT INTO t VALUES (5, 'a')");
        for (String view : List.of("v", "nested")) {
            replication().assertSame(withoutTime("VIEW", view));
        }
        for (String trigger : List.of("g", "g2")) {
            replication().assertSame(withoutTime("TRIGGER", trigger));
        }
        replication().assertSame(withoutTime("FUNCTION", "f"));
        replication().assertSame(withoutTime("PROCEDURE", "p"));
        replication().assertSame("SELECT * FROM programs_test.t");
        replication().assertSame("SELECT * FROM programs_test.log");
    }

    private static String withoutTime(String type, String name) {
        if (type.equals("TRIGGER")) {
            return "SELECT ACTION_ORDER, ACTION_STATEMENT, SQL_MODE, DEFINER, CHARACTER_SET_CLIENT, COLLATION_CONNECTION,"
                    + " DATABASE_COLLATION FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA='programs_test' AND"
                    + " TRIGGER_NAME='" + name + "'";
        }
        return "SHOW CREATE " + type + " programs_test." + name;
    }

    @Test
    void trap39_odd_texts_arrive_as_they_are() throws SQLException {
        replication()
                .replicate(
                        "texts",
                        "CREATE DATABASE texts_test",
                        "USE texts_test",
                        "CREATE TABLE t (a VARCHAR(20) DEFAULT '{ts ?};', b VARCHAR(9) CHARACTER SET latin1 DEFAULT"
                                + " _latin1 X'E4', c VARBINARY(9) DEFAULT _binary 'a\0b') COMMENT='; -- ? {fn x()}'",
                        "CREATE TABLE /*!40100 versioned */ /*!99999 not_this_one */ (a INT /*!50000 DEFAULT 5 */)",
                        "SET NAMES gbk",
                        "CREATE TABLE g (a VARCHAR(9) CHARACTER SET gbk DEFAULT '\u00bf\\\\')",
                        "SET NAMES utf8mb4",
                        "CREATE TABLE `\u00fcber ``t` (`\u65e5\u672c` INT COMMENT '\u65e5''\\n')",
                        "CREATE VIEW v AS SELECT _utf8mb4 X'C3A4' COLLATE utf8mb4_bin AS c, N'x' AS n, 0x41 AS h, b'1' AS b");
        replication().assertSame("SHOW CREATE TABLE texts_test.t");
        replication().assertSame("SHOW CREATE TABLE texts_test.versioned");
        replication().assertSame("SHOW CREATE TABLE texts_test.g");
        replication().assertSame("SHOW CREATE TABLE texts_test.`\u00fcber ``t`");
        replication().assertSame("SHOW CREATE VIEW texts_test.v");
    }

    static void execute(JdbcReplica replica, RelayRecord record) {
        replica.execute(record.header().source(), DefinitionDigestTests.statement(record), false);
    }
}
