package io.binrelay.applier.core;

import io.binrelay.schemas.sql.SqlScanner.Kind;
import io.binrelay.schemas.sql.SqlScanner.Token;
import java.util.List;
import java.util.Set;

/** The tokens of a statement by their number; behind both ends there is nothing. Immutable. */
final class SqlTokens {
    private final List<Token> tokens;

    SqlTokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    int size() {
        return tokens.size();
    }

    Token get(int index) {
        return tokens.get(index);
    }

    /** The keyword, upper case; empty where there is no word. */
    String word(int index) {
        return isKind(index, Kind.WORD) ? tokens.get(index).word() : "";
    }

    boolean isSign(int index, String sign) {
        return isKind(index, Kind.SIGN) && tokens.get(index).word().equals(sign);
    }

    boolean isWord(int index) {
        return isKind(index, Kind.WORD);
    }

    boolean isQuoted(int index) {
        return isKind(index, Kind.QUOTED);
    }

    /** Whether these words stand there, one after another. */
    boolean are(int index, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(index + i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the words stand anywhere outside of parentheses. */
    boolean contain(String... words) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).depth() == 0 && are(i, words)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the words stands anywhere, in parentheses or not. */
    boolean haveAnyOf(String... words) {
        return tokens.stream().anyMatch(token -> List.of(words).stream().anyMatch(token::is));
    }

    /** Index behind {@code IF EXISTS} or {@code IF NOT EXISTS}, if that stands there. */
    int behindIfExists(int index) {
        if (are(index, "IF", "EXISTS")) {
            return index + 2;
        }
        return are(index, "IF", "NOT", "EXISTS") ? index + 3 : index;
    }

    /** Index behind {@code OR REPLACE}, if that stands there. */
    int behindOrReplace(int index) {
        return are(index, "OR", "REPLACE") ? index + 2 : index;
    }

    /**
     * Index of the word that says what a CREATE or ALTER with a DEFINER clause is about, beginning at the clause; the
     * number of tokens if there is none. User and host may be words or quoted, the host may have dots.
     */
    int behindDefiner(int index, Set<String> objects) {
        int i = index;
        while (i < tokens.size() && (isSign(i - 1, "=") || isSign(i - 1, "@") || !objects.contains(word(i)))) {
            i++;
        }
        return i;
    }

    private boolean isKind(int index, Kind kind) {
        return index >= 0 && index < tokens.size() && tokens.get(index).kind() == kind;
    }
}
