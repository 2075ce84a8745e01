package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.exactness.SuiteCommand.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs one script of a suite, with its variables, conditions, loops, included files and connections, statement by
 * statement. Statements may fail. Before a statement that takes away what is there to compare the replicas are
 * compared, at growing distances. What runs on a replica in the original is left out.
 */
final class SuiteScript implements Script {
    private static final int MOST_COMMANDS = 60_000;
    private static final int MOST_STATEMENTS = 15_000;
    private static final int MOST_DEPTH = 20;
    private static final Duration MOST_TIME = Duration.ofSeconds(90);
    private static final Pattern TAKES_AWAY = Pattern.compile(
            "(?is)\\s*(drop\\s+(table|tables|database|schema|view|user|role|procedure|function|trigger|event|sequence|package)\\b"
                    + "|create\\s+or\\s+replace\\b|truncate\\b).*");
    private static final Pattern QUERY_VALUE =
            Pattern.compile("(?is)query_get_value\\s*\\((.*),\\s*([\\w ()@.*]+?)\\s*,\\s*(\\$?\\w+)\\s*\\)");

    private final SuiteSources sources;
    private final SuiteFiles files;
    private final SuiteVariables variables;
    private final SuiteConnections connections = new SuiteConnections();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private @Nullable Consumer<String> question;
    private @Nullable Step held;
    private boolean wantsValueNamed;
    private String column = "";
    private int row = 1;
    private final long deadline = System.nanoTime() + MOST_TIME.toNanos();
    private int commands;
    private int sinceComparison;
    private int comparisons;
    private int taken;
    private int refused;
    private int leftOut;

    /** A file that is being run. */
    private static final class Frame {
        private final Path file;
        private final List<SuiteCommand> commands;
        private int at;

        Frame(Path file, List<SuiteCommand> commands) {
            this.file = file;
            this.commands = commands;
        }
    }

    SuiteScript(SuiteSources sources, Path file, SuiteFiles files) {
        this.sources = requireNonNull(sources, "sources is null");
        this.files = requireNonNull(files, "files is null");
        variables = files.variables();
        frames.push(new Frame(file, sources.commands(file)));
    }

    @Override
    public String schema() {
        return "test";
    }

    @Override
    public boolean isBytes() {
        return true;
    }

    @Override
    public boolean asks() {
        return question != null;
    }

    /** Whether all of it has run. */
    boolean ended() {
        return frames.isEmpty() && held == null;
    }

    @Override
    public @Nullable Step next() {
        if (held != null) {
            Step step = held;
            held = null;
            return step;
        }
        while (!frames.isEmpty()) {
            if (++commands > MOST_COMMANDS || taken + refused > MOST_STATEMENTS || System.nanoTime() > deadline) {
                frames.clear();
                break;
            }
            Frame frame = frames.element();
            if (frame.at >= frame.commands.size()) {
                frames.pop();
                continue;
            }
            Step step = perform(frame, frame.commands.get(frame.at++));
            if (step != null) {
                return step;
            }
        }
        return null;
    }

    private @Nullable Step perform(Frame frame, SuiteCommand command) {
        switch (command.kind()) {
            case INC -> variables.add(name(command.text()), 1);
            case DEC -> variables.add(name(command.text()), -1);
            case END -> repeat(frame, command);
            case SOURCE -> include(frame, command);
            case CONNECTION -> connections.change(arguments(command));
            case SYNC_SLAVE_WITH_MASTER -> connections.changeToReplica();
            case WRITE_FILE -> files.write(command.text(), variables);
            case REMOVE_FILE -> files.remove(command.text(), variables);
            case EXIT -> frames.clear();
            case EXPR, LEFT_OUT -> leftOut++;
            case DELIMITER, SILENT -> {
                // Nothing happens on a server.
            }
            case SQL, EVAL, LET, IF, WHILE, CONNECT, CHANGE_USER, DISCONNECT, RESET_CONNECTION -> {
                return step(frame, command);
            }
        }
        return null;
    }

    private @Nullable Step step(Frame frame, SuiteCommand command) {
        int line = command.line();
        return switch (command.kind()) {
            case SQL -> statement(command.text(), line);
            case EVAL -> evaluated(command);
            case LET -> let(command);
            case IF, WHILE -> condition(frame, command);
            case CONNECT -> connections.connect(arguments(command), line).orElse(null);
            case CHANGE_USER -> connections.changeUser(arguments(command), line).orElse(null);
            case DISCONNECT -> connections.disconnect(arguments(command), line).orElse(null);
            case RESET_CONNECTION -> connections.disconnect("", line).orElse(null);
            default -> throw new IllegalStateException(command + " leads to no step");
        };
    }

    private static void repeat(Frame frame, SuiteCommand end) {
        if (frame.commands.get(end.partner()).kind() == Kind.WHILE) {
            frame.at = end.partner();
        }
    }

    private @Nullable Step evaluated(SuiteCommand command) {
        Optional<String> sql = variables.replacedIn(command.text());
        if (sql.isEmpty()) {
            leftOut++;
            return null;
        }
        return statement(sql.get(), command.line());
    }

