package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.TextEdits;
import io.binrelay.schemas.sql.SqlScanner;
import java.util.List;

/**
 * Makes plain text of the version comments that the source ran, and takes out those it skipped, so that every server
 * reads the statement as the source did: the families number their versions differently (trap 51).
 */
final class VersionComments {
    private final byte[] text;
    private final SourceDialect dialect;
    private final TextEdits edits;
    private int skippedFrom = -1;

    private VersionComments(byte[] text, SourceDialect dialect) {
        this.text = requireNonNull(text, "text is null");
        this.dialect = dialect;
        this.edits = new TextEdits();
    }

    /** @param tokens of the text; what is between them is white space and comments */
    static byte[] resolved(byte[] text, List<SqlScanner.Token> tokens, SourceDialect dialect) {
        VersionComments comments = new VersionComments(text, dialect);
        int from = 0;
        for (SqlScanner.Token token : tokens) {
            comments.gap(from, token.start());
            from = token.end();
        }
        comments.gap(from, text.length);
        return comments.edits.applyTo(text);
    }

    private void gap(int start, int end) {
        int at = start;
        while (at < end) {
            if (is(at, "*/")) {
                edits.replace(skippedFrom < 0 ? at : skippedFrom, at + 2, " ");
                skippedFrom = -1;
                at += 2;
            } else if (is(at, "/*!") || is(at, "/*M!") || is(at, "/*m!")) {
                at = opening(at, text[at + 2] != '!');
            } else if (is(at, "/*")) {
                at = behind("*/", at + 2, end);
            } else if (text[at] == '#' || is(at, "--")) {
                at = behind("\n", at, end);
            } else {
                at++;
            }
        }
    }

    private int opening(int start, boolean mariadbOnly) {
        int at = start + (mariadbOnly ? 4 : 3);
        int number = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9' && number < 100_000) {
            number = number * 10 + text[at++] - '0';
        }
        if (dialect.runs(mariadbOnly, number)) {
            edits.replace(start, at, " ");
        } else {
            skippedFrom = start;
        }
        return at;
    }

    private int behind(String end, int from, int limit) {
        for (int at = from; at < limit; at++) {
            if (is(at, end)) {
                return at + end.length();
            }
        }
        return limit;
    }

    private boolean is(int at, String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (at + i >= text.length || text[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
