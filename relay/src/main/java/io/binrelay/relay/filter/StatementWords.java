package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.sql.SqlScanner;
import io.binrelay.schemas.sql.SqlScanner.Kind;
import io.binrelay.schemas.sql.SqlScanner.Token;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a statement by their number, and the names among them. Behind the end there is nothing. Immutable. */
final class StatementWords {
    /** sql_mode bit (MySQL {@code sql/system_variables.h}, MariaDB {@code sql/sql_class.h}). */
    private static final long ANSI_QUOTES = 4;

    private final byte[] text;
    private final List<Token> tokens;
    private final String database;
    private final boolean ansiQuotes;
    private final @Nullable Charset charset;

    private StatementWords(
            byte[] text, List<Token> tokens, String database, boolean ansiQuotes, @Nullable Charset charset) {
        this.text = text;
        this.tokens = tokens;
        this.database = database;
        this.ansiQuotes = ansiQuotes;
        this.charset = charset;
    }

    /** @param database what names without a database belong to */
    static StatementWords of(Statement statement, String database) {
        Long sqlMode = statement.context().sqlMode();
        return new StatementWords(
                statement.text(),
                SqlScanner.scan(statement.text(), statement.context()),
                requireNonNull(database, "database is null"),
                sqlMode != null && (sqlMode & ANSI_QUOTES) != 0,
                charset(statement.context().characterSetClient()));
    }

    /** Null for one in which names beyond ASCII are not read. */
    private static @Nullable Charset charset(@Nullable Integer collation) {
        String name = collation == null ? "utf8mb4" : Collations.charset(collation);
        if (name == null) {
            return null;
        }
        if (name.startsWith("utf8")) {
            return StandardCharsets.UTF_8;
        }
        return name.equals("latin1") ? Charset.forName("windows-1252") : null;
    }

    String database() {
        return database;
    }

    int size() {
        return tokens.size();
    }

    /** How many parentheses are open around a token; those around the statement count. */
    int depth(int index) {
        return index < tokens.size() ? tokens.get(index).depth() : 0;
    }

    /** The keyword, upper case; empty where there is no word. */
    String word(int index) {
        return isKind(index, Kind.WORD) ? tokens.get(index).word() : "";
    }

    boolean isSign(int index, String sign) {
        return isKind(index, Kind.SIGN) && tokens.get(index).word().equals(sign);
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

    /** Index behind the words that stand there, of those given, in any order. */
    int skip(int index, String... words) {
        int at = index;
        while (at < tokens.size() && List.of(words).contains(word(at))) {
            at++;
        }
        return at;
    }

    /** Index behind {@code IF EXISTS} or {@code IF NOT EXISTS}, if that stands there. */
    int skipIfExists(int index) {
        return are(index, "IF") ? skip(index, "IF", "NOT", "EXISTS") : index;
    }

    /** Index of the next token that is this word with as many parentheses around it as there are at {@code from}. */
    int find(int from, String word) {
        int at = indexOf(from, word);
        if (at < 0) {
            throw new NotUnderstoodException("its text has no " + word + " where one is expected");
        }
        return at;
    }

    /** The same; -1 where there is none. */
    int indexOf(int from, String word) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).is(word) && depth(i) == depth(from) && !isSign(i - 1, ".")) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the words stand one after another anywhere behind, in parentheses or not. */
    boolean haveBehind(int from, String... words) {
        for (int i = from; i < tokens.size(); i++) {
            if (are(i, words)) {
                return true;
            }
        }
        return false;
    }

    /** Index behind the parenthesis that closes the one at {@code open}. */
    int behindParentheses(int open) {
        int depth = depth(open);
        int at = open + 1;
        while (at < tokens.size() && !(isSign(at, ")") && depth(at) == depth)) {
            at++;
        }
        return at + 1;
    }

    boolean isName(int index) {
        if (isKind(index, Kind.WORD)) {
            return true;
        }
        return isKind(index, Kind.QUOTED)
                && (text[tokens.get(index).start()] == '`'
                        || (ansiQuotes && text[tokens.get(index).start()] == '"'));
    }

    /** A name without its quotes. */
    String name(int index) {
        if (!isName(index)) {
            throw new NotUnderstoodException("its text has no name where one is expected");
        }
        Token token = tokens.get(index);
        boolean quoted = token.kind() == Kind.QUOTED;
        int start = quoted ? token.start() + 1 : token.start();
        int length = (quoted ? token.end() - 1 : token.end()) - start;
        boolean ascii = true;
        for (int i = start; i < start + length; i++) {
            ascii &= text[i] >= 0;
        }
        if (!ascii && charset == null) {
            throw new NotUnderstoodException("a name in it is in a character set that is not read here");
        }
        String name = new String(text, start, length, charset == null ? StandardCharsets.US_ASCII : charset);
        String quote = quoted ? String.valueOf((char) text[token.start()]) : "";
        return quoted ? name.replace(quote + quote, quote) : name;
    }

    /** The table whose name begins there. */
    TableName table(int index) {
        return isSign(index + 1, ".")
                ? new TableName(name(index), name(index + 2))
                : new TableName(database, name(index));
    }

    /** Index behind the table's name that begins there. */
    int behindTable(int index) {
        return isSign(index + 1, ".") ? index + 3 : index + 1;
    }

    /** Names of tables, separated by commas. */
    List<TableName> tables(int index) {
        List<TableName> tables = new ArrayList<>();
        int at = index - 1;
        do {
            tables.add(table(at + 1));
            at = behindTable(at + 1);
        } while (isSign(at, ","));
        return tables;
    }

    private boolean isKind(int index, Kind kind) {
        return index >= 0 && index < tokens.size() && tokens.get(index).kind() == kind;
    }
}