    private @Nullable Step statement(String text, int line) {
        String sql = files.located(text);
        if (sql.isBlank()) {
            return null;
        }
        if (SuiteExclusions.excludes(sql, connections.isRoot()) || connections.isClosed()) {
            leftOut++;
            return null;
        }
        Step step = new Step(Step.Kind.SOURCE, connections.current(), sql, 0, Condition.ALWAYS, line);
        sinceComparison++;
        if (sinceComparison > 8 + 4 * comparisons && TAKES_AWAY.matcher(sql).matches()) {
            sinceComparison = 0;
            comparisons++;
            held = step;
            return new Step(Step.Kind.CHECKPOINT, connections.current(), "", 0, Condition.ALWAYS, line);
        }
        return step;
    }

    /** {@code let $x= text}, {@code let $x= `query`} or {@code let $x= query_get_value(query, column, row)}. */
    private @Nullable Step let(SuiteCommand command) {
        int equals = command.text().indexOf('=');
        if (equals < 0) {
            return null;
        }
        String name = name(command.text().substring(0, equals));
        String value = command.text().substring(equals + 1).strip();
        Matcher query = QUERY_VALUE.matcher(value);
        if (query.matches()) {
            column = query.group(2).strip();
            row = (int)
                    SuiteVariables.number(variables.replacedIn(query.group(3)).orElse("1"));
            return ask(
                    SuiteVariables.unquoted(query.group(1).strip()),
                    command.line(),
                    true,
                    answer -> variables.set(name, answer));
        }
        if (value.startsWith("`") && value.endsWith("`") && value.length() > 1) {
            return ask(
                    value.substring(1, value.length() - 1),
                    command.line(),
                    false,
                    answer -> variables.set(name, answer));
        }
        variables.set(name, SuiteVariables.unquoted(variables.replacedIn(value).orElse("")));
        return null;
    }

    private @Nullable Step condition(Frame frame, SuiteCommand command) {
        String text = command.text();
        boolean negated = text.startsWith("!");
        String bare = (negated ? text.substring(1) : text).strip();
        int end = command.partner() + 1;
        if (bare.startsWith("`") && bare.endsWith("`") && bare.length() > 1) {
            return ask(bare.substring(1, bare.length() - 1), command.line(), false, answer -> {
                if (SuiteVariables.isTrue(answer) == negated) {
                    frame.at = end;
                }
            });
        }
        if (!variables.holds(text)) {
            frame.at = end;
        }
        return null;
    }

    private @Nullable Step ask(String sql, int line, boolean named, Consumer<String> then) {
        Optional<String> replaced = variables.replacedIn(sql);
        if (replaced.isEmpty() || connections.isClosed()) {
            then.accept("");
            return null;
        }
        question = then;
        wantsValueNamed = named;
        return new Step(
                Step.Kind.SOURCE, connections.current(), files.located(replaced.get()), 0, Condition.ALWAYS, line);
    }

    /** With variables replaced, but for those of ports and sockets, which nobody needs here. */
    private String arguments(SuiteCommand command) {
        return variables
                .replacedIn(command.text().replaceAll("\\$\\w*(PORT|SOCK)\\w*", ""))
                .orElse("");
    }

    private void include(Frame frame, SuiteCommand command) {
        String name = variables
                .replacedIn(command.text())
                .orElse("")
                .replaceFirst(";$", "")
                .strip();
        if (name.contains("sync_slave_sql_with_master") || name.contains("sync_to_replica")) {
            if (name.contains("sync_to_replica")) {
                connections.changeToReplica();
            }
            return;
        }
        if (name.isEmpty() || !SuiteSources.isSetUp(name) || frames.size() > MOST_DEPTH) {
            return;
        }
        Optional<Path> found = SuiteSources.find(frame.file, name);
        if (found.isPresent()) {
            frames.push(new Frame(found.get(), sources.commands(found.get())));
        } else {
            leftOut++;
        }
    }

    private static String name(String text) {
        return text.strip().replaceFirst("^\\$", "").replaceFirst(";$", "").strip();
    }

    @Override
    public void answered(Step step, Answer answer) {
        Consumer<String> then = question;
        question = null;
        if (then != null) {
            String value = wantsValueNamed ? answer.value(row, column) : answer.firstRow();
            then.accept(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void succeeded(Step step, long rows) {
        taken++;
    }

    @Override
    public void failed(Step step, SQLException error) {
        refused++;
        if (step.kind() == Step.Kind.CONNECT) {
            connections.refuse(step.connection());
        }
        if (question != null) {
            answered(step, Answer.NOTHING);
        }
    }

    /** Where the file that is being run stands; 0 at its end. */
    int line() {
        Frame frame = frames.peekLast();
        return frame == null || frame.at == 0
                ? 0
                : frame.commands
                        .get(Math.min(frame.at, frame.commands.size()) - 1)
                        .line();
    }

    /** How many statements the server took. */
    int taken() {
        return taken;
    }

    /** How many it did not. */
    int refused() {
        return refused;
    }

    /** How many were not given to it. */
    int leftOut() {
        return leftOut;
    }
}
