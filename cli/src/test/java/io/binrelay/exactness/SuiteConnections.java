package io.binrelay.exactness;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The connections of a script: which is the current one, and whether its statements can be run on the source. */
final class SuiteConnections {
    private static final Pattern REPLICA = Pattern.compile("(?i)(slave|replica|server_[2-9]|sla).*");

    private final Set<String> refused = new HashSet<>();
    private final Set<String> ofOthers = new HashSet<>();
    private String current = Step.FIRST_CONNECTION;

    String current() {
        return current;
    }

    void change(String name) {
        current = nameOf(name);
    }

    void changeToReplica() {
        current = "slave";
    }

    /** {@code connect (name, host, user, password, schema)}; empty for a replica. */
    Optional<Step> connect(String arguments, int line) {
        List<String> words = words(arguments);
        current = nameOf(words.get(0));
        return connect(words.get(2), words.get(3), words.get(4), line);
    }

    /** {@code change_user user, password, schema}: here a connection that begins anew; empty for a replica. */
    Optional<Step> changeUser(String arguments, int line) {
        List<String> words = words(arguments);
        return connect(words.get(0), words.get(1), words.get(2), line);
    }

    private Optional<Step> connect(String user, String password, String schema, int line) {
        refused.remove(current);
        ofOthers.remove(current);
        if (REPLICA.matcher(current).matches()) {
            return Optional.empty();
        }
        boolean root = user.isEmpty() || user.equals("root");
        if (!root) {
            ofOthers.add(current);
        }
        String account = (root ? "\n" : user + "\n" + password) + "\n" + (schema.equals("*NO-ONE*") ? "" : schema);
        return Optional.of(new Step(Step.Kind.CONNECT, current, account, 0, Condition.ALWAYS, line));
    }

    /** The end of a connection, of the current one when the name is empty; empty for a replica. */
    Optional<Step> disconnect(String name, int line) {
        String ended = name.isEmpty() ? current : nameOf(name);
        return REPLICA.matcher(ended).matches()
                ? Optional.empty()
                : Optional.of(new Step(Step.Kind.DISCONNECT, ended, "", 0, Condition.ALWAYS, line));
    }

    /** The server did not let an account in. */
    void refuse(String name) {
        refused.add(name);
    }

    /** Whether statements of the current connection have nowhere to run. */
    boolean isClosed() {
        return REPLICA.matcher(current).matches() || refused.contains(current);
    }

    /** Whether the current connection is one of root. */
    boolean isRoot() {
        return !ofOthers.contains(current);
    }

    private static List<String> words(String arguments) {
        String[] words = arguments
                .replaceFirst("^\\(", "")
                .replaceFirst("\\)\\s*;?$", "")
                .split(",", -1);
        return IntStream.range(0, 5)
                .mapToObj(i -> i < words.length ? SuiteVariables.unquoted(words[i].strip()) : "")
                .toList();
    }

    private static String nameOf(String text) {
        String name = text.replaceFirst(";$", "").strip();
        return name.equals("default") || name.equals("master") || name.equals("server_1") || name.isEmpty()
                ? Step.FIRST_CONNECTION
                : name;
    }
}
