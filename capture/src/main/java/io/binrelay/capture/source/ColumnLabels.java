package io.binrelay.capture.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the labels out of an ENUM's or SET's type as the catalog writes it: each in single quotes, with quotes doubled
 * and {@code \0 \n \r \\} escaped. Source: MySQL {@code sql/unireg.cc} and MariaDB {@code sql/sql_show.cc},
 * {@code append_unescaped}.
 */
final class ColumnLabels {
    private ColumnLabels() {}

    /** @param type e.g. {@code enum('a','it''s')} */
    static List<String> parse(String type) {
        List<String> labels = new ArrayList<>();
        int at = type.indexOf('\'');
        while (at >= 0) {
            StringBuilder label = new StringBuilder();
            int end = readLabel(type, at + 1, label);
            labels.add(label.toString());
            at = type.indexOf('\'', end + 1);
        }
        return labels;
    }

    /** Appends the label that begins at an index and returns the index of its closing quote. */
    private static int readLabel(String type, int start, StringBuilder label) {
        int at = start;
        while (at < type.length()) {
            char each = type.charAt(at);
            boolean pairs = at + 1 < type.length();
            if (each == '\'') {
                if (!pairs || type.charAt(at + 1) != '\'') {
                    return at;
                }
                at++;
                label.append('\'');
            } else if (each == '\\' && pairs) {
                at++;
                label.append(unescaped(type.charAt(at)));
            } else {
                label.append(each);
            }
            at++;
        }
        throw new IllegalArgumentException("a label has no end in: " + type);
    }

    private static char unescaped(char escaped) {
        return switch (escaped) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> escaped;
        };
    }
}
