package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.ServerVersion;
import io.binrelay.applier.core.TextEdits;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.sql.SqlScanner;
import io.binrelay.schemas.sql.SqlScanner.Kind;
import io.binrelay.schemas.sql.SqlScanner.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a statement of the other family: run, with what is mechanical translated; left out, since it changes
 * no rows there; or refused (trap 51). What is run and has another meaning to the replica's family is not looked for
 * beyond that: what the replica does not understand, it refuses.
 *
 * @param text null where the statement is left out
 * @param reason why it is left out; else empty
 * @param collations the replaced ones, {@code old -> new}
 */
public record StatementTranslation(byte @Nullable [] text, String reason, List<String> collations) {
    private static final Set<String> DEFINING = Set.of("CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE");
    private static final Set<String> ACCOUNTS = Set.of("USER", "ROLE", "PASSWORD", "DEFAULT");
    private static final Set<String> WITHOUT_EFFECT = Set.of("ANALYZE", "OPTIMIZE", "REPAIR", "CHECK", "FLUSH");
    private static final Set<String> TRIGGER_ENDS =
            Set.of("PROCEDURE", "FUNCTION", "EVENT", "VIEW", "TABLE", "PACKAGE", "SQL", "BODY", "AS", "BEGIN");

    public StatementTranslation {
        requireNonNull(reason, "reason is null");
        collations = List.copyOf(collations);
    }

    /**
     * Decides about a statement.
     *
     * @param source the version of the server that logged it
     * @param collations of the replica
     * @throws CannotCrossException it cannot be run on a replica of the other family
     */
    public static StatementTranslation of(Statement statement, ServerVersion source, CollationCounterparts collations) {
        byte[] text = VersionComments.resolved(
                statement.text(), SqlScanner.scan(statement.text(), statement.context()), new SourceDialect(source));
        List<Token> tokens = SqlScanner.scan(text, statement.context());
        String verb = word(tokens, 0);
        if (isAccount(tokens)) {
            return leftOut("accounts and privileges are not replicated to the other family: manage them there by hand");
        }
        if (WITHOUT_EFFECT.contains(verb)) {
            return leftOut(verb + " changes no rows");
        }
        if (!DEFINING.contains(verb)) {
            throw new CannotCrossException("it is no definition: its effect on rows was logged as text"
                    + " (binlog_format other than ROW), which the servers of the two families may carry out differently. Set"
                    + " binlog_format=ROW on the source, make the change on the replica by hand, and skip the"
                    + " statement");
        }
        if (isTrigger(tokens)) {
            return leftOut(
                    "triggers would fire on a replica of the other family, whose rows their effects reach anyway:"
                            + " create them when it is promoted");
        }
        refuseStartTransaction(tokens);
        TextEdits edits = new TextEdits();
        List<String> replaced = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            collation(tokens, i, collations, edits, replaced);
            encryption(tokens, i, source, edits);
        }
        return new StatementTranslation(edits.applyTo(text), "", replaced);
    }

    /** Whether it is to be run. */
    public boolean isRun() {
        return text != null;
    }

    private static StatementTranslation leftOut(String reason) {
        return new StatementTranslation(null, reason, List.of());
    }

    private static boolean isAccount(List<Token> tokens) {
        String verb = word(tokens, 0);
        if (verb.equals("GRANT") || verb.equals("REVOKE") || verb.equals("SET")) {
            return true;
        }
        boolean replace = word(tokens, 1).equals("OR");
        return DEFINING.contains(verb) && ACCOUNTS.contains(word(tokens, replace ? 3 : 1));
    }

    /** {@code CREATE [OR REPLACE] [DEFINER = …] TRIGGER}, {@code DROP TRIGGER}. */
    private static boolean isTrigger(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            String word = word(tokens, i);
            if (word.equals("TRIGGER") && !isSign(tokens, i - 1, "@") && !isSign(tokens, i - 1, "=")) {
                return true;
            }
            if (TRIGGER_ENDS.contains(word) || isSign(tokens, i, "(")) {
                return false;
            }
        }
        return false;
    }

    private static void collation(
            List<Token> tokens, int i, CollationCounterparts collations, TextEdits edits, List<String> replaced) {
        if (!tokens.get(i).is("COLLATE")) {
            return;
        }
        int at = isSign(tokens, i + 1, "=") ? i + 2 : i + 1;
        if (at >= tokens.size() || tokens.get(at).kind() == Kind.SIGN) {
            return;
        }
        Token token = tokens.get(at);
        String name = token.kind() == Kind.QUOTED
                ? token.word().substring(1, token.word().length() - 1)
                : token.word();
        String counterpart = collations.of(name);
        if (counterpart != null && !counterpart.equalsIgnoreCase(name)) {
            edits.replace(token.start(), token.end(), counterpart);
            replaced.add(name.toLowerCase(Locale.ROOT) + " -> " + counterpart);
        }
    }

    /** MySQL's {@code [DEFAULT] ENCRYPTION [=] 'N'} says what is so anyway; MariaDB does not know it. */
    private static void encryption(List<Token> tokens, int i, ServerVersion source, TextEdits edits) {
        if (source.family() != Family.MYSQL || !tokens.get(i).is("ENCRYPTION")) {
            return;
        }
        int value = isSign(tokens, i + 1, "=") ? i + 2 : i + 1;
        if (value >= tokens.size()
                || !Set.of("'N'", "'n'", "\"N\"", "\"n\"")
                        .contains(tokens.get(value).word())) {
            return;
        }
        int first = word(tokens, i - 1).equals("DEFAULT") ? i - 1 : i;
        first = isSign(tokens, first - 1, ",") ? first - 1 : first;
        edits.replace(tokens.get(first).start(), tokens.get(value).end(), " ");
    }

    /** On the source table and rows are one transaction; of statements of its own nobody could tell after a crash. */
    private static void refuseStartTransaction(List<Token> tokens) {
        boolean starts = false;
        for (int i = 0; i < tokens.size(); i++) {
            starts |= tokens.get(i).depth() == 0
                    && word(tokens, i).equals("START")
                    && word(tokens, i + 1).equals("TRANSACTION");
        }
        if (starts && word(tokens, 0).equals("CREATE")) {
            throw new CannotCrossException(
                    "CREATE TABLE .. START TRANSACTION (the logged form of CREATE TABLE .. SELECT of"
                            + " MySQL 8.0.21 and newer) has table and rows in one transaction, which only MySQL has. Make the table"
                            + " on the replica by hand with its rows, and skip the transaction; create and fill tables in two"
                            + " statements on the source");
        }
    }

    private static boolean isSign(List<Token> tokens, int index, String sign) {
        return index >= 0
                && index < tokens.size()
                && tokens.get(index).kind() == Kind.SIGN
                && tokens.get(index).word().equals(sign);
    }

    /** Empty where there is no word. */
    private static String word(List<Token> tokens, int index) {
        if (index < 0 || index >= tokens.size() || tokens.get(index).kind() != Kind.WORD) {
            return "";
        }
        return tokens.get(index).word();
    }
}
