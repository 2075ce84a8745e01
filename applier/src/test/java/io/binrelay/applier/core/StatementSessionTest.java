package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import io.binrelay.schemas.relay.StatementInputs;
import io.binrelay.schemas.relay.UserVariable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementSessionTest {
    private static final Set<String> MYSQL = Set.of(
            "explicit_defaults_for_timestamp",
            "default_collation_for_utf8mb4",
            "sql_require_primary_key",
            "default_table_encryption");
    private static final Set<String> MARIADB = Set.of(
            "check_constraint_checks", "sql_if_exists", "explicit_defaults_for_timestamp", "character_set_collations");
    private static final Map<Integer, String> COLLATIONS =
            Map.of(8, "latin1_swedish_ci", 45, "utf8mb4_general_ci", 2304, "utf8mb4_uca1400_ai_ci", 63, "binary");

    private static StatementSession mysql(Set<String> known) {
        return new StatementSession(Family.MYSQL, known, COLLATIONS::get);
    }

    private static StatementSession mariadb() {
        return new StatementSession(Family.MARIADB, MARIADB, COLLATIONS::get);
    }

    private static Statement statement(int headerFlags, String database, StatementContext context) {
        return new Statement(1_600_000_000L, 1, headerFlags, 0, database, new byte[] {'x'}, 5, 0, context);
    }

    private static final StatementContext EVERYTHING = new StatementContext(
            0x4000L | 0x80000L | 0x4000000L | 0x8000000L,
            1_075_838_976L,
            7,
            3,
            33,
            45,
            8,
            63,
            "Europe/Berlin",
            4,
            "joe",
            "%",
            123,
            false,
            45,
            1,
            1,
            null);

    @Test
    void trap38_everything_mysql_says_is_set() {
        assertThat(mysql(MYSQL).prepare(statement(0, "shop", EVERYTHING)))
                .containsExactly(
                        "SET @@session.character_set_client=utf8mb4",
                        "USE `shop`",
                        "SET @@session.timestamp=1600000000.000123, @@session.pseudo_thread_id=5, @@session.foreign_key_checks=0,"
                                + " @@session.sql_auto_is_null=1, @@session.unique_checks=0, @@session.autocommit=0,"
                                + " @@session.sql_mode=1075838976, @@session.auto_increment_increment=7,"
                                + " @@session.auto_increment_offset=3, @@session.time_zone='Europe/Berlin',"
                                + " @@session.lc_time_names=4, @@session.character_set_client=33,"
                                + " @@session.collation_connection=45, @@session.collation_server=8,"
                                + " @@session.collation_database=63, @@session.explicit_defaults_for_timestamp=0,"
                                + " @@session.default_collation_for_utf8mb4=45, @@session.sql_require_primary_key=1,"
                                + " @@session.default_table_encryption=1");
    }

    @Test
    void trap38_what_mysql_does_not_say_has_its_default() {
        assertThat(mysql(MYSQL).prepare(statement(0, "", StatementContext.UNSAID)))
                .containsExactly(
                        "SET @@session.timestamp=1600000000, @@session.pseudo_thread_id=5, @@session.foreign_key_checks=1,"
                                + " @@session.sql_auto_is_null=0, @@session.unique_checks=1, @@session.autocommit=1,"
                                + " @@session.auto_increment_increment=1, @@session.auto_increment_offset=1,"
                                + " @@session.lc_time_names=0, @@session.collation_database=DEFAULT,"
                                + " @@session.default_collation_for_utf8mb4=DEFAULT, @@session.sql_require_primary_key=0,"
                                + " @@session.default_table_encryption=0");
    }

    @Test
    void trap38_everything_mariadb_says_is_set() {
        StatementContext context = new StatementContext(
                1L << 15 | 1L << 24 | 1L << 28,
                1_411_383_296L,
                null,
                null,
                45,
                2304,
                8,
                null,
                null,
                null,
                null,
                null,
                999_999,
                null,
                null,
                null,
                null,
                new byte[] {1, 45, 0, 0, 9});
        assertThat(mariadb().prepare(statement(0, "", context)))
                .containsExactly(
                        "SET @@session.timestamp=1600000000.999999, @@session.pseudo_thread_id=5, @@session.foreign_key_checks=1,"
                                + " @@session.sql_auto_is_null=0, @@session.unique_checks=1, @@session.autocommit=1,"
                                + " @@session.check_constraint_checks=0, @@session.sql_if_exists=1,"
                                + " @@session.explicit_defaults_for_timestamp=1, @@session.sql_mode=1411383296,"
                                + " @@session.auto_increment_increment=1, @@session.auto_increment_offset=1,"
                                + " @@session.lc_time_names=0, @@session.character_set_client=utf8mb4,"
                                + " @@session.collation_connection=2304, @@session.collation_server=8,"
                                + " @@session.collation_database=DEFAULT,"
                                + " @@session.character_set_collations='utf8mb4=utf8mb4_uca1400_ai_ci'");
    }

    @Test
    void trap10_inputs_are_set_before_the_session_and_autocommit_is_left_alone_inside_a_transaction() {
        byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
        byte[] real = {0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x3f};
        StatementInputs inputs = new StatementInputs(
                -1L,
                7L,
                1L,
                2L,
                List.of(
                        new UserVariable("a`b", UserVariable.Type.STRING, false, 8, new byte[] {'\'', 0}),
                        new UserVariable("b", UserVariable.Type.STRING, false, 63, new byte[0]),
                        new UserVariable("i", UserVariable.Type.INTEGER, true, 63, one),
                        new UserVariable("r", UserVariable.Type.REAL, false, 63, real),
                        // precision 11, scale 1: -1234567890.5
                        new UserVariable("d", UserVariable.Type.DECIMAL, false, 63, new byte[] {
                            11, 1, 0x7e, (byte) 0xf2, 0x04, (byte) 0xc7, 0x2d, (byte) 0xfa
                        }),
                        UserVariable.ofNull("n")));
        Statement plain = statement(0x8, "shop", StatementContext.UNSAID);
        Statement statement = new Statement(1, 1, 0x8, 0, "", plain.text(), 5, 0, plain.context(), inputs, null);
        List<String> settings = mysql(MYSQL).prepareInTransaction(statement);
        assertThat(settings.subList(0, 2))
                .containsExactly(
                        "SET @@session.character_set_client=utf8mb4",
                        "SET @@session.last_insert_id=18446744073709551615, @@session.insert_id=7,"
                                + " @@session.rand_seed1=1, @@session.rand_seed2=2, @`a``b`:=_latin1 X'2700' COLLATE"
                                + " latin1_swedish_ci, @`b`:=_binary X'', @`i`:=CAST(1 AS UNSIGNED),"
                                + " @`r`:=1.5000000000000000e+00, @`d`:=CAST(-1234567890.5 AS DECIMAL(11,1)),"
                                + " @`n`:=NULL");
        assertThat(settings.get(2)).contains("pseudo_thread_id=5").doesNotContain("autocommit");
    }

    @Test
    void the_database_is_not_changed_where_the_source_says_so() {
        assertThat(mysql(MYSQL).prepare(statement(0x8, "shop", StatementContext.UNSAID)))
                .hasSize(1);
    }

    @Test
    void names_go_as_utf8_bytes_and_quoted() {
        assertThat(mysql(MYSQL).prepare(statement(0, "kä`se", StatementContext.UNSAID)))
                .contains("USE `k\u00c3\u00a4``se`");
    }

    @Test
    void a_variable_the_replica_does_not_know_is_left_out_when_it_has_its_default() {
        StatementContext context = withEncryption(0);
        assertThat(mysql(Set.of()).prepare(statement(0, "", context)).get(0))
                .doesNotContain("default_table_encryption");
    }

    @Test
    void a_variable_the_replica_does_not_know_stops_it_when_the_source_says_otherwise() {
        assertThatThrownBy(() -> mysql(Set.of()).prepare(statement(0, "", withEncryption(1))))
                .hasMessage("the statement ran under default_table_encryption=1 on the source, and the replica does not"
                        + " know this variable: upgrade the replica");
    }

    @Test
    void a_collation_the_replica_does_not_have_stops_it() {
        StatementContext context = new StatementContext(
                null, null, null, null, 999, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
        assertThatThrownBy(() -> mariadb().prepare(statement(0, "", context)))
                .hasMessage(
                        "the statement needs collation 999, which the replica does not have: the replica is older than"
                                + " the source, upgrade it");
    }

    @Test
    void afterwards_the_session_is_as_rows_need_it() {
        assertThat(mariadb().restore(0))
                .isEqualTo("SET @@session.timestamp=DEFAULT, @@session.foreign_key_checks=1,"
                        + " @@session.unique_checks=1, @@session.sql_auto_is_null=0, @@session.autocommit=0,"
                        + " @@session.sql_mode=_latin1'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES',"
                        + " @@session.auto_increment_increment=1, @@session.auto_increment_offset=1,"
                        + " @@session.character_set_client=latin1, @@session.collation_connection=latin1_swedish_ci,"
                        + " @@session.character_set_results=utf8mb4, @@session.time_zone=_latin1'+00:00',"
                        + " @@session.lc_time_names=0, @@session.check_constraint_checks=1,"
                        + " @@session.sql_if_exists=0");
    }

    private static StatementContext withEncryption(int value) {
        return new StatementContext(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, value,
                null);
    }
}
