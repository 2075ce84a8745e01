package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is replicated, in the order in which a server of the family does: rewrite, then rules for databases,
 * then those for tables, each with do before ignore and names before patterns (MySQL manual, "How Servers Evaluate
 * Replication Filtering Rules"; MySQL {@code sql/rpl_filter.cc}, {@code sql/sql_parse.cc} check_database_filters,
 * all_tables_not_ok; MariaDB {@code sql/rpl_filter.cc}, {@code sql/sql_parse.cc} prepare_db_action).
 *
 * <p>Rows are judged by their table. Statements are judged by the default database first, whatever they name, and then
 * by the tables that they change: the first one that a rule fits decides for all of them. Immutable.
 */
public final class ReplicationFilter {
    /** Lets everything pass as it is. */
    public static final ReplicationFilter NONE =
            new ReplicationFilter(FilterRules.NONE, new NameComparison(Family.MYSQL, false));

    private static final FilterDecision NO_RULES = FilterDecision.execute("no rule is set");
    private static final FilterDecision BORDER =
            FilterDecision.execute("borders and savepoints of transactions always are");

    /** What MySQL opens for account statements, in its order (8.0 {@code sql/auth/sql_user_table.h}, ACL_TABLES). */
    private static final List<String> MYSQL_PRIVILEGE_TABLES = List.of(
            "user",
            "db",
            "tables_priv",
            "columns_priv",
            "procs_priv",
            "proxies_priv",
            "role_edges",
            "default_roles",
            "global_grants",
            "password_history");

    /** Of these MariaDB opens what the statement needs (11.4 {@code sql/sql_acl.cc}, MYSQL_TABLE_NAME). */
    private static final List<String> MARIADB_PRIVILEGE_TABLES = List.of(
            "columns_priv", "db", "host", "tables_priv", "procs_priv", "proxies_priv", "roles_mapping", "global_priv");

    private final FilterRules rules;
    private final NameComparison names;
    private final Set<String> doTables;
    private final Set<String> ignoreTables;
    private final List<WildRule> wildDoTables;
    private final List<WildRule> wildIgnoreTables;

    /** @param names of the server whose filters these would be: the replica, or for {@code binlog-*} the source */
    public ReplicationFilter(FilterRules rules, NameComparison names) {
        this.rules = requireNonNull(rules, "rules is null");
        this.names = requireNonNull(names, "names is null");
        this.doTables = rules.doTables().stream().map(names::table).collect(Collectors.toUnmodifiableSet());
        this.ignoreTables = rules.ignoreTables().stream().map(names::table).collect(Collectors.toUnmodifiableSet());
        this.wildDoTables = wild(rules.wildDoTables());
        this.wildIgnoreTables = wild(rules.wildIgnoreTables());
    }

    private List<WildRule> wild(List<String> patterns) {
        return patterns.stream()
                .map(text -> new WildRule(text, new WildPattern(names.table(text))))
                .toList();
    }

    /** Whether everything is replicated as it is. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** What a database of the source is called behind the filter. */
    public String rewritten(String database) {
        for (DatabaseRewrite rewrite : rules.rewrites()) {
            if (names.database(rewrite.from()).equals(names.database(database))) {
                return rewrite.to();
            }
        }
        return database;
    }

    /** Judges rows, by their table as the source names it. */
    public FilterDecision rows(String sourceDatabase, String table) {
        String database = rewritten(sourceDatabase);
        FilterDecision byDatabase = database(database);
        return byDatabase.executes() && rules.hasTableRules()
                ? tables(List.of(new TableName(database, table)))
                : byDatabase;
    }

    /**
     * Judges a statement of the source.
     *
     * @param triggers asked only where rules for tables have to judge a DROP TRIGGER
     * @throws UndecidedStatementException rules for tables would have to judge it, and its text does not tell for sure
     *     which tables it changes
     */
    public FilterDecision statement(Statement statement, TriggerTables triggers) {
        if (rules.isEmpty()) {
            return NO_RULES;
        }
        if (rules.place() == FilterRules.Place.LOG) {
            return loggedStatement(statement.database());
        }
        ParsedStatement parsed = ParsedStatement.of(statement, rewritten(statement.database()));
        if (parsed.isBorder()) {
            return BORDER;
        }
        try {
            return statement(statement.database(), parsed.target(), triggers);
        } catch (UndecidedStatementException e) {
            throw new UndecidedStatementException("rules for tables are set ("
                    + rules.place().prefix()
                    + "...-table), and it cannot be told for sure what they say about the statement "
                    + parsed.forMessages() + " with default database '" + parsed.database() + "': " + e.getMessage()
                    + ". Change the rules so that they treat all its tables alike; for changes of rows let the source write"
                    + " its log with binlog_format=ROW; or skip the transaction and do on the replica by hand what of it"
                    + " is wanted there");
        }
    }

    /**
     * What enters the log is judged by the default database alone. A statement without one is logged by MySQL; to
     * MariaDB it has one without a name.
     */
    private FilterDecision loggedStatement(String database) {
        return database.isEmpty() && names.family() == Family.MYSQL
                ? FilterDecision.execute("it has no default database")
                : database(database);
    }

    /**
     * Judges a statement by its default database, as the source names it, and by what it changes.
     *
     * @param target names as in the statement: those without a database are of the rewritten default database
     * @throws UndecidedStatementException see {@link #statement(Statement, TriggerTables)}
     */
    public FilterDecision statement(String sourceDatabase, StatementTarget target, TriggerTables triggers) {
        if (rules.place() == FilterRules.Place.LOG) {
            return loggedStatement(sourceDatabase);
        }
        FilterDecision byDatabase = database(rewritten(sourceDatabase));
        if (!byDatabase.executes()) {
            return byDatabase;
        }
        if (target instanceof StatementTarget.Database database) {
            return databaseStatement(byDatabase, database.name());
        }
        return rules.hasTableRules() ? byTables(target, triggers) : byDatabase;
    }

