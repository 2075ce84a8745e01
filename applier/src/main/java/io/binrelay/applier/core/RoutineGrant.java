package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What whoever creates a routine gets with automatic_sp_privileges=ON, unless he may do it anyway: EXECUTE and ALTER
 * ROUTINE. The source logs no GRANT; a replication thread gives them to the account that ran the statement there (MySQL
 * {@code sql/sql_parse.cc}, SQLCOM_CREATE_PROCEDURE; MariaDB {@code mysql_create_routine}).
 *
 * @param creator who ran the statement on the source
 * @param database of the routine
 * @param text the GRANT, for the session of the statement; each character stands for one byte
 */
public record RoutineGrant(AccountName creator, String database, String text) {
    private static final Set<String> OBJECTS =
            Set.of("EVENT", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW", "SQL", "AGGREGATE", "PACKAGE");
    private static final Set<String> ROUTINES = Set.of("PROCEDURE", "FUNCTION", "PACKAGE");

    public RoutineGrant {
        requireNonNull(creator, "creator is null");
        requireNonNull(database, "database is null");
        requireNonNull(text, "text is null");
    }

    /** Of a CREATE PROCEDURE, FUNCTION, PACKAGE or PACKAGE BODY whose source tells who ran it; else empty. */
    static Optional<RoutineGrant> of(Statement statement, SqlTokens tokens) {
        String user = statement.context().invokerUser();
        String host = statement.context().invokerHost();
        int object = object(tokens);
        // Without a host it is a role, of a definer CURRENT_ROLE: who ran the statement is not told.
        if (object < 0 || user == null || host == null || user.isEmpty() || host.isEmpty()) {
            return Optional.empty();
        }
        boolean body = tokens.are(object, "PACKAGE", "BODY");
        int name = tokens.behindIfExists(object + (body ? 2 : 1));
        boolean qualified = tokens.isSign(name + 1, ".");
        int last = qualified ? name + 2 : name;
        // A function of a library has no parameters in parentheses, and belongs to nobody.
        if (last >= tokens.size() || tokens.are(last + 1, "RETURNS")) {
            return Optional.empty();
        }
        String all = new String(statement.text(), StandardCharsets.ISO_8859_1);
        String routine =
                all.substring(tokens.get(name).start(), tokens.get(last).end());
        String database = qualified
                ? unquoted(
                        all.substring(tokens.get(name).start(), tokens.get(name).end()))
                : statement.database();
        AccountName creator = new AccountName(user, host);
        String account = new String(creator.quoted().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String kind = tokens.word(object) + (body ? " BODY" : "");
        return Optional.of(new RoutineGrant(
                creator, database, "GRANT EXECUTE, ALTER ROUTINE ON " + kind + " " + routine + " TO " + account));
    }

    /** Index of the word that says what routine is created; -1 for other statements. */
    private static int object(SqlTokens tokens) {
        if (!tokens.are(0, "CREATE")) {
            return -1;
        }
        int i = tokens.behindOrReplace(1);
        if (tokens.are(i, "DEFINER")) {
            i = tokens.behindDefiner(i, OBJECTS);
        }
        if (tokens.are(i, "AGGREGATE")) {
            i++;
        }
        return ROUTINES.contains(tokens.word(i)) ? i : -1;
    }

    private static String unquoted(String name) {
        String quote = name.substring(0, 1);
        String bytes = quote.equals("`") || quote.equals("\"")
                ? name.substring(1, name.length() - 1).replace(quote + quote, quote)
                : name;
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
