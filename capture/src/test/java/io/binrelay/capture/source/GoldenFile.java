package io.binrelay.capture.source;

import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A document that shows SQL and, below it, what the relay log holds of it: fenced blocks {@code ```sql mysql} (or
 * {@code mariadb}), each followed by a block {@code ```json}. Behind the server's name may stand {@code envelope}: the
 * fields around the events are shown too; {@code rows}: statements that commit by themselves are left out. Everything
 * else is text for people.
 */
final class GoldenFile {
    private static final String FENCE = "```";

    private final Path path;
    private final List<String> lines;
    private final List<Example> examples;

    /**
     * One pair of blocks.
     *
     * @param sql statements, each on lines of its own, ended by a semicolon at the end of a line
     * @param json what stands below
     * @param from the first line of the content of the json block
     * @param to the line of its closing fence
     */
    record Example(Engine engine, Set<String> options, List<String> sql, String json, int from, int to) {
        boolean has(String option) {
            return options.contains(option);
        }
    }

    private GoldenFile(Path path, List<String> lines, List<Example> examples) {
        this.path = path;
        this.lines = lines;
        this.examples = examples;
    }

    static GoldenFile read(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE + "sql ")) {
                int sqlEnd = closing(path, lines, i + 1);
                int json = sqlEnd + 1;
                while (json < lines.size() && lines.get(json).isBlank()) {
                    json++;
                }
                if (json == lines.size() || !lines.get(json).equals(FENCE + "json")) {
                    throw new IllegalArgumentException(path + ":" + (i + 1) + ": no json block follows");
                }
                int jsonEnd = closing(path, lines, json + 1);
                String[] words = lines.get(i).split(" ", -1);
                examples.add(new Example(
                        Engine.valueOf(words[1].toUpperCase(Locale.ROOT)),
                        Set.of(Arrays.copyOfRange(words, 2, words.length)),
                        statements(lines.subList(i + 1, sqlEnd)),
                        String.join("\n", lines.subList(json + 1, jsonEnd)),
                        json + 1,
                        jsonEnd));
                i = jsonEnd;
            }
        }
        return new GoldenFile(path, lines, examples);
    }

    private static int closing(Path path, List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).equals(FENCE)) {
                return i;
            }
        }
        throw new IllegalArgumentException(path + ":" + from + ": the block has no end");
    }

    private static List<String> statements(List<String> lines) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : lines) {
            statement.append(statement.isEmpty() ? "" : "\n").append(line);
            if (line.endsWith(";")) {
                statements.add(statement.substring(0, statement.length() - 1));
                statement.setLength(0);
            }
        }
        if (!statement.toString().isBlank()) {
            throw new IllegalArgumentException("no semicolon ends the line of: " + statement);
        }
        return statements;
    }

    List<Example> examples() {
        return examples;
    }

    /** Puts what was found in the place of what stands there. */
    void rewrite(List<String> found) throws IOException {
        List<String> rewritten = new ArrayList<>();
        int copied = 0;
        for (int i = 0; i < examples.size(); i++) {
            rewritten.addAll(lines.subList(copied, examples.get(i).from()));
            rewritten.addAll(found.get(i).lines().toList());
            copied = examples.get(i).to();
        }
        rewritten.addAll(lines.subList(copied, lines.size()));
        Files.write(path, rewritten);
    }
}
