package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads accounts and roles: authentication, properties and grants. */
final class AccountReader {
    private static final Set<String> SYSTEM_ACCOUNTS =
            Set.of("mysql.sys", "mysql.session", "mysql.infoschema", "mariadb.sys");

    private final Statement statement;
    private final Set<String> ignoredUsers;

    AccountReader(Statement statement, Set<String> ignoredUsers) {
        this.statement = requireNonNull(statement, "statement is null");
        this.ignoredUsers = Set.copyOf(ignoredUsers);
    }

    SortedMap<ObjectName, String> read() throws SQLException {
        SortedMap<ObjectName, String> accounts = new TreeMap<>();
        for (Account account : accounts()) {
            accounts.put(new ObjectName("account", "", account.quoted()), definition(account));
        }
        return accounts;
    }

    private List<Account> accounts() throws SQLException {
        // On MariaDB a role is an account without a host and without authentication.
        String isRole = isMariadb() ? "is_role = 'Y'" : "FALSE";
        List<Account> found = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT user, host, " + isRole + " FROM mysql.user")) {
            while (result.next()) {
                Account account = new Account(result.getString(1), result.getString(2), result.getBoolean(3));
                if (!SYSTEM_ACCOUNTS.contains(account.user()) && !ignoredUsers.contains(account.user())) {
                    found.add(account);
                }
            }
        }
        return found;
    }

    private boolean isMariadb() throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT VERSION()")) {
            result.next();
            return result.getString(1).toLowerCase(Locale.ROOT).contains("mariadb");
        }
    }

    private String definition(Account account) throws SQLException {
        List<String> lines = new ArrayList<>();
        if (!account.isRole()) {
            lines.addAll(show("SHOW CREATE USER " + account.quoted()));
        }
        // The server lists grants in the order of a hash table.
        List<String> grants = show("SHOW GRANTS FOR " + account.quoted());
        Collections.sort(grants);
        lines.addAll(grants);
        return String.join("\n", lines);
    }

    private List<String> show(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                lines.add(result.getString(1));
            }
        }
        return lines;
    }

    private record Account(String user, String host, boolean isRole) {
        String quoted() {
            return isRole ? Quoting.identifier(user) : Quoting.identifier(user) + "@" + Quoting.identifier(host);
        }
    }
}
