package io.binrelay.applier.core;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Recognises SAVEPOINT, ROLLBACK TO and RELEASE SAVEPOINT, which servers log inside a transaction (trap 32). Servers
 * write these texts themselves, in this form.
 */
public final class SavepointText {
    /** Longer than any of the keywords that matter; a savepoint's name may follow in any character set. */
    private static final int PREFIX_LENGTH = 20;

    private SavepointText() {}

    /** Whether the statement is one of the three. */
    public static boolean isSavepoint(byte[] text) {
        String start = new String(text, 0, Math.min(text.length, PREFIX_LENGTH), StandardCharsets.ISO_8859_1)
                .toUpperCase(Locale.ROOT);
        return start.startsWith("SAVEPOINT ")
                || start.startsWith("ROLLBACK TO ")
                || start.startsWith("RELEASE SAVEPOINT ");
    }

    /**
     * The text as a session without ANSI_QUOTES reads it: under that mode servers write the name in double quotes
     * (append_identifier of MySQL {@code sql/sql_show.cc} and MariaDB's).
     */
    public static byte[] forReplica(byte[] text) {
        String statement = new String(text, StandardCharsets.ISO_8859_1);
        int quote = statement.indexOf('"');
        int other = statement.indexOf('`');
        if (quote < 0 || (other >= 0 && other < quote) || !statement.endsWith("\"")) {
            return text;
        }
        String name = statement.substring(quote + 1, statement.length() - 1).replace("\"\"", "\"");
        String quoted = statement.substring(0, quote) + "`" + name.replace("`", "``") + "`";
        return quoted.getBytes(StandardCharsets.ISO_8859_1);
    }
}
