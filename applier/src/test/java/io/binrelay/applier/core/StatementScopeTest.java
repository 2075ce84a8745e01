package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatementScopeTest {
    private static final int UTF8MB4 = 45;
    private static final int LATIN1 = 8;

    private static StatementScope scope(String sql, String database, int client, Charset charset) {
        StatementContext context = new StatementContext(
                null, null, null, null, client, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
        return StatementScope.of(new Statement(1, 1, 0, 0, database, sql.getBytes(charset), 1, 0, context));
    }

    private static StatementScope scope(String sql, String database) {
        return scope(sql, database, UTF8MB4, StandardCharsets.UTF_8);
    }

    @Test
    void trap41_every_schema_that_a_statement_can_change_is_among_the_names() {
        assertThat(scope("RENAME TABLE a.t TO `b``1`.t, \"größe\" . `x y` /*!50000 TO c.t */", "shop")
                        .names())
                .contains("shop", "a", "b`1", "größe", "x y", "c");
        assertThat(scope("DROP DATABASE IF EXISTS d", "").names()).contains("d").doesNotContain("");
    }

    @Test
    void what_cannot_be_read_or_is_too_much_means_everywhere() {
        assertThat(scope("DROP TABLE größe.t", "", LATIN1, StandardCharsets.ISO_8859_1)
                        .everywhere())
                .isTrue();
        StringBuilder many = new StringBuilder("DROP TABLE t");
        for (int i = 0; i < 300; i++) {
            many.append(", t").append(i);
        }
        assertThat(scope(many.toString(), "shop").everywhere()).isTrue();
        assertThat(scope("DROP TABLE t", "shop").everywhere()).isFalse();
    }
}
