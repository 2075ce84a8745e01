package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a script of mysqltest into commands, as client/mysqltest.cc does (read_line): a line that begins with {@code #}
 * is a comment; one that begins with {@code --} is a command up to its end if its first word is one, else a comment;
 * everything else goes up to the delimiter, quoted text aside.
 */
final class SuiteReader {
    private static final Pattern CONDITION = Pattern.compile("(?i)(if|while)\\s*\\(");

    private final String script;
    private final List<SuiteCommand> commands = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private String delimiter = ";";
    private int at;
    private int line = 1;
    private int lineCountedTo;

    private SuiteReader(String script) {
        this.script = requireNonNull(script, "script is null");
    }

    /** Of a text in which each character is a byte. */
    static List<SuiteCommand> read(String script) {
        return new SuiteReader(script).run();
    }

    /** Plain SQL, as the mysql client reads it. */
    static List<SuiteCommand> readSql(String script) {
        return SqlSplitter.split(script).stream()
                .filter(piece -> !piece.comment())
                .map(piece -> new SuiteCommand(SuiteCommand.Kind.SQL, piece.text(), piece.line(), 0))
                .toList();
    }

    private List<SuiteCommand> run() {
        while (skipBlank()) {
            char c = script.charAt(at);
            if (c == '#') {
                at = endOfLine(at);
            } else if (script.startsWith("--", at)) {
                lineCommand();
            } else if (c == '}') {
                at++;
                end();
            } else if (c == '{') {
                at++;
            } else if (CONDITION.matcher(script).region(at, script.length()).lookingAt()) {
                condition();
            } else {
                statement();
            }
        }
        while (!open.isEmpty()) {
            end();
        }
        return commands;
    }

    private void lineCommand() {
        int begin = at;
        int end = endOfLine(at);
        String text = script.substring(begin, end).replaceFirst("^--\\s*", "").strip();
        if (CONDITION.matcher(text).lookingAt()) {
            at = script.indexOf(text, begin);
            condition();
            return;
        }
        at = end;
        String word = SuiteWords.first(text);
        SuiteWords.kind(word).ifPresent(kind -> command(kind, word, text, begin));
    }

    private void statement() {
        int begin = at;
        char quote = 0;
        boolean escaped = false;
        while (at < script.length() && (quote != 0 || !script.startsWith(delimiter, at))) {
            char c = script.charAt(at++);
            if (quote == 0 && !escaped && (c == '\'' || c == '"' || c == '`')) {
                quote = c;
            } else if (c == quote && !escaped) {
                quote = 0;
            }
            escaped = c == '\\' && !escaped;
        }
        String text = script.substring(begin, at).strip();
        at = Math.min(script.length(), at + delimiter.length());
        if (text.isEmpty()) {
            return;
        }
        String word = SuiteWords.first(text);
        Optional<SuiteCommand.Kind> kind = SuiteWords.kind(word);
        if (kind.isPresent()) {
            command(kind.get(), word, text, begin);
        } else {
            add(SuiteCommand.Kind.SQL, text, begin);
        }
    }

    private void command(SuiteCommand.Kind kind, String word, String text, int begin) {
        String argument = text.substring(word.length()).strip();
        if (SuiteWords.hasBlock(word)) {
            block(kind, argument, begin);
        } else if (kind == SuiteCommand.Kind.DELIMITER) {
            delimiter = argument.isEmpty() ? ";" : argument;
        } else {
            add(kind, argument, begin);
        }
    }

    /** Lines up to the one that ends the block: EOF, or the last word of the command. */
    private void block(SuiteCommand.Kind kind, String argument, int begin) {
        String[] words = argument.split("\\s+", -1);
        boolean named =
                words.length > (kind == SuiteCommand.Kind.WRITE_FILE ? 1 : 0) && !words[words.length - 1].isEmpty();
        String mark = named ? words[words.length - 1] : "EOF";
        StringBuilder content = new StringBuilder();
        at = Math.min(script.length(), endOfLine(at) + 1);
        while (at < script.length()) {
            int end = endOfLine(at);
            String read = script.substring(at, end);
            at = Math.min(script.length(), end + 1);
            if (read.strip().equals(mark)) {
                break;
            }
            content.append(read).append('\n');
        }
        add(kind, words[0] + "\n" + content, begin);
    }

    private void condition() {
        int begin = at;
        boolean loop = script.regionMatches(true, at, "while", 0, 5);
        int from = script.indexOf('(', at) + 1;
        int to = endOfCondition(from);
        at = Math.min(script.length(), to + 1);
        if (!skipBlank() || script.charAt(at) != '{') {
            at = begin;
            statement();
            return;
        }
        at++;
        open.push(commands.size());
        String text = script.substring(from, to).strip();
        add(loop ? SuiteCommand.Kind.WHILE : SuiteCommand.Kind.IF, text, begin);
    }

    private int endOfCondition(int from) {
        int depth = 1;
        char quote = 0;
        for (int i = from; i < script.length(); i++) {
            char c = script.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return script.length();
    }

    private void end() {
        Integer begin = open.poll();
        if (begin != null) {
            int own = commands.size();
            add(SuiteCommand.Kind.END, "", at);
            commands.set(own, commands.get(own).withPartner(begin));
            commands.set(begin, commands.get(begin).withPartner(own));
        }
    }

    private void add(SuiteCommand.Kind kind, String text, int begin) {
        commands.add(new SuiteCommand(kind, text, line(begin), commands.size()));
    }

    private boolean skipBlank() {
        while (at < script.length() && Character.isWhitespace(script.charAt(at))) {
            at++;
        }
        return at < script.length();
    }

    private int endOfLine(int from) {
        int end = script.indexOf('\n', from);
        return end < 0 ? script.length() : end;
    }

    private int line(int position) {
        for (; lineCountedTo < Math.min(position, script.length()); lineCountedTo++) {
            line += script.charAt(lineCountedTo) == '\n' ? 1 : 0;
        }
        return line;
    }
}
