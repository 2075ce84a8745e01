package io.binrelay.exactness;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of mysqltest's commands (client/mysqltest.cc, command_names) and what they mean to a replica. */
final class SuiteWords {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_0-9-]+");

    private static final Map<String, SuiteCommand.Kind> MEANT = Map.ofEntries(
            Map.entry("eval", SuiteCommand.Kind.EVAL),
            Map.entry("evalp", SuiteCommand.Kind.EVAL),
            Map.entry("send_eval", SuiteCommand.Kind.EVAL),
            Map.entry("query", SuiteCommand.Kind.EVAL),
            Map.entry("query_vertical", SuiteCommand.Kind.EVAL),
            Map.entry("query_horizontal", SuiteCommand.Kind.EVAL),
            Map.entry("send", SuiteCommand.Kind.EVAL),
            Map.entry("let", SuiteCommand.Kind.LET),
            Map.entry("inc", SuiteCommand.Kind.INC),
            Map.entry("dec", SuiteCommand.Kind.DEC),
            Map.entry("expr", SuiteCommand.Kind.EXPR),
            Map.entry("if", SuiteCommand.Kind.IF),
            Map.entry("while", SuiteCommand.Kind.WHILE),
            Map.entry("source", SuiteCommand.Kind.SOURCE),
            Map.entry("connect", SuiteCommand.Kind.CONNECT),
            Map.entry("connection", SuiteCommand.Kind.CONNECTION),
            Map.entry("disconnect", SuiteCommand.Kind.DISCONNECT),
            Map.entry("dirty_close", SuiteCommand.Kind.DISCONNECT),
            Map.entry("reset_connection", SuiteCommand.Kind.RESET_CONNECTION),
            Map.entry("change_user", SuiteCommand.Kind.CHANGE_USER),
            Map.entry("sync_slave_with_master", SuiteCommand.Kind.SYNC_SLAVE_WITH_MASTER),
            Map.entry("delimiter", SuiteCommand.Kind.DELIMITER),
            Map.entry("write_file", SuiteCommand.Kind.WRITE_FILE),
            Map.entry("remove_file", SuiteCommand.Kind.REMOVE_FILE),
            Map.entry("exit", SuiteCommand.Kind.EXIT),
            Map.entry("skip", SuiteCommand.Kind.EXIT),
            Map.entry("die", SuiteCommand.Kind.EXIT));

    private static final Set<String> LEFT_OUT = Set.of(
            "exec",
            "execw",
            "exec_in_background",
            "system",
            "perl",
            "append_file",
            "copy_file",
            "copy_files_wildcard",
            "move_file",
            "shutdown_server",
            "send_shutdown",
            "send_quit");

    private static final Set<String> SILENT = Set.of(
            "echo",
            "sleep",
            "real_sleep",
            "reap",
            "error",
            "ping",
            "output",
            "require",
            "result_format",
            "query_attributes",
            "sorted_result",
            "partially_sorted_result",
            "lowercase_result",
            "vertical_results",
            "horizontal_results",
            "start_timer",
            "end_timer",
            "character_set",
            "save_master_pos",
            "sync_with_master",
            "force-rmdir",
            "force-cpdir",
            "mkdir",
            "rmdir",
            "chmod",
            "assert",
            "file_exists",
            "cat_file",
            "diff_files",
            "list_files",
            "list_files_write_file",
            "list_files_append_file",
            "remove_files_wildcard",
            "skip_if_hypergraph",
            "optimizer_trace",
            "eval_result",
            "evalp_result",
            "prepare_warnings");

    private static final Pattern SILENT_FORMS = Pattern.compile("(enable|disable|replace)_\\w+");

    private SuiteWords() {}

    /** The first word of a text, in small letters; empty if it begins with none. */
    static String first(String text) {
        Matcher word = WORD.matcher(text);
        return word.lookingAt() ? word.group().toLowerCase(Locale.ROOT) : "";
    }

    /** What a command of this name is; empty if there is none, so that it is SQL. */
    static Optional<SuiteCommand.Kind> kind(String word) {
        SuiteCommand.Kind meant = MEANT.get(word);
        if (meant != null) {
            return Optional.of(meant);
        }
        if (LEFT_OUT.contains(word)) {
            return Optional.of(SuiteCommand.Kind.LEFT_OUT);
        }
        return SILENT.contains(word) || SILENT_FORMS.matcher(word).matches()
                ? Optional.of(SuiteCommand.Kind.SILENT)
                : Optional.empty();
    }

    /** Whether lines up to one that ends it belong to a command. */
    static boolean hasBlock(String word) {
        return word.equals("perl") || word.equals("write_file") || word.equals("append_file");
    }
}
