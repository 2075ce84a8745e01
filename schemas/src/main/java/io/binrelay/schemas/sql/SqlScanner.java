package io.binrelay.schemas.sql;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts the text of a statement into words, quoted parts and signs, without understanding it, so that its first keywords
 * can be read and a clause replaced. Works on bytes in the statement's own character set: all character sets that a
 * client may use are ASCII for ASCII bytes, except that in some a character's second byte may look like a quote or
 * backslash.
 *
 * <p>Comments are skipped; the inside of {@code /*!50000 … *}{@code /} is scanned as text, since the server runs it.
 */
public final class SqlScanner {
    /** sql_mode bit (MySQL {@code sql/system_variables.h}, MariaDB {@code sql/sql_class.h}). */
    private static final long NO_BACKSLASH_ESCAPES = 1L << 20;

    private static final Set<String> SECOND_BYTE_MAY_BE_ASCII = Set.of("big5", "sjis", "gbk", "cp932", "gb18030");

    private static final Set<String> SHIFT_JIS = Set.of("sjis", "cp932");

    private final byte[] text;
    private final boolean doubleBytes;
    private final boolean shiftJis;
    private final boolean backslashEscapes;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int depth;

    /** What a token is. */
    public enum Kind {
        /** Letters, digits, {@code _}, {@code $}, and everything beyond ASCII. */
        WORD,
        /** {@code '…'}, {@code "…"} or {@code `…`}, quotes included. */
        QUOTED,
        /** One other character. */
        SIGN
    }

    /**
     * A part of the text.
     *
     * @param start offset of its first byte
     * @param end offset behind its last byte
     * @param depth how many parentheses are open around it
     * @param word upper case if it is a {@link Kind#WORD}, else the bytes as they are, one character per byte
     */
    public record Token(Kind kind, int start, int end, int depth, String word) {
        public Token {
            requireNonNull(kind, "kind is null");
            requireNonNull(word, "word is null");
        }

        /** Whether it is this keyword, outside of quotes. */
        public boolean is(String keyword) {
            return kind == Kind.WORD && word.equals(keyword);
        }
    }

    private SqlScanner(byte[] text, int collation, boolean backslashEscapes) {
        String charset = Collations.charset(collation);
        this.text = text;
        this.doubleBytes = charset != null && SECOND_BYTE_MAY_BE_ASCII.contains(charset);
        this.shiftJis = charset != null && SHIFT_JIS.contains(charset);
        this.backslashEscapes = backslashEscapes;
    }

    /** The statement's tokens, in order, as a session of this context reads them. */
    public static List<Token> scan(byte[] text, StatementContext context) {
        requireNonNull(text, "text is null");
        Integer client = context.characterSetClient();
        return new SqlScanner(text, client == null ? 0 : client, backslashEscapes(context)).scan(Integer.MAX_VALUE);
    }

    /** Whether a backslash in a string makes the next character another one. */
    public static boolean backslashEscapes(StatementContext context) {
        Long sqlMode = context.sqlMode();
        return sqlMode == null || (sqlMode & NO_BACKSLASH_ESCAPES) == 0;
    }

    /**
     * At most the first tokens. Without the character set: it matters inside quotes and behind them only, which no
     * statement's keywords are.
     */
    public static List<Token> scanFirst(byte[] text, int most) {
        requireNonNull(text, "text is null");
        return new SqlScanner(text, 0, true).scan(most);
    }

    private List<Token> scan(int most) {
        while (at < text.length && tokens.size() < most) {
            int c = text[at] & 0xff;
            if (c <= ' ') {
                at++;
            } else if (!skipComment(c)) {
                token(c);
            }
        }
        return List.copyOf(tokens);
    }

    private boolean skipComment(int c) {
        if (c == '#' || (c == '-' && peek(1) == '-' && peek(2) <= ' ')) {
            while (at < text.length && text[at] != '\n') {
                at++;
            }
            return true;
        }
        if (c == '*' && peek(1) == '/') {
            at += 2; // the end of a version comment
            return true;
        }
        if (c != '/' || peek(1) != '*') {
            return false;
        }
        boolean version = peek(2) == '!' || ((peek(2) == 'M' || peek(2) == 'm') && peek(3) == '!');
        if (version) {
            at += peek(2) == '!' ? 3 : 4;
            while (peek(0) >= '0' && peek(0) <= '9') {
                at++;
            }
            return true;
        }
        at += 2;
        while (at < text.length && !(text[at] == '*' && peek(1) == '/')) {
            at++;
        }
        at = Math.min(at + 2, text.length);
        return true;
    }

    private void token(int c) {
        int start = at;
        if (c == '\'' || c == '"' || c == '`') {
            skipQuoted(c);
            add(Kind.QUOTED, start);
        } else if (isWord(c)) {
            while (at < text.length && isWord(text[at] & 0xff)) {
                at += characterLength(text[at] & 0xff);
            }
            at = Math.min(at, text.length);
            add(Kind.WORD, start);
        } else {
            at++;
            if (c == ')') {
                depth--;
            }
            add(Kind.SIGN, start);
            if (c == '(') {
                depth++;
            }
        }
    }

    private void skipQuoted(int quote) {
        at++;
        while (at < text.length) {
            int c = text[at] & 0xff;
            if (c == '\\' && backslashEscapes && quote != '`') {
                at += 2;
            } else if (c == quote && peek(1) == quote) {
                at += 2;
            } else if (c == quote) {
                at++;
                return;
            } else {
                at += characterLength(c);
            }
        }
        at = text.length;
    }

    private int characterLength(int lead) {
        if (!doubleBytes || lead < 0x81 || lead == 0xff || (shiftJis && lead >= 0xa0 && lead <= 0xdf)) {
            return 1;
        }
        return 2;
    }

    private static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }

    private void add(Kind kind, int start) {
        String word = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
        tokens.add(new Token(kind, start, at, depth, kind == Kind.WORD ? word.toUpperCase(Locale.ROOT) : word));
    }

    /** 0 behind the end. */
    private int peek(int ahead) {
        return at + ahead < text.length ? text[at + ahead] & 0xff : 0;
    }
}
