package io.binrelay.cli.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains why a server did not let us in. */
final class LoginCheck {
    private static final String CHECK = "log-in";

    /** ER_ACCESS_DENIED_ERROR, in the words of all servers; the host is what the server takes us to come from. */
    private static final Pattern DENIED =
            Pattern.compile("Access denied for user '([^']*)'@'([^']*)' \\(using password: (YES|NO)\\)");

    private LoginCheck() {}

    /**
     * What it means.
     *
     * @param keys what the keys begin with: {@code source} for {@code source.password}
     * @param grant what the account needs, to be read after GRANT
     * @param options behind the account in the GRANT: {@code WITH GRANT OPTION}; may be empty
     */
    static Finding denied(Subject subject, String keys, Throwable failure, String grant, String options) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            Matcher matcher = DENIED.matcher(String.valueOf(link.getMessage()));
            if (matcher.find()) {
                String account = "'" + matcher.group(1) + "'@'" + matcher.group(2) + "'";
                boolean sent = matcher.group(3).equals("YES");
                return subject.fail(
                        CHECK,
                        "error 1045: the server sees us as " + account + " and denies access ("
                                + (sent ? "a password was given" : "no password was given") + ")",
                        (sent
                                        ? "If it has an account for that host, " + keys
                                                + ".password is not its password"
                                        : "If it has an account for that host, set " + keys + ".password")
                                + "; if not, run there: CREATE USER " + account + " IDENTIFIED BY '...'; GRANT " + grant
                                + " ON *.* TO " + account + (options.isEmpty() ? "" : " " + options));
            }
        }
        return subject.fail(CHECK, String.valueOf(failure.getMessage()), "");
    }
}
