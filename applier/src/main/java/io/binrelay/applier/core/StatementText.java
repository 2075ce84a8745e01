package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.SqlScanner.Kind;
import io.binrelay.applier.core.SqlScanner.Token;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What the applier has to know about the text of a statement. Everything else is the server's business. Immutable. */
public final class StatementText {
    /** sql_mode bit of NO_BACKSLASH_ESCAPES (MySQL {@code sql/system_variables.h}, MariaDB {@code sql/sql_class.h}). */
    private static final long NO_BACKSLASH_ESCAPES = 1L << 20;

    private static final Set<String> DROPPED_WHOLE =
            Set.of("TABLE", "TABLES", "VIEW", "DATABASE", "SCHEMA", "SEQUENCE");
    private static final Set<String> ACCOUNT_VERBS = Set.of("GRANT", "REVOKE");
    private static final Set<String> ACCOUNT_OBJECTS = Set.of("USER", "ROLE", "PASSWORD", "DEFAULT");

    /** What a statement that changes definitions, accounts or files begins with. */
    private static final Set<String> COMMITTING = Set.of(
            "ALTER",
            "ANALYZE",
            "CACHE",
            "CHECK",
            "CREATE",
            "DROP",
            "FLUSH",
            "GRANT",
            "IMPORT",
            "INSTALL",
            "OPTIMIZE",
            "RENAME",
            "REPAIR",
            "RESET",
            "REVOKE",
            "SET",
            "TRUNCATE",
            "UNINSTALL");

    private static final Set<String> CHANGING_ROWS =
            Set.of("CALL", "DELETE", "DO", "INSERT", "LOAD", "REPLACE", "SELECT", "UPDATE", "WITH");

    private static final Set<String> OBJECTS =
            Set.of("EVENT", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW", "SQL", "AGGREGATE", "PACKAGE");
    private static final byte[] DISABLED = "DISABLE ON SLAVE ".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] text;
    private final List<Token> tokens;

