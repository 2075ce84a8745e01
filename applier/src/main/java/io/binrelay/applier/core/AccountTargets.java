package io.binrelay.applier.core;

import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.sql.SqlScanner;
import io.binrelay.schemas.sql.SqlScanner.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The accounts an account statement drops, renames, creates, changes or takes privileges from (trap 47). Of GRANT only
 * its old forms that set a password or what a connection requires.
 */
final class AccountTargets {
    /** Behind the accounts of a list. WITH follows IDENTIFIED, too, which is part of an account's own. */
    private static final Set<String> ENDS = Set.of("WITH", "REQUIRE", "DEFAULT", "AS", "IGNORE");

    private final byte[] text;
    private final SqlTokens tokens;
    private final boolean backslashEscapes;
    private final List<AccountName> accounts = new ArrayList<>();

    private AccountTargets(byte[] text, SqlTokens tokens, boolean backslashEscapes) {
        this.text = text;
        this.tokens = tokens;
        this.backslashEscapes = backslashEscapes;
    }

    static List<AccountName> of(byte[] text, SqlTokens tokens, boolean backslashEscapes, Family family) {
        AccountTargets targets = new AccountTargets(text, tokens, backslashEscapes);
        targets.find(family);
        return targets.accounts;
    }

    private void find(Family family) {
        int object = tokens.are(0, "CREATE") ? tokens.behindOrReplace(1) : 1;
        // MariaDB's roles are no accounts.
        boolean user = tokens.are(object, "USER") || (family == Family.MYSQL && tokens.are(object, "ROLE"));
        switch (tokens.word(0)) {
            case "ALTER", "DROP", "RENAME" -> {
                if (user) {
                    list(tokens.behindIfExists(object + 1));
                }
            }
            case "CREATE" -> {
                // IF NOT EXISTS does nothing to an account that is there.
                if (user && !tokens.are(object + 1, "IF")) {
                    list(object + 1);
                }
            }
            case "SET" -> behind(1, "FOR", "TO");
            case "REVOKE" -> behind(1, "FROM");
            case "GRANT" -> {
                if (tokens.contain("IDENTIFIED") || tokens.contain("REQUIRE")) {
                    behind(1, "TO");
                }
            }
            default -> {}
        }
    }

    private void behind(int from, String... keywords) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).depth() == 0 && Set.of(keywords).contains(tokens.word(i)) && !tokens.isSign(i - 1, ".")) {
                list(i + 1);
                return;
            }
        }
    }

    /** Accounts between commas; what else is said of one is skipped. */
    private void list(int from) {
        int i = account(from);
        while (i < tokens.size()) {
            if (ENDS.contains(tokens.word(i)) && !tokens.are(i - 1, "IDENTIFIED")) {
                return;
            }
            i = tokens.isSign(i, ",") && tokens.get(i).depth() == 0 ? account(i + 1) : i + 1;
        }
    }

    /** Index behind the account that stands there. */
    private int account(int at) {
        if (!tokens.isWord(at) && !tokens.isQuoted(at)) {
            return at + 1;
        }
        String user = name(tokens.get(at));
        if (!tokens.isSign(at + 1, "@") || at + 2 >= tokens.size()) {
            accounts.add(new AccountName(user, "%"));
            return at + 1;
        }
        StringBuilder host = new StringBuilder(name(tokens.get(at + 2)));
        int end = at + 3;
        // without quotes: words and dots with nothing between them
        while (end < tokens.size()
                && tokens.get(end).start() == tokens.get(end - 1).end()
                && (tokens.isSign(end, ".") || (tokens.isWord(end) && tokens.isSign(end - 1, ".")))) {
            host.append(name(tokens.get(end)));
            end++;
        }
        accounts.add(new AccountName(user, host.toString()));
        return end;
    }

    private String name(Token token) {
        String raw = new String(text, token.start(), token.end() - token.start(), StandardCharsets.UTF_8);
        if (token.kind() != SqlScanner.Kind.QUOTED || raw.length() < 2) {
            return raw;
        }
        String quote = raw.substring(0, 1);
        String inside = raw.substring(1, raw.length() - 1).replace(quote + quote, quote);
        return backslashEscapes && !quote.equals("`") ? inside.replaceAll("\\\\(.)", "$1") : inside;
    }
}
