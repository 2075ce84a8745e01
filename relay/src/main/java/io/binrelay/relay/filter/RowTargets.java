package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.filter.StatementTarget.NoTable;
import io.binrelay.relay.filter.StatementTarget.SomeOf;
import io.binrelay.relay.filter.StatementTarget.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tables a change of rows as text changes. */
final class RowTargets {
    private static final Set<String> CHANGES =
            Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH", "SELECT", "DO");

    /** What ends a list of tables. */
    private static final Set<String> ENDS = Set.of("SET", "WHERE", "ORDER", "LIMIT", "RETURNING");

    /** What may stand behind a table where an alias could. */
    private static final Set<String> NO_ALIAS = Set.of(
            "JOIN",
            "INNER",
            "CROSS",
            "LEFT",
            "RIGHT",
            "NATURAL",
            "STRAIGHT_JOIN",
            "ON",
            "USING",
            "PARTITION",
            "USE",
            "FORCE",
            "IGNORE",
            "FOR",
            "OUTER",
            "SET",
            "WHERE",
            "ORDER",
            "LIMIT",
            "RETURNING");

    /** Functions of sequences, which change a sequence without saying so in a way that rules see. */
    private static final Set<String> SEQUENCES = Set.of("SETVAL", "NEXTVAL", "LASTVAL", "NEXT");

    private final StatementWords words;

    RowTargets(StatementWords words) {
        this.words = requireNonNull(words, "words is null");
    }

    static boolean isChange(String verb) {
        return CHANGES.contains(verb);
    }

    /** @param at index of the verb */
    StatementTarget of(int at) {
        return switch (words.word(at)) {
            case "INSERT", "REPLACE" -> insert(at);
            case "UPDATE" -> update(at, Set.of());
            case "DELETE" -> delete(at, Set.of());
            case "LOAD" -> new Tables(words.table(words.find(words.find(at, "INTO"), "TABLE") + 1));
            case "WITH" -> behindCommonTables(at);
            case "SELECT", "DO" -> functions(at);
            default -> throw new NotUnderstoodException("it is none of the statements whose tables are known");
        };
    }

