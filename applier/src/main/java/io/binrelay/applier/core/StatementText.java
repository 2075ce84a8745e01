package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.sql.SqlScanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the applier has to know about the text of a statement. Everything else is the server's business. Immutable. */
public final class StatementText {
    private static final Set<String> DROPPED_WHOLE =
            Set.of("TABLE", "TABLES", "VIEW", "DATABASE", "SCHEMA", "SEQUENCE");
    private static final Set<String> DATABASES = Set.of("DATABASE", "SCHEMA");
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
    private static final byte[] OR_REPLACE = " OR REPLACE".getBytes(StandardCharsets.ISO_8859_1);

    private final Statement statement;
    private final SqlTokens tokens;

    private StatementText(Statement statement, SqlTokens tokens) {
        this.statement = statement;
        this.tokens = tokens;
    }

    /** Scans a statement's text. */
    public static StatementText of(Statement statement) {
        requireNonNull(statement, "statement is null");
        return new StatementText(statement, scan(statement, statement.text()));
    }

    private static SqlTokens scan(Statement statement, byte[] text) {
        return new SqlTokens(SqlScanner.scan(text, statement.context()));
    }

    /**
     * Whether it drops tables, views, sequences or a database: statements that may have been half done when a server
     * died, and may be done again with what is already gone left aside.
     */
    public boolean isDrop() {
        return tokens.are(0, "DROP") && DROPPED_WHOLE.contains(droppedObject());
    }

    /** Whether it is a DROP TABLE or DROP SEQUENCE. */
    public boolean isDropTable() {
        return isDrop()
                && !DATABASES.contains(droppedObject())
                && !droppedObject().equals("VIEW");
    }

    private String droppedObject() {
        return tokens.word(tokens.are(1, "TEMPORARY") ? 2 : 1);
    }

    /** Whether it is a CREATE DATABASE. */
    public boolean isCreateDatabase() {
        return tokens.are(0, "CREATE") && DATABASES.contains(tokens.word(1));
    }

    /**
     * Whether it may mean the database it runs in though the source says that this plays no part: ALTER DATABASE
     * without a name. A replication thread is in the event's database all the same (MySQL {@code sql/log_event.cc},
     * Query_log_event::do_apply_event), which is the one altered.
     */
    public boolean altersDatabase() {
        return tokens.are(0, "ALTER") && DATABASES.contains(tokens.word(1)) && !tokens.contain("UPGRADE");
    }

    /** Whether it is a DROP DATABASE. */
    public boolean isDropDatabase() {
        return tokens.are(0, "DROP") && DATABASES.contains(tokens.word(1));
    }

    /** Whether it is a CREATE TABLE or CREATE SEQUENCE with neither OR REPLACE nor IF NOT EXISTS. */
    public boolean isPlainCreateTable() {
        int object = tokens.are(1, "TEMPORARY") ? 2 : 1;
        return tokens.are(0, "CREATE")
                && (tokens.are(object, "TABLE") || tokens.are(object, "SEQUENCE"))
                && tokens.behindIfExists(object + 1) == object + 1;
    }

    /** Whether it creates or drops temporary tables or sequences, which is no end of a transaction (trap 48). */
    public boolean isTemporary() {
        return tokens.are(0, "DROP", "TEMPORARY")
                || (tokens.are(0, "CREATE") && tokens.are(tokens.behindOrReplace(1), "TEMPORARY"));
    }

    /** Whether it ends the transaction it runs in. */
    public boolean commitsByItself() {
        return COMMITTING.contains(tokens.word(0)) && !isTemporary();
    }

    /** Whether it changes rows, or may do so through a function, and nothing else. */
    public boolean changesRows() {
        return CHANGING_ROWS.contains(tokens.word(0));
    }

    /**
     * Whether it is a DELETE without a condition, as servers write one themselves for a MEMORY table that is empty
     * after a restart: to repeat it does no harm.
     */
    public boolean emptiesTable() {
        return tokens.are(0, "DELETE") && !tokens.haveAnyOf("WHERE", "LIMIT", "USING", "JOIN");
    }

    /**
     * Whether it makes a system-versioned table whose history counts in transactions of the server (MariaDB's
     * {@code BIGINT UNSIGNED GENERATED ALWAYS AS ROW START}) and not in time (trap 27).
     */
    public boolean versionsByTransaction() {
        boolean table = tokens.are(0, "CREATE") || tokens.are(0, "ALTER");
        for (int i = 0; table && i < tokens.size(); i++) {
            if (tokens.are(i, "AS", "ROW", "START")) {
                for (int j = i; j > 0 && !tokens.isSign(j, ","); j--) {
                    if (tokens.are(j, "BIGINT")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether it is a CREATE TABLE of a table that stays. */
    public boolean createsTable() {
        return tokens.are(0, "CREATE") && tokens.are(tokens.behindOrReplace(1), "TABLE");
    }

    /**
     * Whether it is a CREATE TABLE .. START TRANSACTION, whose rows follow in the same transaction (trap 36).
     * Partitions stand behind it.
     */
    public boolean opensTransaction() {
        return tokens.are(0, "CREATE", "TABLE") && tokens.contain("START", "TRANSACTION");
    }

    /**
     * The text to run on a replica: an event is created or altered as DISABLE ON SLAVE, as a replication thread does it
     * (trap 46), and the account that ran the statement is named where the text means whoever runs it (trap 47);
     * everything else is as it was.
     *
     * @throws IllegalArgumentException the account is needed and not known; the message says what to do
     */
    public byte[] forReplica(Family family) {
        return edits(family).applyTo(statement.text());
    }

    /** The same with OR REPLACE, for a CREATE. */
    public byte[] forReplicaOrReplace(Family family) {
        TextEdits edits = edits(family);
        edits.insert(tokens.get(0).end(), OR_REPLACE);
        return edits.applyTo(statement.text());
    }

    private TextEdits edits(Family family) {
        TextEdits edits = new TextEdits();
        InvokerText.name(statement, tokens, family, edits);
        EventText.disable(tokens, edits);
        return edits;
    }

    /** What the creator of a routine may do with it from now on; empty for other statements. */
    public Optional<RoutineGrant> automaticGrant() {
        return RoutineGrant.of(statement, tokens);
    }

    /**
     * Whether it has to be run again after a crash, even if it took place: a DROP may have been half done, and the
     * automatic GRANT behind a CREATE of a routine may be missing.
     */
    public boolean isRepeatable() {
        return isDrop() || automaticGrant().isPresent();
    }

    /** Whether it creates, changes or drops accounts or their privileges. */
    public boolean isAccountStatement() {
        return InvokerText.isAccountStatement(tokens);
    }

    /** What it would do to an account that is not the source's to change (trap 47). */
    public AccountEffect effectOn(AccountName account, Family family) {
        requireNonNull(account, "account is null");
        if (!isAccountStatement()) {
            return AccountEffect.NONE;
        }
        byte[] text = forReplica(family);
        List<AccountName> targets = AccountTargets.of(
                text, scan(statement, text), SqlScanner.backslashEscapes(statement.context()), family);
        if (!targets.contains(account)) {
            return AccountEffect.NONE;
        }
        return targets.stream().allMatch(account::equals) ? AccountEffect.ALONE : AccountEffect.AMONG_OTHERS;
    }
}
