package io.binrelay.relay.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads a properties file together with the line of each key. Every logical line goes through {@link Properties}, so
 * that escapes and separators mean what its documentation says.
 */
final class PropertiesFile {
    private final Path path;
    private final List<String> problems;
    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private PropertiesFile(Path path, List<String> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** All settings of the file, in its order; what is wrong with it is added to the problems. */
    static List<Setting> read(Path path, List<String> problems) {
        PropertiesFile file = new PropertiesFile(path, problems);
        try {
            file.addAll(Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            problems.add("file " + path + ": there is no such file");
        } catch (CharacterCodingException e) {
            problems.add("file " + path + ": is not UTF-8");
        } catch (IOException e) {
            problems.add("file " + path + ": cannot be read (" + e + ")");
        }
        return file.settings;
    }

    private void addAll(List<String> naturalLines) {
        int next = 0;
        while (next < naturalLines.size()) {
            int first = next;
            StringBuilder logical = new StringBuilder(naturalLines.get(next++));
            while (!isComment(logical) && isContinued(logical) && next < naturalLines.size()) {
                logical.append('\n').append(naturalLines.get(next++));
            }
            add(first + 1, logical.toString());
        }
    }

    private void add(int line, String logical) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(logical));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("line " + line + " of " + path + ": not a line of a properties file (" + e.getMessage() + ")");
            return;
        }
        for (String key : parsed.stringPropertyNames()) {
            Integer earlier = lines.putIfAbsent(key, line);
            if (earlier != null) {
                problems.add(key + ": set twice in " + path + ", in lines " + earlier + " and " + line);
                continue;
            }
            settings.add(new Setting(key, parsed.getProperty(key), Setting.Layer.FILE, "line " + line + " of " + path));
        }
    }

    private static boolean isComment(CharSequence line) {
        String text = line.toString().stripLeading();
        return text.startsWith("#") || text.startsWith("!");
    }

    /** A line is continued when it ends with an odd number of backslashes (documentation of Properties.load). */
    private static boolean isContinued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
