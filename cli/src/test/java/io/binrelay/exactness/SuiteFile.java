package io.binrelay.exactness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody's script, as far as it is SQL. Of mysqltest's language its connections are understood; its other commands,
 * and statements that would end the server or the lab's own replication, are left out.
 *
 * @param leftOut how many statements were left out
 */
record SuiteFile(List<Step> steps, int leftOut) {
    private static final Pattern CONNECT = Pattern.compile("(?is)connect\\s*\\(\\s*(\\w+)\\s*,.*");
    private static final Pattern CONNECTION = Pattern.compile("(?i)connection\\s+(\\w+)");

    /** First words of mysqltest's commands, and of statements a lab cannot survive. */
    private static final Set<String> COMMANDS = Set.of(
            "let",
            "eval",
            "source",
            "disconnect",
            "while",
            "if",
            "echo",
            "inc",
            "dec",
            "sleep",
            "real_sleep",
            "send",
            "reap",
            "exec",
            "perl",
            "die",
            "skip",
            "exit",
            "error",
            "query",
            "query_vertical",
            "sync_slave_with_master",
            "sync_with_master",
            "save_master_pos",
            "enable_warnings",
            "disable_warnings",
            "replace_column",
            "replace_regex",
            "replace_result",
            "remove_file",
            "write_file",
            "cat_file",
            "vertical_results",
            "horizontal_results",
            "}",
            "shutdown",
            "restart",
            "reset",
            "stop",
            "start_slave",
            "change",
            "kill",
            "purge");

    SuiteFile {
        steps = List.copyOf(steps);
    }

    /** Of a file's bytes: UTF-8; what is not, reads as U+FFFD. */
    static SuiteFile parse(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.matches("\\s*--[A-Za-z_].*"))
                .collect(Collectors.joining("\n"));
        List<Step> steps = new ArrayList<>();
        int leftOut = 0;
        String connection = Step.FIRST_CONNECTION;
        for (SqlSplitter.Piece piece : SqlSplitter.split(text)) {
            Matcher connect = CONNECT.matcher(piece.text());
            Matcher change = CONNECTION.matcher(piece.text());
            if (piece.comment()) {
                continue;
            }
            if (connect.matches()) {
                connection = connect.group(1);
            } else if (change.matches()) {
                connection = "default".equals(change.group(1)) ? Step.FIRST_CONNECTION : change.group(1);
            } else if (COMMANDS.contains(firstWord(piece.text()))) {
                leftOut++;
            } else {
                steps.add(new Step(Step.Kind.SOURCE, connection, piece.text(), 0, Condition.ALWAYS, piece.line()));
            }
        }
        return new SuiteFile(steps, leftOut);
    }

    private static String firstWord(String text) {
        return text.split("[\\s(;$]", 2)[0].toLowerCase(Locale.ROOT);
    }
}