    private StatementText(byte[] text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** Scans a statement's text. */
    public static StatementText of(Statement statement) {
        requireNonNull(statement, "statement is null");
        Long sqlMode = statement.context().sqlMode();
        Integer client = statement.context().characterSetClient();
        return new StatementText(
                statement.text(),
                SqlScanner.scan(
                        statement.text(),
                        client == null ? 0 : client,
                        sqlMode == null || (sqlMode & NO_BACKSLASH_ESCAPES) == 0));
    }

    /**
     * Whether it drops tables, views, sequences or a database: statements that may have been half done when a server
     * died, and may be done again with what is already gone left aside.
     */
    public boolean isDrop() {
        if (!word(0).equals("DROP")) {
            return false;
        }
        int object = word(1).equals("TEMPORARY") ? 2 : 1;
        return DROPPED_WHOLE.contains(word(object));
    }

    /** Whether it creates or drops temporary tables or sequences, which is no end of a transaction (trap 48). */
    public boolean isTemporary() {
        return (word(0).equals("DROP") && word(1).equals("TEMPORARY"))
                || (word(0).equals("CREATE") && word(behindOrReplace()).equals("TEMPORARY"));
    }

    /** Whether it ends the transaction it runs in. */
    public boolean commitsByItself() {
        return COMMITTING.contains(word(0)) && !isTemporary();
    }

    /** Whether it changes rows, or may do so through a function, and nothing else. */
    public boolean changesRows() {
        return CHANGING_ROWS.contains(word(0));
    }

    /**
     * Whether it is a DELETE without a condition, as servers write one themselves for a MEMORY table that is empty
     * after a restart: to repeat it does no harm.
     */
    public boolean emptiesTable() {
        return word(0).equals("DELETE")
                && tokens.stream().noneMatch(t -> t.is("WHERE") || t.is("LIMIT") || t.is("USING") || t.is("JOIN"));
    }

    /** Whether it is a CREATE TABLE of a table that stays. */
    public boolean createsTable() {
        return word(0).equals("CREATE") && word(behindOrReplace()).equals("TABLE");
    }

    private int behindOrReplace() {
        return word(1).equals("OR") && word(2).equals("REPLACE") ? 3 : 1;
    }

    /** Whether it is a CREATE TABLE .. START TRANSACTION, whose rows follow in the same transaction (trap 36). */
    public boolean opensTransaction() {
        int last = tokens.size() - 1;
        return word(0).equals("CREATE")
                && word(1).equals("TABLE")
                && word(last - 1).equals("START")
                && word(last).equals("TRANSACTION");
    }

    /** Whether it is an account statement that speaks of the account that ran it (trap 47), which is not ours. */
    public boolean dependsOnInvoker() {
        boolean account = ACCOUNT_VERBS.contains(word(0))
                || (Set.of("ALTER", "CREATE", "DROP", "RENAME", "SET").contains(word(0))
                        && ACCOUNT_OBJECTS.contains(word(1)));
        return account && tokens.stream().anyMatch(token -> token.is("CURRENT_USER") || token.is("CURRENT_ROLE"));
    }

    /**
     * The text to run on a replica: an event is created or altered as DISABLE ON SLAVE, as a replication thread does it
     * (trap 46); everything else is as it was.
     */
    public byte[] forReplica() {
        int event = eventKeyword();
        if (event < 0) {
            return text;
        }
        for (int i = event + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.depth() > 0 || isNamePart(event, i)) {
                continue;
            }
            if (token.is("ENABLE")) {
                return replaced(token.start(), token.end());
            }
            if (token.is("DISABLE")) {
                boolean on = word(i + 1).equals("ON");
                return replaced(token.start(), on ? tokens.get(i + 2).end() : token.end());
            }
            if (token.is("COMMENT") || token.is("DO")) {
                return word(0).equals("CREATE") ? replaced(token.start(), token.start()) : text;
            }
        }
        return text;
    }

    /** Index of the keyword EVENT of a CREATE or ALTER EVENT; -1 for other statements. */
    private int eventKeyword() {
        if (!word(0).equals("CREATE") && !word(0).equals("ALTER")) {
            return -1;
        }
        int i = 1;
        if (word(i).equals("OR") && word(i + 1).equals("REPLACE")) {
            i += 2;
        }
        if (word(i).equals("DEFINER")) {
            // user@host may be words or quoted, the host may have dots: go on to the object's type
            while (i < tokens.size() && (isSign(i - 1, "=") || isSign(i - 1, "@") || !OBJECTS.contains(word(i)))) {
                i++;
            }
        }
        return word(i).equals("EVENT") ? i : -1;
    }

    /** Whether token i belongs to {@code [IF NOT EXISTS] [database.]name} behind EVENT, which may be any word. */
    private boolean isNamePart(int event, int i) {
        int name = event + 1;
        if (word(name).equals("IF")) {
            name += word(name + 1).equals("NOT") ? 3 : 2;
        }
        int last = isSign(name + 1, ".") ? name + 2 : name;
        return i <= last;
    }

    private byte[] replaced(int from, int to) {
        byte[] changed = new byte[text.length + DISABLED.length - (to - from)];
        System.arraycopy(text, 0, changed, 0, from);
        System.arraycopy(DISABLED, 0, changed, from, DISABLED.length);
        System.arraycopy(text, to, changed, from + DISABLED.length, text.length - to);
        return changed;
    }

    private boolean isSign(int index, String sign) {
        return index >= 0
                && index < tokens.size()
                && tokens.get(index).kind() == Kind.SIGN
                && tokens.get(index).word().equals(sign);
    }

    /** Empty where there is no word. */
    private String word(int index) {
        if (index < 0 || index >= tokens.size() || tokens.get(index).kind() != Kind.WORD) {
            return "";
        }
        return tokens.get(index).word();
    }
}
