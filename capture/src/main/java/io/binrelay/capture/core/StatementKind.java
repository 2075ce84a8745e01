package io.binrelay.capture.core;

import io.binrelay.schemas.sql.SqlScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the text of a QUERY event means to the borders of a transaction.
 *
 * <p>The statements that servers write by themselves are compared exactly as servers write them: {@code BEGIN},
 * {@code COMMIT}, {@code ROLLBACK} (MySQL {@code sql/binlog.cc}, MariaDB {@code sql/log.cc}). What a user typed is told
 * by its first words; comments before them are skipped.
 */
enum StatementKind {
    /** Begins a group on MySQL. */
    BEGIN,
    /** Ends a group in which a table of an engine without transactions was changed (trap 33). */
    COMMIT,
    /** Ends a group that was rolled back though not all of it can be. */
    ROLLBACK,
    /** SAVEPOINT, ROLLBACK TO, RELEASE SAVEPOINT: executed inside the transaction (trap 32). */
    SAVEPOINT,
    /** Any statement of a distributed transaction (trap 34). */
    XA,
    /** CREATE or DROP TEMPORARY TABLE, or of MariaDB SEQUENCE: commits nothing (trap 48). */
    TEMPORARY_TABLE,
    /** CREATE TABLE: alone, or the first statement of a transaction whose rows fill the table (trap 36). */
    CREATE_TABLE,
    /** A change of rows in statement format (trap 10). */
    ROWS_AS_TEXT,
    /** Anything else: a statement that commits by itself. */
    OTHER;

    private static final byte[] BEGIN_TEXT = ascii("BEGIN");
    private static final byte[] COMMIT_TEXT = ascii("COMMIT");
    private static final byte[] ROLLBACK_TEXT = ascii("ROLLBACK");

    /** What may follow MariaDB's ANALYZE where it runs the change. */
    private static final Set<String> ANALYZED = Set.of("FORMAT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH");

    private static final Set<String> TEMPORARY_OBJECTS = Set.of("TABLE", "TABLES", "SEQUENCE");

    /** Enough for {@code CREATE OR REPLACE TEMPORARY TABLE}, in parentheses or not. */
    private static final int FIRST_TOKENS = 16;

    private static final Set<String> ROW_STATEMENTS =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "SELECT", "WITH", "CALL", "DO", "TABLE", "VALUES");

    /**
     * The kind of a statement.
     *
     * @param text its bytes; every client character set of MySQL and MariaDB is a superset of ASCII
     */
    static StatementKind of(byte[] text) {
        if (Arrays.equals(text, BEGIN_TEXT)) {
            return BEGIN;
        }
        if (Arrays.equals(text, COMMIT_TEXT)) {
            return COMMIT;
        }
        if (Arrays.equals(text, ROLLBACK_TEXT)) {
            return ROLLBACK;
        }
        return ofUsers(firstWords(text));
    }

    /** The first word of a statement, for messages: what follows may be a secret. */
    static String firstWord(byte[] text) {
        List<String> words = firstWords(text);
        return words.isEmpty() ? "?" : words.get(0);
    }

    /** The keywords a statement begins with, upper case: up to what is no word. */
    private static List<String> firstWords(byte[] text) {
        return SqlScanner.scanFirst(text, FIRST_TOKENS).stream()
                .dropWhile(token -> token.word().equals("("))
                .takeWhile(token -> token.kind() == SqlScanner.Kind.WORD)
                .map(SqlScanner.Token::word)
                .toList();
    }

    private static StatementKind ofUsers(List<String> words) {
        return switch (word(words, 0)) {
            case "XA" -> XA;
            case "SAVEPOINT" -> SAVEPOINT;
            case "ROLLBACK" ->
                word(words, word(words, 1).equals("WORK") ? 2 : 1).equals("TO") ? SAVEPOINT : OTHER;
            case "RELEASE" -> word(words, 1).equals("SAVEPOINT") ? SAVEPOINT : OTHER;
            case "CREATE" -> ofDefinition(words, word(words, 1).equals("OR") ? 3 : 1, CREATE_TABLE);
            case "DROP" -> ofDefinition(words, 1, OTHER);
            case "SET" -> word(words, 1).equals("STATEMENT") ? ROWS_AS_TEXT : OTHER;
            case "ANALYZE" -> ANALYZED.contains(word(words, 1)) ? ROWS_AS_TEXT : OTHER;
            default -> ROW_STATEMENTS.contains(word(words, 0)) ? ROWS_AS_TEXT : OTHER;
        };
    }

    /** @param object index of the word behind CREATE OR REPLACE, or behind DROP */
    private static StatementKind ofDefinition(List<String> words, int object, StatementKind ofTable) {
        if (word(words, object).equals("TEMPORARY")) {
            return TEMPORARY_OBJECTS.contains(word(words, object + 1)) ? TEMPORARY_TABLE : OTHER;
        }
        return word(words, object).equals("TABLE") ? ofTable : OTHER;
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
