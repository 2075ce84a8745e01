package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text that nobody understands, which is relayed as it stands: what looks into it must neither fail nor change it. */
class AnyTextTest {
    private static final int TEXTS = 60_000;
    private static final int LONGEST = 14;
    private static final List<Integer> CHARACTER_SETS = List.of(8, 13, 28, 33, 45, 63, 95, 248, 100_000);
    private static final AccountName OWN = new AccountName("own", "%");

    /** Words that decide something, and pieces that end, begin or hide others. */
    private static final List<String> PIECES = List.of(
            "CREATE",
            "ALTER",
            "DROP",
            "RENAME",
            "SET",
            "GRANT",
            "REVOKE",
            "OR",
            "REPLACE",
            "TEMPORARY",
            "TABLE",
            "EVENT",
            "USER",
            "ROLE",
            "PASSWORD",
            "DEFINER",
            "=",
            "IF",
            "NOT",
            "EXISTS",
            "FOR",
            "TO",
            "FROM",
            "ON",
            "DO",
            "COMMENT",
            "ENABLE",
            "DISABLE",
            "SLAVE",
            "WITH",
            "ADMIN",
            "START",
            "TRANSACTION",
            "AS",
            "ROW",
            "BIGINT",
            "IDENTIFIED",
            "DELETE",
            "own",
            "@",
            "'%'",
            ".",
            ",",
            "(",
            ")",
            "`",
            "'",
            "\"",
            "\\",
            "/*",
            "*/",
            "/*!50003",
            "/*M!",
            "--",
            "#",
            "\n",
            " ",
            "\0",
            "é",
            "\u0081",
            "ÿ",
            "1",
            "RENAME TO",
            "OR REPLACE EVENT",
            "own@'%'",
            "IF EXISTS");

    @Test
    void no_text_makes_it_fail_and_no_text_is_changed_without_a_reason() {
        Random random = new Random(20261121);
        int changed = 0;
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text(random);
            int charset = CHARACTER_SETS.get(random.nextInt(CHARACTER_SETS.size()));
            long sqlMode = random.nextBoolean() ? 1L << 20 : 0;
            Family family = random.nextBoolean() ? Family.MYSQL : Family.MARIADB;
            StatementText of = StatementText.of(statement(text, charset, sqlMode));
            String shown = new String(text, StandardCharsets.ISO_8859_1);
            try {
                byte[] forReplica = of.forReplica(family);
                if (!Arrays.equals(forReplica, text)) {
                    changed++;
                    assertThat(shown.toUpperCase(Locale.ROOT)).as(shown).containsAnyOf("EVENT", "ROLE");
                }
                of.effectOn(OWN, family);
            } catch (RuntimeException e) {
                throw new AssertionError("seed 20261121, text " + i + ": " + shown, e);
            }
            assertThat(of.isDropTable() && !of.isDrop()).as(shown).isFalse();
            assertThat(of.isTemporary() && of.commitsByItself()).as(shown).isFalse();
            assertThat(of.opensTransaction() && !of.createsTable()).as(shown).isFalse();
            assertThat(of.emptiesTable() && !of.changesRows()).as(shown).isFalse();
        }
        assertThat(changed).as("texts with an event or a role").isPositive();
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LONGEST); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextInt(4) > 0) {
                text.append(' ');
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Statement statement(byte[] text, int client, long sqlMode) {
        StatementContext context = new StatementContext(
                null, sqlMode, null, null, client, null, null, null, null, null, "inv", "%", null, null, null, null,
                null, null);
        return new Statement(1, 1, 0, 0, "", text, 1, 0, context);
    }
}
