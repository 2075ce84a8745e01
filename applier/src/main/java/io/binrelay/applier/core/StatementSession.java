package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.RowsSqlMode;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The session a statement of the source has to run in (trap 38), as statements that make it. The recipe is what
 * {@code mysqlbinlog} prints in front of it (MySQL {@code sql/log_event.cc} and MariaDB
 * {@code sql/log_event_client.cc}, {@code Query_log_event::print_query_header}).
 *
 * <p>What the source did not say is set to what a source means by silence: it leaves out most variables while they have
 * their default. Immutable.
 */
public final class StatementSession {
    /** LOG_EVENT_SUPPRESS_USE_F: the current database plays no part. */
    private static final int SUPPRESS_USE = 0x8;

    private final Family family;
    private final Set<String> known;
    private final IntFunction<@Nullable String> collationName;

    /**
     * @param family of source and replica
     * @param known names of the replica's session variables, lower case
     * @param collationName the full name of a collation of the replica by its id, null if it has none such
     */
    public StatementSession(Family family, Set<String> known, IntFunction<@Nullable String> collationName) {
        this.family = requireNonNull(family, "family is null");
        this.known = Set.copyOf(known);
        this.collationName = requireNonNull(collationName, "collationName is null");
    }

    /**
     * The statements to run first, in order. Each character stands for one byte; names are UTF-8.
     *
     * @throws IllegalArgumentException the source said something that the replica cannot be told; the message says what
     */
    public List<String> prepare(Statement statement) {
        return prepare(statement, false);
    }

    /**
     * Same as {@link #prepare}, for a statement inside a transaction: autocommit is left alone, since to switch it on
     * would commit.
     */
    public List<String> prepareInTransaction(Statement statement) {
        return prepare(statement, true);
    }

    private List<String> prepare(Statement statement, boolean inTransaction) {
        List<String> statements = new ArrayList<>();
        List<String> inputs = new InputAssignments(this::nameOf).of(statement.inputs());
        boolean use = isIn(statement);
        if (use) {
            // Names are UTF-8; without this the server would read them in the character set of the last statement.
            statements.add("SET @@session.character_set_client=utf8mb4");
            statements.add("USE `" + bytesOf(statement.database().replace("`", "``")) + "`");
        }
        if (!inputs.isEmpty()) {
            // Names of user variables are UTF-8 too.
            statements.add("SET @@session.character_set_client=utf8mb4");
            statements.add("SET " + String.join(", ", inputs));
        }
        List<String> assignments = new ArrayList<>();
        assign(assignments, "timestamp", timestamp(statement));
        // Tells temporary tables of one session of the source from those of another (trap 48).
        assign(assignments, "pseudo_thread_id", Long.toString(statement.threadId()));
        options(assignments, statement.context(), inTransaction);
        variables(assignments, statement.context());
        characterSets(assignments, statement.context());
        families(assignments, statement.context());
        statements.add("SET " + String.join(", ", assignments));
        return statements;
    }

    /**
     * The one statement that brings the session back to what rows and our own statements need. Its texts name their
     * character set: else they would be in that of the collation_connection that is to be left, and MariaDB knows no
     * time zone in UTF-16 (1298).
     *
     * @param rowsSqlMode of the transaction whose rows come next, see {@link RowsSqlMode}
     */
    public String restore(long rowsSqlMode) {
        List<String> assignments = new ArrayList<>();
        assign(assignments, "timestamp", "DEFAULT");
        assign(assignments, "foreign_key_checks", "1");
        assign(assignments, "unique_checks", "1");
        assign(assignments, "sql_auto_is_null", "0");
        assign(assignments, "autocommit", "0");
        assign(assignments, "sql_mode", rowsMode(rowsSqlMode));
        assign(assignments, "auto_increment_increment", "1");
        assign(assignments, "auto_increment_offset", "1");
        assign(assignments, "character_set_client", "latin1");
        assign(assignments, "collation_connection", "latin1_swedish_ci");
        assign(assignments, "character_set_results", "utf8mb4");
        assign(assignments, "time_zone", "_latin1'+00:00'");
        assign(assignments, "lc_time_names", "0");
        assignIfKnown(assignments, "check_constraint_checks", "1");
        assignIfKnown(assignments, "sql_if_exists", "0");
        return "SET " + String.join(", ", assignments);
    }

    /** Whether the statement's current database plays a part. */
    public static boolean isIn(Statement statement) {
        return !statement.database().isEmpty()
                && ((statement.headerFlags() & SUPPRESS_USE) == 0
                        || StatementText.of(statement).altersDatabase());
    }

    private static String rowsMode(long bits) {
        List<String> modes = new ArrayList<>(List.of("NO_AUTO_VALUE_ON_ZERO", "ALLOW_INVALID_DATES"));
        modes.addAll(RowsSqlMode.names(bits));
        return "_latin1'" + String.join(",", modes) + "'";
    }

    private static String timestamp(Statement statement) {
        Integer microseconds = statement.context().microseconds();
        return microseconds == null || microseconds == 0
                ? Long.toString(statement.timestampSeconds())
                : String.format(Locale.ROOT, "%d.%06d", statement.timestampSeconds(), microseconds);
    }

