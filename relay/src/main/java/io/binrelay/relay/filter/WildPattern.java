package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * A pattern as LIKE takes them: {@code %} stands for any text, {@code _} for one character, a backslash makes the
 * character behind it an ordinary one. It is compared with {@code database.table} as a whole, so that {@code %} reaches
 * over the dot (MySQL {@code sql/rpl_filter.cc}, find_wild). Immutable.
 */
public final class WildPattern {
    private static final int MANY = -1;
    private static final int ONE = -2;

    private final String text;
    private final int[] symbols;

    /** @param text the pattern; names are compared as they are, so bring both to one case first */
    public WildPattern(String text) {
        this.text = requireNonNull(text, "text is null");
        this.symbols = symbols(text.codePoints().toArray());
    }

    private static int[] symbols(int[] characters) {
        int[] symbols = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == '\\' && i + 1 < characters.length) {
                symbols[count++] = characters[++i];
            } else {
                symbols[count++] = switch (character) {
                    case '%' -> MANY;
                    case '_' -> ONE;
                    default -> character;
                };
            }
        }
        return Arrays.copyOf(symbols, count);
    }

    /** Whether it stands for this name. */
    public boolean matches(String name) {
        int[] characters = name.codePoints().toArray();
        int at = 0;
        int symbol = 0;
        int resume = -1;
        int resumeAt = 0;
        while (at < characters.length) {
            if (symbol < symbols.length && symbols[symbol] == MANY) {
                resume = ++symbol;
                resumeAt = at;
            } else if (symbol < symbols.length && (symbols[symbol] == ONE || symbols[symbol] == characters[at])) {
                symbol++;
                at++;
            } else if (resume >= 0) {
                symbol = resume;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (symbol < symbols.length && symbols[symbol] == MANY) {
            symbol++;
        }
        return symbol == symbols.length;
    }

    /** The pattern as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
