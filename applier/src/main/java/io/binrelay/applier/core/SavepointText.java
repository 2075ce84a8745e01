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
}
