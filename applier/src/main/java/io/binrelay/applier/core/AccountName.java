package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * An account of a server. Host names know no upper and lower case, user names do.
 *
 * @param user empty for the anonymous user
 * @param host {@code %} where a statement names none; empty for a role of MariaDB
 */
public record AccountName(String user, String host) {
    public AccountName {
        requireNonNull(user, "user is null");
        requireNonNull(host, "host is null");
        host = host.toLowerCase(Locale.ROOT);
    }

    /** From what {@code CURRENT_USER()} says: {@code user@host}; a user name may have an @ itself. */
    public static AccountName parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("no account: " + text);
        }
        return new AccountName(text.substring(0, at), text.substring(at + 1));
    }

    /** Quoted so that it means the same under every sql_mode. */
    public String quoted() {
        return quoted(user) + (host.isEmpty() ? "" : "@" + quoted(host));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
