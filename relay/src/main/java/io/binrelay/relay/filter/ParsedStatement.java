package io.binrelay.relay.filter;

import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What the text of a statement changes, as far as its tokens tell: which tables a server's parser would put down as
 * updated before it opens any (MySQL and MariaDB {@code sql/sql_yacc.yy}, TL_OPTION_UPDATING). Immutable.
 */
final class ParsedStatement {
    private static final Set<String> BORDERS = Set.of("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "XA");
    private static final int LONGEST_IN_MESSAGES = 200;

    private final StatementWords words;
    private final byte[] text;

    private ParsedStatement(StatementWords words, byte[] text) {
        this.words = words;
        this.text = text;
    }

    /**
     * Scans a statement.
     *
     * @param database what names without a database belong to
     */
    static ParsedStatement of(Statement statement, String database) {
        return new ParsedStatement(StatementWords.of(statement, database), statement.text());
    }

    /** The default database. */
    String database() {
        return words.database();
    }

    /** Whether it begins, ends or divides a transaction. */
    boolean isBorder() {
        return BORDERS.contains(words.word(0));
    }

    /** What it changes. */
    StatementTarget target() {
        try {
            return target(beginning());
        } catch (NotUnderstoodException e) {
            return new StatementTarget.Unknown(String.valueOf(e.getMessage()));
        }
    }

    /** Behind parentheses, MariaDB's SET STATEMENT .. FOR, and ANALYZE in front of a change of rows. */
    private int beginning() {
        int at = 0;
        while (words.isSign(at, "(")) {
            at++;
        }
        if (words.are(at, "SET", "STATEMENT")) {
            at = words.find(at, "FOR") + 1;
        }
        if (words.are(at, "ANALYZE", "FORMAT")) {
            return at + 4; // FORMAT = JSON
        }
        boolean changeBehind = words.are(at, "ANALYZE") && RowTargets.isChange(words.word(at + 1));
        return changeBehind ? at + 1 : at;
    }

    private StatementTarget target(int at) {
        String verb = words.word(at);
        return switch (verb) {
            case "SET" ->
                words.are(at + 1, "PASSWORD") || words.are(at + 1, "DEFAULT", "ROLE")
                        ? DefinitionTargets.ACCOUNTS
                        : new StatementTarget.Exempt();
            case "GRANT",
                    "REVOKE",
                    "CREATE",
                    "ALTER",
                    "DROP",
                    "RENAME",
                    "TRUNCATE",
                    "ANALYZE",
                    "OPTIMIZE",
                    "REPAIR",
                    "CHECK",
                    "FLUSH" -> new DefinitionTargets(words).of(at);
            case "INSTALL", "UNINSTALL", "RESET", "IMPORT", "CALL" -> new StatementTarget.NoTable();
            default -> new RowTargets(words).of(at);
        };
    }

    /** The text, without what may be a secret. */
    String forMessages() {
        boolean secrets = !(target() instanceof StatementTarget.Tables)
                && !(target() instanceof StatementTarget.SomeOf)
                && !RowTargets.isChange(words.word(0));
        if (secrets) {
            return words.word(0) + " " + words.word(1) + " ...";
        }
        int length = Math.min(text.length, LONGEST_IN_MESSAGES);
        return new String(text, 0, length, StandardCharsets.UTF_8).strip() + (length < text.length ? " ..." : "");
    }
}
