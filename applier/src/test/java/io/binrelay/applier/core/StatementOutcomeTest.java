package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementOutcomeTest {
    private static StatementText text(String sql) {
        return StatementText.of(
                new Statement(1, 1, 0, 0, "", sql.getBytes(StandardCharsets.UTF_8), 1, 0, StatementContext.UNSAID));
    }

    /** What a replication thread of MariaDB 11.4.5 did with each of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE t (a INT) | 1050 | REPLACE",
                "CREATE TEMPORARY TABLE t (a INT) | 1050 | REPLACE",
                "CREATE TABLE t LIKE u | 1050 | REPLACE",
                "CREATE SEQUENCE s | 1050 | REPLACE",
                "CREATE OR REPLACE TABLE t (a INT) | 1050 | FAILED",
                "CREATE VIEW v AS SELECT 1 | 1050 | FAILED",
                "CREATE DATABASE d | 1007 | DONE",
                "DROP DATABASE d | 1008 | DONE",
                "DROP TABLE a, b | 1051 | DONE",
                "DROP SEQUENCE s | 4091 | DONE",
                "DROP VIEW v | 4092 | FAILED",
                "DROP INDEX i ON t | 1091 | FAILED",
                "CREATE INDEX i ON t (a) | 1061 | FAILED",
                "ALTER TABLE t ADD a INT | 1060 | FAILED",
                "RENAME TABLE a TO b | 1050 | FAILED",
                "DROP PROCEDURE p | 1305 | FAILED"
            })
    void trap49_idempotent_replicas_forgive_what_native_ones_do(String sql, int errno, StatementOutcome expected) {
        assertThat(StatementOutcome.of(text(sql), false, true, errno)).isEqualTo(expected);
        assertThat(StatementOutcome.of(text(sql), false, false, errno)).isEqualTo(StatementOutcome.FAILED);
    }

    @Test
    void trap41_a_drop_that_is_repeated_may_find_nothing() {
        assertThat(StatementOutcome.of(text("DROP VIEW v"), true, false, 1051)).isEqualTo(StatementOutcome.DONE);
        assertThat(StatementOutcome.of(text("DROP DATABASE d"), true, false, 1008))
                .isEqualTo(StatementOutcome.DONE);
        assertThat(StatementOutcome.of(text("DROP TRIGGER g"), true, false, 1360))
                .isEqualTo(StatementOutcome.FAILED);
    }

    @Test
    void trap49_a_table_is_replaced_by_the_same_text_with_or_replace() {
        assertThat(text("CREATE /* c */ TEMPORARY TABLE t (a INT)").forReplicaOrReplace(Family.MARIADB))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("CREATE OR REPLACE /* c */ TEMPORARY TABLE t (a INT)");
    }
}