    /**
     * CREATE, ALTER, DROP DATABASE. Patterns for tables mean the database {@code x} where they fit {@code x.}; MySQL
     * asks them only where there are no rules for databases, MariaDB asks all rules about the database that is named.
     */
    private FilterDecision databaseStatement(FilterDecision byDefault, String name) {
        boolean databaseRules =
                !rules.doDatabases().isEmpty() || !rules.ignoreDatabases().isEmpty();
        if (names.family() == Family.MYSQL && databaseRules) {
            return byDefault;
        }
        FilterDecision byName = database(name);
        if (!byName.executes()) {
            return byName;
        }
        String key = names.table(name + ".");
        FilterDecision wild = wildDecision(key);
        if (wild != null) {
            return wild;
        }
        return wildDoTables.isEmpty() ? byName : unmatched("wild-do-table");
    }

    /** @param database as it is behind the rewrite */
    private FilterDecision database(String database) {
        if (!rules.doDatabases().isEmpty()) {
            String rule = first(rules.doDatabases(), database);
            return rule == null ? unmatched("do-db") : FilterDecision.execute(named("do-db", rule));
        }
        if (!rules.ignoreDatabases().isEmpty()) {
            String rule = first(rules.ignoreDatabases(), database);
            return rule == null
                    ? FilterDecision.execute("no " + option("ignore-db") + " names database '" + database + "'")
                    : FilterDecision.ignore(named("ignore-db", rule));
        }
        return rules.isEmpty() ? NO_RULES : FilterDecision.execute("no rule for databases is set");
    }

    private @Nullable String first(List<String> databases, String database) {
        String wanted = names.database(database);
        return databases.stream()
                .filter(rule -> names.database(rule).equals(wanted))
                .findFirst()
                .orElse(null);
    }

    private FilterDecision byTables(StatementTarget target, TriggerTables triggers) {
        if (target instanceof StatementTarget.Tables tables) {
            return tables(tables.names());
        }
        if (target instanceof StatementTarget.SomeOf some) {
            return alike(some.names());
        }
        if (target instanceof StatementTarget.DroppedTrigger trigger) {
            return triggers.tableOf(trigger.name())
                    .map(table -> tables(List.of(table)))
                    .orElseGet(() -> FilterDecision.ignore("the replica has no trigger " + trigger.name()));
        }
        if (target instanceof StatementTarget.Accounts accounts) {
            return accounts(accounts);
        }
        if (target instanceof StatementTarget.Unknown unknown) {
            throw new UndecidedStatementException(unknown.why());
        }
        return FilterDecision.execute("rules for tables do not concern it");
    }

    private FilterDecision accounts(StatementTarget.Accounts accounts) {
        if (!accounts.granted().isEmpty()) {
            FilterDecision byName = tables(accounts.granted());
            if (!byName.executes()) {
                return byName;
            }
        }
        boolean mysql = names.family() == Family.MYSQL;
        List<TableName> tables = (mysql ? MYSQL_PRIVILEGE_TABLES : MARIADB_PRIVILEGE_TABLES)
                .stream().map(name -> new TableName("mysql", name)).toList();
        return mysql ? tables(tables) : alike(tables);
    }

    /** The decision where any of the tables may be the ones changed. */
    private FilterDecision alike(List<TableName> tables) {
        FilterDecision first = tables(tables.subList(0, 1));
        for (TableName table : tables) {
            FilterDecision other = tables(List.of(table));
            if (other.executes() != first.executes()) {
                throw new UndecidedStatementException("of the tables it may change, " + tables.get(0) + " is " + first
                        + " and " + table + " is " + other);
            }
        }
        return first;
    }

    private FilterDecision tables(List<TableName> tables) {
        for (TableName table : tables) {
            FilterDecision decision = table(table);
            if (decision != null) {
                return decision;
            }
        }
        if (doTables.isEmpty() && wildDoTables.isEmpty()) {
            String which = tables.size() == 1 ? tables.get(0).toString() : "them";
            return FilterDecision.execute("no rule for tables fits " + which);
        }
        return unmatched(doTables.isEmpty() ? "wild-do-table" : "do-table");
    }

    /** What the first rule that fits says; null when none does. */
    private @Nullable FilterDecision table(TableName table) {
        String key = names.table(table.toString());
        if (doTables.contains(key)) {
            return FilterDecision.execute(named("do-table", table.toString()));
        }
        return ignoreTables.contains(key)
                ? FilterDecision.ignore(named("ignore-table", table.toString()))
                : wildDecision(key);
    }

    private @Nullable FilterDecision wildDecision(String key) {
        for (WildRule rule : wildDoTables) {
            if (rule.pattern().matches(key)) {
                return FilterDecision.execute(named("wild-do-table", rule.text()));
            }
        }
        for (WildRule rule : wildIgnoreTables) {
            if (rule.pattern().matches(key)) {
                return FilterDecision.ignore(named("wild-ignore-table", rule.text()));
            }
        }
        return null;
    }

    private FilterDecision unmatched(String kind) {
        return FilterDecision.ignore(option(kind) + " is set and does not name it");
    }

    private String named(String kind, String rule) {
        return option(kind) + "=" + rule;
    }

    private String option(String kind) {
        return rules.place().prefix() + kind;
    }

    private record WildRule(String text, WildPattern pattern) {}
}
