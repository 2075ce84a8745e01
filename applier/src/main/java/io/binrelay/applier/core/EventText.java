package io.binrelay.applier.core;

import io.binrelay.schemas.sql.SqlScanner.Token;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** CREATE EVENT and ALTER EVENT: an event must not run on a replica (trap 46). */
final class EventText {
    private static final Set<String> OBJECTS =
            Set.of("EVENT", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW", "SQL", "AGGREGATE", "PACKAGE");
    private static final byte[] DISABLED = "DISABLE ON SLAVE ".getBytes(StandardCharsets.ISO_8859_1);

    private EventText() {}

    /** Index of the keyword EVENT of a CREATE or ALTER EVENT; -1 for other statements. */
    static int keyword(SqlTokens tokens) {
        if (!tokens.are(0, "CREATE") && !tokens.are(0, "ALTER")) {
            return -1;
        }
        int i = tokens.behindOrReplace(1);
        if (tokens.are(i, "DEFINER")) {
            i = tokens.behindDefiner(i, OBJECTS);
        }
        return tokens.are(i, "EVENT") ? i : -1;
    }

    /** Makes the event DISABLE ON SLAVE, as a replication thread does it. */
    static void disable(SqlTokens tokens, TextEdits edits) {
        int event = keyword(tokens);
        if (event < 0) {
            return;
        }
        for (int i = event + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.depth() > 0 || isNamePart(tokens, event, i)) {
                continue;
            }
            if (token.is("ENABLE")) {
                edits.replace(token.start(), token.end(), DISABLED);
                return;
            }
            if (token.is("DISABLE")) {
                boolean on = tokens.are(i + 1, "ON") && i + 2 < tokens.size();
                edits.replace(token.start(), on ? tokens.get(i + 2).end() : token.end(), DISABLED);
                return;
            }
            if (token.is("COMMENT") || token.is("DO")) {
                if (tokens.are(0, "CREATE")) {
                    edits.insert(token.start(), DISABLED);
                }
                return;
            }
            if (token.is("RENAME") && tokens.are(i + 1, "TO")) {
                i += tokens.isSign(i + 3, ".") ? 4 : 2; // the new name may be any word
            }
        }
    }

    /** Whether token i belongs to {@code [IF NOT EXISTS] [database.]name} behind EVENT, which may be any word. */
    private static boolean isNamePart(SqlTokens tokens, int event, int i) {
        int name = tokens.behindIfExists(event + 1);
        int last = tokens.isSign(name + 1, ".") ? name + 2 : name;
        return i <= last;
    }
}
