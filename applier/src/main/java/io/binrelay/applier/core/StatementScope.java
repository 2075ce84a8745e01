package io.binrelay.applier.core;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.sql.SqlScanner;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * In which schemas a statement may change definitions: only those that its text names, and its current database. What
 * it changes elsewhere (accounts) or besides (foreign keys that refer to a table renamed) is no matter, as long as
 * something changes in these whenever it takes place. Immutable.
 *
 * @param names every name the text has, of a schema or of anything else; without meaning where {@code everywhere}
 * @param everywhere whether the names cannot be told
 */
public record StatementScope(Set<String> names, boolean everywhere) {
    /** Any schema. */
    public static final StatementScope EVERYWHERE = new StatementScope(Set.of(), true);

    /** Beyond that many names, looking for them costs more than looking everywhere. */
    private static final int MOST_NAMES = 200;

    public StatementScope {
        names = Set.copyOf(names);
    }

    /** Of a statement that is run as it was on the source. */
    public static StatementScope of(Statement statement) {
        Integer client = statement.context().characterSetClient();
        String charset = client == null ? null : Collations.charset(client);
        boolean utf8 = charset != null && charset.startsWith("utf8");
        Set<String> names = new LinkedHashSet<>();
        names.add(statement.database());
        byte[] text = statement.text();
        for (SqlScanner.Token token : SqlScanner.scan(text, statement.context())) {
            if (names.size() > MOST_NAMES || (!utf8 && !isAscii(token.word()))) {
                return EVERYWHERE;
            }
            int length = token.end() - token.start();
            if (token.kind() == SqlScanner.Kind.WORD) {
                names.add(new String(text, token.start(), length, StandardCharsets.UTF_8));
            } else if (token.kind() == SqlScanner.Kind.QUOTED && length > 2 && text[token.start()] != '\'') {
                String quote = token.word().substring(0, 1);
                names.add(new String(text, token.start() + 1, length - 2, StandardCharsets.UTF_8)
                        .replace(quote + quote, quote));
            }
        }
        names.remove("");
        return new StatementScope(names, false);
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }
}
