package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements of one family for the other. */
class StatementTranslationTest {
    private static final ServerVersion MYSQL = ServerVersion.parse("8.0.30");
    private static final ServerVersion MARIADB = ServerVersion.parse("11.4.5-MariaDB-log");
    private static final Set<String> OF_MARIADB =
            Set.of("utf8mb4_uca1400_nopad_ai_ci", "utf8mb4_nopad_bin", "utf8mb3_general_ci", "latin1_swedish_ci");
    private static final Set<String> OF_MYSQL =
            Set.of("utf8mb4_0900_ai_ci", "utf8mb4_0900_bin", "utf8_general_ci", "utf8mb4_general_ci");

    private static StatementTranslation of(ServerVersion source, String text) {
        Set<String> names = source.family() == Family.MYSQL ? OF_MARIADB : OF_MYSQL;
        Statement statement =
                new Statement(0, 1, 0, 0, "", text.getBytes(StandardCharsets.UTF_8), 1, 0, StatementContext.UNSAID);
        return StatementTranslation.of(
                statement,
                source,
                new CollationCounterparts(names::contains, id -> id == 45 ? "utf8mb4_general_ci" : null));
    }

    private static String text(ServerVersion source, String text) {
        return new String(requireNonNull(of(source, text).text(), "left out"), StandardCharsets.UTF_8);
    }

    @Test
    void trap51_version_comments_become_what_the_source_made_of_them() {
        assertThat(text(MYSQL, "CREATE TABLE t (a INT /*!80023 INVISIBLE */, b INT /*!90000 SECRET */) /* x */"))
                .isEqualTo("CREATE TABLE t (a INT   INVISIBLE  , b INT  ) /* x */");
        assertThat(text(MYSQL, "CREATE TABLE t (a INT /*M!100100 COMPRESSED */)"))
                .isEqualTo("CREATE TABLE t (a INT  )");
        assertThat(text(MARIADB, "CREATE TABLE t (a INT /*!80023 X */ /*!50100 Y */ /*M!100100 Z */)"))
                .isEqualTo("CREATE TABLE t (a INT     Y     Z  )");
        assertThat(text(MYSQL, "CREATE TABLE t (a INT COMMENT '/*!80023 x */ -- y')"))
                .isEqualTo("CREATE TABLE t (a INT COMMENT '/*!80023 x */ -- y')");
    }

    @Test
    void trap51_collations_are_replaced_by_the_nearest_and_told() {
        StatementTranslation translation =
                of(MYSQL, "CREATE TABLE `utf8mb4_0900_ai_ci` (a INT) COLLATE=utf8mb4_0900_ai_ci");
        assertThat(new String(requireNonNull(translation.text()), StandardCharsets.UTF_8))
                .isEqualTo("CREATE TABLE `utf8mb4_0900_ai_ci` (a INT) COLLATE=utf8mb4_uca1400_nopad_ai_ci");
        assertThat(translation.collations()).containsExactly("utf8mb4_0900_ai_ci -> utf8mb4_uca1400_nopad_ai_ci");
        assertThat(text(MARIADB, "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE `utf8mb4_nopad_bin`"))
                .isEqualTo("ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin");
        assertThat(text(MARIADB, "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci"))
                .endsWith("COLLATE utf8_general_ci");
        assertThat(text(MYSQL, "ALTER TABLE t COLLATE utf8mb4_ja_0900_as_cs")).endsWith("utf8mb4_ja_0900_as_cs");
    }

    @Test
    void trap51_collations_have_counterparts_by_their_ids() {
        CollationCounterparts counterparts =
                new CollationCounterparts(OF_MYSQL::contains, id -> id == 45 ? "utf8mb4_general_ci" : null);
        assertThat(counterparts.of(2304)).isEqualTo("utf8mb4_0900_ai_ci");
        assertThat(counterparts.of(45 + 1024)).isEqualTo("utf8mb4_general_ci");
        assertThat(counterparts.of(45)).isEqualTo("utf8mb4_general_ci");
        assertThat(counterparts.of(256)).isNull();
    }

    @Test
    void an_encryption_that_is_none_is_taken_out_for_mariadb() {
        assertThat(
                        text(
                                MYSQL,
                                "CREATE DATABASE d /*!40100 DEFAULT CHARACTER SET utf8mb4 */ /*!80016 DEFAULT ENCRYPTION='N' */"))
                .doesNotContain("ENCRYPTION");
        assertThat(text(MYSQL, "CREATE TABLE t (a INT) ENCRYPTION='Y'")).contains("ENCRYPTION='Y'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER u IDENTIFIED BY 'x'",
                "GRANT SELECT ON *.* TO u",
                "SET PASSWORD FOR u = 'x'",
                "CREATE OR REPLACE ROLE r",
                "CREATE DEFINER=`root`@`localhost` TRIGGER t AFTER INSERT ON a FOR EACH ROW SET @x = 1",
                "CREATE OR REPLACE DEFINER=trigger@trigger TRIGGER IF NOT EXISTS t AFTER INSERT ON a FOR EACH ROW SET @x = 1",
                "DROP TRIGGER t",
                "ANALYZE TABLE t",
                "FLUSH TABLES"
            })
    void trap3_trap47_accounts_triggers_and_maintenance_are_left_out_with_a_reason(String text) {
        assertThat(of(MARIADB, text).isRun()).isFalse();
        assertThat(of(MARIADB, text).reason()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE PROCEDURE p() BEGIN CREATE TEMPORARY TABLE trigger_t (a INT); END",
                "CREATE DEFINER=u@h EVENT e ON SCHEDULE EVERY 1 DAY DO SET @x = 1",
                "ALTER TABLE user ADD a INT",
                "RENAME TABLE a TO b",
                "TRUNCATE t"
            })
    void definitions_are_run(String text) {
        assertThat(of(MARIADB, text).isRun()).isTrue();
    }

    @Test
    void changes_of_rows_as_text_and_tables_created_with_their_rows_are_refused() {
        assertThatThrownBy(() -> of(MYSQL, "INSERT INTO t VALUES (1)"))
                .isInstanceOf(CannotCrossException.class)
                .hasMessageContaining("binlog_format=ROW");
        for (String behind : List.of("", " PARTITION BY HASH (a)")) {
            assertThatThrownBy(() -> of(MYSQL, "CREATE TABLE t (a INT) START TRANSACTION" + behind))
                    .isInstanceOf(CannotCrossException.class)
                    .hasMessageContaining("CREATE TABLE .. SELECT");
        }
    }

    @Test
    void sql_modes_are_told_in_the_other_familys_bits() {
        assertThat(SqlModes.translated(Family.MYSQL, 1L << 32 | 4)).isEqualTo(4);
        assertThat(SqlModes.translated(Family.MYSQL, 4)).isEqualTo(1L << 34 | 4);
        assertThat(SqlModes.translated(Family.MARIADB, 1L << 28 | 4)).isEqualTo(1L << 32 | 4);
        assertThatThrownBy(() -> SqlModes.translated(Family.MARIADB, 1L << 9)).hasMessageContaining("ORACLE");
    }
}
