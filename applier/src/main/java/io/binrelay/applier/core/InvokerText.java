package io.binrelay.applier.core;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Names the account that ran a statement on the source wherever its text means whoever runs it (trap 47):
 *
 * <ul>
 *   <li>CURRENT_USER, and MariaDB's CURRENT_ROLE, in account statements and DEFINER clauses,
 *   <li>ALTER EVENT without DEFINER, which makes whoever runs it the definer (both families),
 *   <li>MariaDB's CREATE ROLE without WITH ADMIN, which makes whoever runs it the role's administrator.
 * </ul>
 *
 * A replication thread takes the account from the event (Q_INVOKER) in all of them.
 */
final class InvokerText {
    private static final Set<String> ACCOUNT_OBJECTS = Set.of("USER", "ROLE", "PASSWORD", "DEFAULT");

    /** Behind one of these there is no DEFINER clause. */
    private static final Set<String> OTHER_OBJECTS = Set.of(
            "TABLE", "INDEX", "DATABASE", "SCHEMA", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "PACKAGE", "SEQUENCE");

    private final Statement statement;
    private final SqlTokens tokens;
    private final boolean mariadb;
    private final TextEdits edits;

    private InvokerText(Statement statement, SqlTokens tokens, Family family, TextEdits edits) {
        this.statement = statement;
        this.tokens = tokens;
        this.mariadb = family == Family.MARIADB;
        this.edits = edits;
    }

    /**
     * Adds what has to change.
     *
     * @throws IllegalArgumentException the account is needed and not known; the message says why
     */
    static void name(Statement statement, SqlTokens tokens, Family family, TextEdits edits) {
        new InvokerText(statement, tokens, family, edits).name();
    }

    /** Whether it creates, changes or drops accounts or their privileges. */
    static boolean isAccountStatement(SqlTokens tokens) {
        if (tokens.are(0, "GRANT") || tokens.are(0, "REVOKE")) {
            return true;
        }
        int object = tokens.are(0, "CREATE") ? tokens.behindOrReplace(1) : 1;
        return Set.of("ALTER", "CREATE", "DROP", "RENAME", "SET").contains(tokens.word(0))
                && ACCOUNT_OBJECTS.contains(tokens.word(object));
    }

    private void name() {
        if (isAccountStatement(tokens)) {
            for (int i = 0; i < tokens.size(); i++) {
                replaceCurrent(i);
            }
            administrator();
        } else if (tokens.are(0, "CREATE") || tokens.are(0, "ALTER")) {
            definer();
        }
    }

    private void administrator() {
        boolean createsRole = tokens.are(0, "CREATE") && tokens.are(tokens.behindOrReplace(1), "ROLE");
        if (mariadb && createsRole && !tokens.contain("WITH", "ADMIN")) {
            int end = tokens.get(tokens.size() - 1).end();
            edits.insert(end, bytes(" WITH ADMIN " + invoker("CREATE ROLE without WITH ADMIN")));
        }
    }

    private void definer() {
        int event = EventText.keyword(tokens);
        for (int i = 1; i < tokens.size() && !OTHER_OBJECTS.contains(tokens.word(i)); i++) {
            if (tokens.are(i, "DEFINER") && tokens.isSign(i + 1, "=")) {
                replaceCurrent(i + 2);
                return;
            }
            if (i == event) {
                if (tokens.are(0, "ALTER")) {
                    String definer = "DEFINER=" + invoker("ALTER EVENT without DEFINER") + " ";
                    edits.insert(tokens.get(event).start(), bytes(definer));
                }
                return;
            }
        }
    }

    /** Replaces the token if it is CURRENT_USER or CURRENT_ROLE, with the parentheses behind it. */
    private void replaceCurrent(int i) {
        boolean role = mariadb && tokens.are(i, "CURRENT_ROLE");
        if (!(role || tokens.are(i, "CURRENT_USER")) || tokens.isSign(i - 1, ".") || tokens.isSign(i - 1, "@")) {
            return;
        }
        AccountName invoker = invokerName(tokens.word(i));
        // MariaDB logs one name only: of an account, with its host, or of a role, without one.
        if (mariadb && role != invoker.host().isEmpty()) {
            throw new IllegalArgumentException("the statement speaks of " + tokens.word(i) + ", and the source logged "
                    + invoker.quoted() + " as the one who ran it, which is of the other kind. " + remedy());
        }
        boolean loses = tokens.contain("IDENTIFIED") || tokens.are(0, "GRANT") || tokens.are(0, "REVOKE");
        if (mariadb && !role && loses) {
            // Seen with 11.4.5, and on its own replicas: IDENTIFIED has no effect, GRANT and REVOKE empty the password.
            throw new IllegalArgumentException("what MariaDB does to the password of CURRENT_USER in GRANT, REVOKE and"
                    + " with IDENTIFIED is not what the statement says, and nothing that could be repeated. Compare the"
                    + " account " + invoker.quoted() + " on source and replica. " + remedy());
        }
        boolean braces = tokens.isSign(i + 1, "(") && tokens.isSign(i + 2, ")");
        edits.replace(tokens.get(i).start(), tokens.get(braces ? i + 2 : i).end(), bytes(invoker.quoted()));
    }

    private String invoker(String why) {
        return invokerName(why).quoted();
    }

    private AccountName invokerName(String why) {
        StatementContext context = statement.context();
        if (context.invokerUser() == null || context.invokerHost() == null) {
            throw new IllegalArgumentException("the statement means the account that ran it (" + why
                    + "), which the source did not log. " + remedy());
        }
        return new AccountName(context.invokerUser(), context.invokerHost());
    }

    /** In the character set of the statement. */
    private byte[] bytes(String text) {
        Integer client = statement.context().characterSetClient();
        String charset = client == null ? null : Collations.charset(client);
        boolean utf8 = charset != null && charset.startsWith("utf8");
        if (!utf8 && text.chars().anyMatch(c -> c >= 0x80)) {
            throw new IllegalArgumentException("the statement means the account that ran it, " + text.strip()
                    + ", whose name cannot be written in the statement's character set (" + charset + "). " + remedy());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String remedy() {
        return "Run the statement on the replica by hand with the account's name, and rebuild the replica or skip the"
                + " statement; on the source, name the account instead";
    }
}
