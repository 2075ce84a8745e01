package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.filter.StatementTarget.Database;
import io.binrelay.relay.filter.StatementTarget.DroppedTrigger;
import io.binrelay.relay.filter.StatementTarget.NoTable;
import io.binrelay.relay.filter.StatementTarget.SomeOf;
import io.binrelay.relay.filter.StatementTarget.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What definitions, account statements and maintenance of tables change. */
final class DefinitionTargets {
    static final StatementTarget ACCOUNTS = new StatementTarget.Accounts(List.of());

    /** What a CREATE, ALTER or DROP may be about; words before it are manners, a definer, an algorithm. */
    private static final Set<String> OBJECTS = Set.of(
            "TABLE",
            "TABLES",
            "DATABASE",
            "SCHEMA",
            "INDEX",
            "VIEW",
            "TRIGGER",
            "SEQUENCE",
            "PROCEDURE",
            "FUNCTION",
            "EVENT",
            "PACKAGE",
            "SERVER",
            "TABLESPACE",
            "LOGFILE",
            "RESOURCE",
            "REFERENCE",
            "LIBRARY",
            "INSTANCE",
            "USER",
            "ROLE");

    /** What may follow ALTER DATABASE without a name. */
    private static final Set<String> DATABASE_OPTIONS =
            Set.of("DEFAULT", "CHARACTER", "CHARSET", "COLLATE", "ENCRYPTION", "READ", "COMMENT");

    private final StatementWords words;

    DefinitionTargets(StatementWords words) {
        this.words = requireNonNull(words, "words is null");
    }

    /** @param at index of the verb */
    StatementTarget of(int at) {
        return switch (words.word(at)) {
            case "CREATE" -> create(at, object(at + 1));
            case "ALTER" -> alter(object(at + 1));
            case "DROP" -> drop(at, object(at + 1));
            case "RENAME" -> words.are(at + 1, "USER") ? ACCOUNTS : rename(at + 2);
            case "TRUNCATE" -> new Tables(words.table(words.skip(at + 1, "TABLE")));
            case "GRANT", "REVOKE" -> privileges(at);
            default -> maintenance(at);
        };
    }

    /** Index of the word that says what the statement is about. */
    private int object(int from) {
        for (int i = from; i < words.size(); i++) {
            boolean ofDefiner = words.isSign(i - 1, "=") || words.isSign(i - 1, "@") || words.isSign(i - 1, ".");
            if (!ofDefiner && OBJECTS.contains(words.word(i))) {
                return i;
            }
        }
        throw new NotUnderstoodException("its text does not say what it is about");
    }

    private StatementTarget create(int verb, int object) {
        int name = words.skipIfExists(object + 1);
        return switch (words.word(object)) {
            case "TABLE" -> createTable(verb, words.skipIfExists(object + 1));
            case "VIEW", "SEQUENCE" -> new Tables(words.table(name));
            case "DATABASE", "SCHEMA" -> new Database(words.name(name));
            case "INDEX" -> new Tables(words.table(words.find(name, "ON") + 1));
            case "TRIGGER" -> new Tables(words.table(words.find(words.behindTable(name), "ON") + 1));
            case "USER", "ROLE" -> ACCOUNTS;
            default -> new NoTable();
        };
    }

    /** The tables of a SELECT are no targets, unless it locks them: then servers take them for updated too. */
    private StatementTarget createTable(int verb, int name) {
        if (words.haveBehind(verb, "FOR", "UPDATE") && words.haveBehind(verb, "SELECT")) {
            throw new NotUnderstoodException("it reads tables FOR UPDATE");
        }
        return new Tables(words.table(name));
    }

    private StatementTarget alter(int object) {
        int name = words.skipIfExists(object + 1);
        return switch (words.word(object)) {
            case "TABLE" -> alterTable(name);
            case "VIEW", "SEQUENCE" -> new Tables(words.table(name));
            case "DATABASE", "SCHEMA" -> new Database(namesDatabase(name) ? words.name(name) : words.database());
            case "USER", "ROLE" -> ACCOUNTS;
            default -> new NoTable();
        };
    }

    /** ALTER DATABASE may go without; an option cannot be the name of a database without quotes. */
    private boolean namesDatabase(int index) {
        return words.isName(index) && !DATABASE_OPTIONS.contains(words.word(index));
    }

    private StatementTarget alterTable(int name) {
        TableName table = words.table(name);
        int exchange = words.indexOf(name, "EXCHANGE");
        if (exchange >= 0 && words.are(exchange + 1, "PARTITION")) {
            int with = words.find(exchange, "WITH");
            return new Tables(table, words.table(words.skip(with + 1, "TABLE")));
        }
        int convert = words.indexOf(name, "CONVERT");
        if (convert >= 0 && words.are(convert + 1, "TABLE")) {
            return new SomeOf(List.of(table, words.table(convert + 2)));
        }
        if (convert >= 0 && words.are(convert + 1, "PARTITION")) {
            int to = words.find(convert, "TO");
            return new SomeOf(List.of(table, words.table(words.skip(to + 1, "TABLE"))));
        }
        return new Tables(table);
    }

    private StatementTarget drop(int verb, int object) {
        boolean temporary = words.are(verb + 1, "TEMPORARY");
        boolean ifExists = words.are(object + 1, "IF");
        int name = words.skipIfExists(object + 1);
        return switch (words.word(object)) {
            case "TABLE", "TABLES", "SEQUENCE" ->
                temporary && ifExists ? new StatementTarget.Exempt() : new Tables(words.tables(name));
            case "VIEW" -> new Tables(words.tables(name));
            case "DATABASE", "SCHEMA" -> new Database(words.name(name));
            case "INDEX" -> new Tables(words.table(words.find(name, "ON") + 1));
            case "TRIGGER" -> new DroppedTrigger(words.table(name));
            case "USER", "ROLE" -> ACCOUNTS;
            default -> new NoTable();
        };
    }

    /** Old and new names, pair by pair. */
    private StatementTarget rename(int from) {
        List<TableName> tables = new ArrayList<>();
        int at = words.skipIfExists(from) - 1;
        do {
            int old = at + 1;
            int to = words.find(old, "TO");
            tables.add(words.table(old));
            tables.add(words.table(to + 1));
            at = words.behindTable(to + 1);
        } while (words.isSign(at, ","));
        return new Tables(tables);
    }

    /** ANALYZE, OPTIMIZE, REPAIR, CHECK TABLE; FLUSH, with tables or without. */
    private StatementTarget maintenance(int at) {
        int object = words.skip(at + 1, "NO_WRITE_TO_BINLOG", "LOCAL");
        boolean tables = Set.of("TABLE", "TABLES", "VIEW").contains(words.word(object));
        if (!tables) {
            return new NoTable();
        }
        boolean named = words.isName(object + 1) && !words.are(object + 1, "WITH") && !words.are(object + 1, "FOR");
        return named ? new Tables(words.tables(object + 1)) : new NoTable();
    }

    private StatementTarget privileges(int at) {
        int on = words.indexOf(at, "ON");
        if (on < 0 || words.are(at + 1, "PROXY")) {
            return ACCOUNTS;
        }
        int level = words.skip(on + 1, "TABLE", "PROCEDURE", "FUNCTION", "PACKAGE", "BODY", "LIBRARY");
        boolean whole = words.isSign(level, "*") || (words.isSign(level + 1, ".") && words.isSign(level + 2, "*"));
        return whole ? ACCOUNTS : new StatementTarget.Accounts(List.of(words.table(level)));
    }
}
