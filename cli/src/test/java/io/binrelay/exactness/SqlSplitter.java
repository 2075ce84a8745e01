package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements as the mysql client does: at the delimiter, but not inside quotes and comments;
 * {@code DELIMITER x} on a line of its own sets another. Comments between statements are handed on as pieces of their
 * own, line by line, since they may be directives.
 */
final class SqlSplitter {
    /**
     * A statement without its delimiter, or a comment line that stands between statements.
     *
     * @param line number of its first line, from 1
     */
    record Piece(String text, boolean comment, int line) {
        Piece {
            requireNonNull(text, "text is null");
        }
    }

    private final String script;
    private final List<Piece> pieces = new ArrayList<>();
    private String delimiter = ";";
    private int at;

    private SqlSplitter(String script) {
        this.script = requireNonNull(script, "script is null");
    }

    static List<Piece> split(String script) {
        return new SqlSplitter(script).run();
    }

    private List<Piece> run() {
        while (skipBlank()) {
            if (atLineComment()) {
                int end = endOfLine(at);
                pieces.add(new Piece(script.substring(at, end), true, line(at)));
                at = end;
            } else if (script.regionMatches(true, at, "delimiter ", 0, 10)) {
                int end = endOfLine(at);
                delimiter = script.substring(at + 10, end).strip();
                at = end;
            } else {
                statement();
            }
        }
        return pieces;
    }

    private void statement() {
        int begin = at;
        while (at < script.length() && !script.startsWith(delimiter, at)) {
            char c = script.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                at = endOfQuoted(c);
            } else if (script.startsWith("/*", at)) {
                int end = script.indexOf("*/", at + 2);
                at = end < 0 ? script.length() : end + 2;
            } else if (atLineComment()) {
                at = endOfLine(at);
            } else {
                at++;
            }
        }
        String text = script.substring(begin, at).strip();
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, false, line(begin)));
        }
        at = Math.min(script.length(), at + delimiter.length());
    }

    private int endOfQuoted(char quote) {
        int i = at + 1;
        while (i < script.length() && script.charAt(i) != quote) {
            i += script.charAt(i) == '\\' && quote != '`' ? 2 : 1;
        }
        return Math.min(script.length(), i + 1);
    }

    /** Two dashes need something blank behind them. */
    private boolean atLineComment() {
        if (script.charAt(at) == '#') {
            return true;
        }
        return script.startsWith("--", at)
                && (at + 2 >= script.length() || Character.isWhitespace(script.charAt(at + 2)));
    }

    private boolean skipBlank() {
        while (at < script.length() && Character.isWhitespace(script.charAt(at))) {
            at++;
        }
        return at < script.length();
    }

    private int endOfLine(int from) {
        int end = script.indexOf('\n', from);
        return end < 0 ? script.length() : end;
    }

    private int line(int position) {
        return 1
                + (int) script.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