    private StatementTarget insert(int at) {
        if (words.haveBehind(at, "FOR", "UPDATE") && words.haveBehind(at, "SELECT")) {
            throw new NotUnderstoodException("it reads tables FOR UPDATE");
        }
        return new Tables(
                words.table(words.skip(at + 1, "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "IGNORE", "INTO")));
    }

    /** Of several tables those that are assigned to; columns do not always say whose they are. */
    private StatementTarget update(int at, Set<String> common) {
        References references = references(words.skip(at + 1, "LOW_PRIORITY", "IGNORE"), common);
        List<TableName> tables = references.tables();
        if (tables.isEmpty()) {
            throw new NotUnderstoodException("it names no table");
        }
        return references.single() ? new Tables(tables) : new SomeOf(tables);
    }

    private StatementTarget delete(int at, Set<String> common) {
        int first = words.skip(at + 1, "LOW_PRIORITY", "QUICK", "IGNORE", "HISTORY");
        boolean fromFirst = words.are(first, "FROM");
        int targets = fromFirst ? first + 1 : first;
        int behind = behindTargets(targets);
        if (fromFirst && !words.are(behind, "USING")) {
            return new Tables(words.table(targets));
        }
        if (!fromFirst && !words.are(behind, "FROM")) {
            throw new NotUnderstoodException("its list of tables does not end with FROM");
        }
        References references = references(behind + 1, common);
        List<TableName> found = new ArrayList<>();
        for (Reference reference : references.all()) {
            if (isTarget(targets, behind, reference)) {
                found.add(reference.table());
            }
        }
        if (found.size() != countTargets(targets, behind)) {
            throw new NotUnderstoodException("the tables to delete from are not all found among those that are read");
        }
        return new Tables(found);
    }

    /** Behind {@code a, db.b, c.*}. */
    private int behindTargets(int from) {
        int at = from;
        while (true) {
            words.name(at);
            at = words.behindTable(at);
            if (words.isSign(at, ".") && words.isSign(at + 1, "*")) {
                at += 2;
            }
            if (!words.isSign(at, ",")) {
                return at;
            }
            at++;
        }
    }

    private int countTargets(int from, int to) {
        int count = 1;
        for (int i = from; i < to; i++) {
            count += words.isSign(i, ",") ? 1 : 0;
        }
        return count;
    }

    /** A target is named as the reference is: by its alias, or by its name where it has none. */
    private boolean isTarget(int from, int to, Reference reference) {
        int at = from;
        while (at < to) {
            boolean star = words.isSign(at + 1, ".") && words.isSign(at + 2, "*");
            boolean qualified = words.isSign(at + 1, ".") && !star;
            String name = words.name(qualified ? at + 2 : at);
            String database = qualified ? words.name(at) : words.database();
            String alias = reference.alias();
            boolean fits = alias == null
                    ? reference.table().equals(new TableName(database, name))
                    : !qualified && alias.equalsIgnoreCase(name);
            if (fits) {
                return true;
            }
            while (at < to && !words.isSign(at, ",")) {
                at++;
            }
            at++;
        }
        return false;
    }

    /** WITH name AS (..), ..: the statement behind decides; names that are not tables are left aside. */
    private StatementTarget behindCommonTables(int with) {
        Set<String> common = new HashSet<>();
        int at = words.skip(with + 1, "RECURSIVE");
        while (true) {
            common.add(words.name(at));
            at = words.find(at, "AS") + 1;
            at = words.behindParentheses(at);
            if (!words.isSign(at, ",")) {
                break;
            }
            at++;
        }
        return switch (words.word(at)) {
            case "UPDATE" -> update(at, common);
            case "DELETE" -> delete(at, common);
            default -> throw new NotUnderstoodException("it is none of the statements whose tables are known");
        };
    }

    /** A SELECT or DO that is logged calls a function; servers then judge what it reads, which is nothing. */
    private StatementTarget functions(int at) {
        for (int i = at; i < words.size(); i++) {
            if (SEQUENCES.contains(words.word(i)) || words.are(i, "FROM") || (i > at && words.are(i, "SELECT"))) {
                throw new NotUnderstoodException("it reads tables or sequences, and which it changes is not told");
            }
        }
        return new NoTable();
    }

    private References references(int from, Set<String> common) {
        List<Reference> found = new ArrayList<>();
        boolean nameExpected = true;
        boolean derived = false;
        int depth = words.depth(from);
        int at = from;
        while (at < words.size()
                && !(words.depth(at) == depth && ENDS.contains(words.word(at)) && !words.isSign(at - 1, "."))) {
            if (words.isSign(at, "(")) {
                boolean group = nameExpected && !startsQuery(at + 1);
                derived |= nameExpected && !group;
                at = group ? at + 1 : words.behindParentheses(at);
                nameExpected = group;
            } else if (words.isSign(at, ",") || words.are(at, "JOIN") || words.are(at, "STRAIGHT_JOIN")) {
                nameExpected = true;
                at++;
            } else if (nameExpected) {
                int behind = words.behindTable(at);
                int alias = words.are(behind, "AS") ? behind + 1 : behind;
                boolean hasAlias = words.isName(alias) && !(alias == behind && NO_ALIAS.contains(words.word(alias)));
                found.add(new Reference(words.table(at), hasAlias ? words.name(alias) : null));
                nameExpected = false;
                at = hasAlias ? alias + 1 : behind;
            } else {
                at++;
            }
        }
        boolean single = found.size() == 1 && !derived;
        found.removeIf(reference -> common.contains(reference.table().name())
                && reference.table().database().equals(words.database()));
        return new References(found, single);
    }

    private boolean startsQuery(int index) {
        int at = index;
        while (words.isSign(at, "(")) {
            at++;
        }
        return Set.of("SELECT", "WITH", "VALUES", "TABLE").contains(words.word(at));
    }

    /** A table that is named in a list, and what the statement calls it. */
    private record Reference(TableName table, @Nullable String alias) {}

    /** @param single whether there is one table and nothing else */
    private record References(List<Reference> all, boolean single) {
        List<TableName> tables() {
            return all.stream().map(Reference::table).toList();
        }
    }
}
