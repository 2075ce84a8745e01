package io.binrelay.capture.core;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    /** CREATE or DROP TEMPORARY TABLE: commits nothing (trap 48). */
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

    /**
     * White space and comments, and the beginning of comments that hold statement text: {@code /*!50003} and MariaDB's
     * {@code /*M!}.
     */
    private static final Pattern LEADING_COMMENTS = Pattern.compile(
            "^(\\s|/\\*(?!!|M!).*?\\*/|/\\*M?![0-9]*|#[^\\n]*(\\n|$)|--\\s[^\\n]*(\\n|$))+", Pattern.DOTALL);

    private static final Pattern TEMPORARY = Pattern.compile(
            "^(CREATE\\s+(OR\\s+REPLACE\\s+)?|DROP\\s+)(/\\*M?!\\d*\\s*)?TEMPORARY\\s*(\\*/\\s*)?TABLE\\b");
    private static final Pattern CREATE = Pattern.compile("^CREATE\\s+(OR\\s+REPLACE\\s+)?TABLE\\b");
    private static final Pattern SAVEPOINT_TEXT =
            Pattern.compile("^(SAVEPOINT\\b|ROLLBACK\\s+(WORK\\s+)?TO\\b|RELEASE\\s+SAVEPOINT\\b)");
    private static final Pattern FIRST_WORD = Pattern.compile("^\\(*\\s*([A-Z]+)");

    /** Words in front of a change of rows: MariaDB's SET STATEMENT ... FOR and its ANALYZE, which runs the change. */
    private static final Pattern PREFIXED_ROWS = Pattern.compile(
            "^(SET\\s+STATEMENT\\b|ANALYZE\\s+(FORMAT\\b|INSERT\\b|UPDATE\\b|DELETE\\b|REPLACE\\b|WITH\\b))");

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
        return ofUsers(normalize(text));
    }

    /** The first word of a statement, for messages: what follows may be a secret. */
    static String firstWord(byte[] text) {
        Matcher word = FIRST_WORD.matcher(normalize(text));
        return word.find() ? word.group(1) : "?";
    }

    /** Upper case, without the comments and white space in front. */
    static String normalize(byte[] text) {
        String statement = new String(text, StandardCharsets.ISO_8859_1);
        return LEADING_COMMENTS.matcher(statement).replaceFirst("").toUpperCase(Locale.ROOT);
    }

    private static StatementKind ofUsers(String statement) {
        Matcher word = FIRST_WORD.matcher(statement);
        String first = word.find() ? word.group(1) : "";
        return switch (first) {
            case "XA" -> XA;
            case "SAVEPOINT", "ROLLBACK", "RELEASE" ->
                SAVEPOINT_TEXT.matcher(statement).find() ? SAVEPOINT : OTHER;
            case "CREATE", "DROP" -> ofDefinition(statement);
            case "SET", "ANALYZE" -> PREFIXED_ROWS.matcher(statement).find() ? ROWS_AS_TEXT : OTHER;
            default -> ROW_STATEMENTS.contains(first) ? ROWS_AS_TEXT : OTHER;
        };
    }

    private static StatementKind ofDefinition(String statement) {
        if (TEMPORARY.matcher(statement).find()) {
            return TEMPORARY_TABLE;
        }
        return CREATE.matcher(statement).find() ? CREATE_TABLE : OTHER;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
