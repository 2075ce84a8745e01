package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import io.binrelay.applier.core.OptionFlags;
import io.binrelay.applier.core.StatementSession;
import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session a statement of the other family is run in: {@link io.binrelay.applier.core.StatementSession}'s recipe,
 * told in the variables of the replica's family (trap 38). Immutable.
 */
public final class TranslatedSession {

    /** MySQL's default for CHARACTER SET utf8mb4 without a collation. */
    private static final int MYSQL_UTF8MB4_DEFAULT = 255;

    /** MariaDB's, where it says nothing. */
    private static final int MARIADB_UTF8MB4_DEFAULT = 45;

    private final Family source;
    private final Set<String> known;
    private final CollationCounterparts collations;

    /**
     * @param source the family of the statements
     * @param known names of the replica's session variables, lower case
     */
    public TranslatedSession(Family source, Set<String> known, CollationCounterparts collations) {
        this.source = requireNonNull(source, "source is null");
        this.known = Set.copyOf(known);
        this.collations = requireNonNull(collations, "collations is null");
    }

    /**
     * The statements to run first, in order. Each character stands for one byte; names are UTF-8.
     *
     * @throws CannotCrossException the statement depends on what the replica's family does not have
     */
    public List<String> prepare(Statement statement) {
        List<String> statements = new ArrayList<>();
        if (StatementSession.isIn(statement)) {
            statements.add("SET @@session.character_set_client=utf8mb4");
            statements.add("USE " + Names.quoted(statement.database()));
        }
        StatementContext context = statement.context();
        List<String> assignments = new ArrayList<>();
        assign(assignments, "timestamp", timestamp(statement));
        options(assignments, context);
        if (context.sqlMode() != null) {
            assign(assignments, "sql_mode", Long.toUnsignedString(SqlModes.translated(source, context.sqlMode())));
        }
        assign(assignments, "auto_increment_increment", orElse(context.autoIncrementIncrement(), 1));
        assign(assignments, "auto_increment_offset", orElse(context.autoIncrementOffset(), 1));
        if (context.timeZone() != null) {
            assign(assignments, "time_zone", quoted(context.timeZone()));
        }
        assign(assignments, "lc_time_names", orElse(context.lcTimeNames(), 0));
        characterSets(assignments, context);
        defaultOfUtf8mb4(assignments, context);
        statements.add("SET " + String.join(", ", assignments));
        return statements;
    }

    private static String timestamp(Statement statement) {
        Integer microseconds = statement.context().microseconds();
        return microseconds == null || microseconds == 0
                ? Long.toString(statement.timestampSeconds())
                : String.format(Locale.ROOT, "%d.%06d", statement.timestampSeconds(), microseconds);
    }

    private void options(List<String> assignments, StatementContext context) {
        long flags = context.optionFlags() == null ? 0 : context.optionFlags();
        assign(assignments, "foreign_key_checks", (flags & OptionFlags.NO_FOREIGN_KEY_CHECKS) == 0 ? "1" : "0");
        assign(assignments, "sql_auto_is_null", (flags & OptionFlags.AUTO_IS_NULL) == 0 ? "0" : "1");
        assign(assignments, "unique_checks", (flags & OptionFlags.RELAXED_UNIQUE_CHECKS) == 0 ? "1" : "0");
        assign(assignments, "autocommit", (flags & OptionFlags.NOT_AUTOCOMMIT) == 0 ? "1" : "0");
        boolean explicit;
        if (source == Family.MARIADB) {
            if ((flags & OptionFlags.MARIADB_IF_EXISTS) != 0) {
                throw new CannotCrossException("it ran under sql_if_exists=ON, which MySQL does not have. Run it on the"
                        + " replica by hand, with IF EXISTS where needed, and skip it");
            }
            explicit = (flags & OptionFlags.MARIADB_EXPLICIT_DEFAULTS) != 0;
        } else {
            Boolean said = context.explicitDefaultsForTimestamp();
            explicit = said == null || said;
        }
        assignIfKnown(assignments, "explicit_defaults_for_timestamp", explicit ? "1" : "0");
    }

    private void characterSets(List<String> assignments, StatementContext context) {
        if (context.characterSetClient() != null) {
            String charset = Collations.charset(context.characterSetClient());
            if (charset == null) {
                throw unknownCollation(context.characterSetClient());
            }
            assign(assignments, "character_set_client", charset);
        }
        if (context.collationConnection() != null) {
            assign(assignments, "collation_connection", counterpart(context.collationConnection()));
        }
        if (context.collationServer() != null) {
            assign(assignments, "collation_server", counterpart(context.collationServer()));
        }
        Integer database = context.collationDatabase();
        assign(
                assignments,
                "collation_database",
                database == null || database == 0 ? "DEFAULT" : counterpart(database));
    }

    /** What CHARACTER SET utf8mb4 without a collation means: the families' defaults differ. */
    private void defaultOfUtf8mb4(List<String> assignments, StatementContext context) {
        if (source == Family.MARIADB) {
            int wanted = MARIADB_UTF8MB4_DEFAULT;
            byte[] map = context.characterSetCollations();
            for (int i = 1; map != null && i + 3 < map.length; i += 4) {
                if ("utf8mb4".equals(Collations.charset(id(map, i)))) {
                    wanted =
                            id(map, i + 2) == MARIADB_UTF8MB4_DEFAULT ? MARIADB_UTF8MB4_DEFAULT : MYSQL_UTF8MB4_DEFAULT;
                }
            }
            // The only two that MySQL takes.
            assignIfKnown(assignments, "default_collation_for_utf8mb4", Integer.toString(wanted));
        } else if (known.contains("character_set_collations")) {
            Integer said = context.defaultCollationForUtf8mb4();
            String name = counterpart(said == null ? MYSQL_UTF8MB4_DEFAULT : said);
            assign(assignments, "character_set_collations", quoted("utf8mb4=" + name));
        }
    }

    private static int id(byte[] map, int offset) {
        return (map[offset] & 0xff) | (map[offset + 1] & 0xff) << 8;
    }

    private String counterpart(int id) {
        String name = collations.of(id);
        if (name == null) {
            throw unknownCollation(id);
        }
        return name;
    }

    private static CannotCrossException unknownCollation(int id) {
        return new CannotCrossException("it ran under the source's collation number " + id
                + ", which has no counterpart on the replica. Use another one in the session or database that runs it,"
                + " or run it on the replica by hand and skip it");
    }

    private void assignIfKnown(List<String> assignments, String name, String value) {
        if (known.contains(name)) {
            assign(assignments, name, value);
        }
    }

    private static void assign(List<String> assignments, String name, String value) {
        assignments.add("@@session." + name + "=" + value);
    }

    private static String orElse(@Nullable Integer value, int otherwise) {
        return Integer.toString(value == null ? otherwise : value);
    }

    private static String quoted(String text) {
        return "'"
                + new String(
                        text.replace("\\", "\\\\").replace("'", "''").getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1)
                + "'";
    }
}