    private void options(List<String> assignments, StatementContext context, boolean inTransaction) {
        long flags = context.optionFlags() == null ? 0 : context.optionFlags();
        assign(assignments, "foreign_key_checks", offWhen(flags, OptionFlags.NO_FOREIGN_KEY_CHECKS));
        assign(assignments, "sql_auto_is_null", onWhen(flags, OptionFlags.AUTO_IS_NULL));
        assign(assignments, "unique_checks", offWhen(flags, OptionFlags.RELAXED_UNIQUE_CHECKS));
        if (!inTransaction) {
            assign(assignments, "autocommit", offWhen(flags, OptionFlags.NOT_AUTOCOMMIT));
        }
        if (family == Family.MARIADB) {
            assignIfKnown(
                    assignments, "check_constraint_checks", offWhen(flags, OptionFlags.MARIADB_NO_CHECK_CONSTRAINTS));
            assignIfKnown(assignments, "sql_if_exists", onWhen(flags, OptionFlags.MARIADB_IF_EXISTS));
            assignIfKnown(
                    assignments,
                    "explicit_defaults_for_timestamp",
                    onWhen(flags, OptionFlags.MARIADB_EXPLICIT_DEFAULTS));
        }
    }

    private void variables(List<String> assignments, StatementContext context) {
        if (context.sqlMode() != null) {
            assign(assignments, "sql_mode", Long.toUnsignedString(context.sqlMode()));
        }
        assign(assignments, "auto_increment_increment", orElse(context.autoIncrementIncrement(), 1));
        assign(assignments, "auto_increment_offset", orElse(context.autoIncrementOffset(), 1));
        if (context.timeZone() != null) {
            assign(assignments, "time_zone", quoted(context.timeZone()));
        }
        assign(assignments, "lc_time_names", orElse(context.lcTimeNames(), 0));
    }

    private void characterSets(List<String> assignments, StatementContext context) {
        if (context.characterSetClient() != null) {
            // MariaDB takes the number of a character set's default collation only.
            assign(
                    assignments,
                    "character_set_client",
                    family == Family.MARIADB
                            ? characterSetOf(context.characterSetClient())
                            : context.characterSetClient().toString());
        }
        if (context.collationConnection() != null) {
            assign(
                    assignments,
                    "collation_connection",
                    context.collationConnection().toString());
        }
        if (context.collationServer() != null) {
            assign(assignments, "collation_server", context.collationServer().toString());
        }
        Integer database = context.collationDatabase();
        assign(assignments, "collation_database", database == null || database == 0 ? "DEFAULT" : database.toString());
    }

    private void families(List<String> assignments, StatementContext context) {
        if (family == Family.MARIADB) {
            characterSetCollations(assignments, context.characterSetCollations());
            return;
        }
        Boolean explicit = context.explicitDefaultsForTimestamp();
        if (explicit != null) {
            said(assignments, "explicit_defaults_for_timestamp", explicit ? 1 : 0, 1);
        }
        if (context.defaultCollationForUtf8mb4() != null) {
            said(assignments, "default_collation_for_utf8mb4", context.defaultCollationForUtf8mb4(), 255);
        } else {
            assignIfKnown(assignments, "default_collation_for_utf8mb4", "DEFAULT");
        }
        said(assignments, "sql_require_primary_key", orZero(context.sqlRequirePrimaryKey()), 0);
        said(assignments, "default_table_encryption", orZero(context.defaultTableEncryption()), 0);
    }

    /** Layout: MariaDB {@code sql/lex_charset.h}, Charset_collation_map_st::to_binary: a count, then pairs of ids. */
    private void characterSetCollations(List<String> assignments, byte @Nullable [] map) {
        StringBuilder text = new StringBuilder();
        int count = map == null || map.length == 0 ? 0 : map[0] & 0xff;
        for (int i = 0; map != null && i < count; i++) {
            String from = characterSetOf(id(map, 1 + 4 * i));
            String to = nameOf(id(map, 3 + 4 * i));
            text.append(i == 0 ? "" : ",").append(from).append('=').append(to);
        }
        if (known.contains("character_set_collations")) {
            assign(assignments, "character_set_collations", quoted(text.toString()));
        } else if (count > 0) {
            throw new IllegalArgumentException(unknown("character_set_collations", text.toString()));
        }
    }

    /** A collation's name begins with that of its character set; {@code binary} is both. */
    private String characterSetOf(int collationId) {
        String name = nameOf(collationId);
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }

    private String nameOf(int collationId) {
        String name = collationName.apply(collationId);
        if (name == null) {
            throw new IllegalArgumentException("the statement needs collation " + collationId
                    + ", which the replica does not have: the replica is older than the source, upgrade it");
        }
        return name;
    }

    private static int id(byte[] map, int offset) {
        return (map[offset] & 0xff) | (map[offset + 1] & 0xff) << 8;
    }

    /** What the source said; a replica without the variable behaves as if it had its default. */
    private void said(List<String> assignments, String name, int value, int defaultValue) {
        if (known.contains(name)) {
            assign(assignments, name, Integer.toString(value));
        } else if (value != defaultValue) {
            throw new IllegalArgumentException(unknown(name, Integer.toString(value)));
        }
    }

    private static String unknown(String name, String value) {
        return "the statement ran under " + name + "=" + value
                + " on the source, and the replica does not know this variable: upgrade the replica";
    }

    private void assignIfKnown(List<String> assignments, String name, String value) {
        if (known.contains(name)) {
            assign(assignments, name, value);
        }
    }

    private static void assign(List<String> assignments, String name, String value) {
        assignments.add("@@session." + name + "=" + value);
    }

    private static String offWhen(long flags, long bit) {
        return (flags & bit) == 0 ? "1" : "0";
    }

    private static String onWhen(long flags, long bit) {
        return (flags & bit) == 0 ? "0" : "1";
    }

    private static String orElse(@Nullable Integer value, int otherwise) {
        return Integer.toString(value == null ? otherwise : value);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static String quoted(String text) {
        return "'" + bytesOf(text.replace("\\", "\\\\").replace("'", "''")) + "'";
    }

    /** One character per byte of UTF-8. */
    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
