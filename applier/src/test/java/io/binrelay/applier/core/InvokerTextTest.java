package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvokerTextTest {
    private static final int UTF8MB4 = 45;
    private static final int LATIN1 = 8;

    private static String rewritten(
            Family family, String sql, @Nullable String user, @Nullable String host, int client) {
        Charset charset = client == LATIN1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        StatementContext context = new StatementContext(
                null, 0L, null, null, client, null, null, null, null, null, user, host, null, null, null, null, null,
                null);
        Statement statement = new Statement(1, 1, 0, 0, "", sql.getBytes(charset), 1, 0, context);
        return new String(StatementText.of(statement).forReplica(family), charset);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER USER CURRENT_USER() IDENTIFIED BY 'x' | ALTER USER `i``n`@`10.%` IDENTIFIED BY 'x'",
                "GRANT ALL ON *.* TO current_user | GRANT ALL ON *.* TO `i``n`@`10.%`",
                "REVOKE a FROM CURRENT_USER /* who */ ( ), b | REVOKE a FROM `i``n`@`10.%`, b",
                "RENAME USER CURRENT_USER() TO x | RENAME USER `i``n`@`10.%` TO x",
                "GRANT EXECUTE ON PROCEDURE d.current_user TO x | GRANT EXECUTE ON PROCEDURE d.current_user TO x",
                "ALTER USER 'CURRENT_USER'@'%' ACCOUNT LOCK | ALTER USER 'CURRENT_USER'@'%' ACCOUNT LOCK",
                "GRANT a TO CURRENT_ROLE | GRANT a TO CURRENT_ROLE",
                "CREATE ROLE r | CREATE ROLE r",
                "CREATE DEFINER=`a`@`%` VIEW v AS SELECT definer=CURRENT_USER()"
                        + "| CREATE DEFINER=`a`@`%` VIEW v AS SELECT definer=CURRENT_USER()",
                "CREATE DEFINER = CURRENT_USER() PROCEDURE p() SELECT CURRENT_USER"
                        + "| CREATE DEFINER = `i``n`@`10.%` PROCEDURE p() SELECT CURRENT_USER",
                "CREATE VIEW v AS SELECT definer=CURRENT_USER() | CREATE VIEW v AS SELECT definer=CURRENT_USER()",
                "ALTER DEFINER=CURRENT_USER EVENT e COMMENT 'x' | ALTER DEFINER=`i``n`@`10.%` EVENT e COMMENT 'x'",
                "ALTER EVENT e COMMENT 'x' | ALTER DEFINER=`i``n`@`10.%` EVENT e COMMENT 'x'",
                "ALTER DEFINER=a@b EVENT e COMMENT 'x' | ALTER DEFINER=a@b EVENT e COMMENT 'x'",
                "ALTER DEFINER=a@b EVENT e DO SET @definer=CURRENT_USER"
                        + "| ALTER DEFINER=a@b EVENT e DO SET @definer=CURRENT_USER"
            })
    void trap47_whoever_runs_a_statement_is_named(String sql, String expected) {
        assertThat(rewritten(Family.MYSQL, sql, "i`n", "10.%", UTF8MB4)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT SELECT ON d.* TO CURRENT_ROLE() | GRANT SELECT ON d.* TO `boss`",
                "CREATE ROLE r WITH ADMIN CURRENT_ROLE | CREATE ROLE r WITH ADMIN `boss`",
                "CREATE OR REPLACE ROLE r, s /* new */ | CREATE OR REPLACE ROLE r, s WITH ADMIN `boss` /* new */",
                "CREATE ROLE r WITH ADMIN x | CREATE ROLE r WITH ADMIN x"
            })
    void trap47_roles_of_mariadb_have_no_host(String sql, String expected) {
        assertThat(rewritten(Family.MARIADB, sql, "boss", "", UTF8MB4)).isEqualTo(expected);
    }

    @Test
    void trap47_an_account_that_is_not_known_stops() {
        for (String sql : new String[] {"GRANT r TO CURRENT_USER()", "ALTER EVENT e COMMENT 'x'", "CREATE ROLE r"}) {
            assertThatThrownBy(() -> rewritten(Family.MARIADB, sql, null, null, UTF8MB4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the source did not log")
                    .hasMessageContaining("name the account instead");
        }
        assertThatThrownBy(() -> rewritten(Family.MARIADB, "GRANT a TO CURRENT_USER, CURRENT_ROLE", "r", "", UTF8MB4))
                .hasMessageContaining("speaks of CURRENT_USER, and the source logged `r`");
    }

    /** They set it as nobody would expect, and differently by version. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER USER CURRENT_USER() IDENTIFIED BY 'x'",
                "GRANT SELECT ON d.* TO CURRENT_USER",
                "REVOKE SELECT ON *.* FROM CURRENT_USER"
            })
    void trap47_statements_in_which_mariadb_mistreats_the_password_stop(String sql) {
        assertThatThrownBy(() -> rewritten(Family.MARIADB, sql, "a", "%", UTF8MB4))
                .hasMessageContaining("the password of CURRENT_USER")
                .hasMessageContaining("Compare the account `a`@`%`");
    }

    @Test
    void trap39_names_beyond_ascii_are_written_in_utf8_statements_only() {
        assertThat(rewritten(Family.MYSQL, "DROP USER CURRENT_USER", "jürgen", "%", UTF8MB4))
                .isEqualTo("DROP USER `jürgen`@`%`");
        assertThatThrownBy(() -> rewritten(Family.MYSQL, "DROP USER CURRENT_USER", "jürgen", "%", LATIN1))
                .hasMessageContaining("cannot be written in the statement's character set (latin1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP USER own@'%' | ALONE",
                "DROP USER IF EXISTS `own`@`%` | ALONE",
                "DROP USER own | ALONE",
                "DROP USER own@localhost | NONE",
                "DROP USER Own | NONE",
                "DROP USER a, 'own'@'%', b | AMONG_OTHERS",
                "DROP ROLE own | ALONE",
                "RENAME USER own TO other | ALONE",
                "RENAME USER other TO own | NONE",
                "RENAME USER own TO x, a TO b | AMONG_OTHERS",
                "ALTER USER 'own'@'%' IDENTIFIED WITH 'p' AS 'a,b' ACCOUNT LOCK | ALONE",
                "ALTER USER own DEFAULT ROLE a, b | ALONE",
                "ALTER USER a IDENTIFIED WITH 'p', own IDENTIFIED WITH 'p' REQUIRE NONE | AMONG_OTHERS",
                "SET PASSWORD FOR 'own'@'%'='x' | ALONE",
                "SET DEFAULT ROLE NONE TO own | ALONE",
                "REVOKE ALL PRIVILEGES, GRANT OPTION FROM own | ALONE",
                "REVOKE SELECT ON d.from FROM own, a | AMONG_OTHERS",
                "REVOKE own FROM a | NONE",
                "GRANT SELECT ON d.* TO own | NONE",
                "GRANT SELECT ON d.* TO own IDENTIFIED BY PASSWORD '*A' WITH GRANT OPTION | ALONE",
                "CREATE USER own IDENTIFIED BY 'x' | ALONE",
                "CREATE OR REPLACE USER own | ALONE",
                "CREATE USER IF NOT EXISTS own | NONE",
                "DROP USER CURRENT_USER | ALONE",
                "CREATE TABLE own (a INT) | NONE",
                "DROP TABLE own | NONE"
            })
    void trap47_what_a_statement_does_to_an_account_is_seen(String sql, AccountEffect expected) {
        StatementContext context = new StatementContext(
                null, 0L, null, null, UTF8MB4, null, null, null, null, null, "own", "%", null, null, null, null, null,
                null);
        Statement statement = new Statement(1, 1, 0, 0, "", sql.getBytes(StandardCharsets.UTF_8), 1, 0, context);
        assertThat(StatementText.of(statement).effectOn(AccountName.parse("own@%"), Family.MYSQL))
                .isEqualTo(expected);
    }

    @Test
    void trap47_hosts_without_quotes_are_read_whole() {
        Statement statement = new Statement(
                1,
                1,
                0,
                0,
                "",
                "DROP USER own@DB1.example.com".getBytes(StandardCharsets.UTF_8),
                1,
                0,
                StatementContext.UNSAID);
        assertThat(StatementText.of(statement).effectOn(AccountName.parse("own@db1.example.com"), Family.MARIADB))
                .isEqualTo(AccountEffect.ALONE);
    }
}
