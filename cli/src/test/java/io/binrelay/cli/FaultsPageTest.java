package io.binrelay.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/FAULTS.md quotes nothing that binrelay does not say. */
final class FaultsPageTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** Between two parts of a text that the source code joins. */
    private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");

    private final Path root = requireNonNull(Path.of("").toAbsolutePath().getParent());

    @Test
    void every_message_it_quotes_is_said_somewhere() throws IOException {
        String said = said();
        List<String> unsaid = new ArrayList<>();
        for (String row : rows()) {
            String quoted = row.split(" \\| ", 2)[0];
            for (MatchResult message : QUOTED.matcher(quoted).results().toList()) {
                if (!said.contains(message.group(1))) {
                    unsaid.add(message.group(1));
                }
            }
        }
        assertThat(unsaid).as("quoted in docs/FAULTS.md, but said nowhere").isEmpty();
    }

    @Test
    void every_row_quotes_a_message_and_says_what_to_do() throws IOException {
        assertThat(rows()).isNotEmpty().allSatisfy(row -> {
            String[] cells = row.split("(?<= )\\|(?= )|\\|$", -1);
            assertThat(cells[0]).contains("`");
            assertThat(cells[2]).isNotBlank();
        });
    }

    /** Without the first bar, headings and rules. */
    private List<String> rows() throws IOException {
        return Files.readString(root.resolve("docs/FAULTS.md"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| it says"))
                .map(line -> line.substring(2))
                .toList();
    }

    /** All texts in the code, those that are joined over several lines as one. */
    private String said() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String module : List.of("relay", "capture", "applier", "cli")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    try {
                        all.append(JOIN.matcher(Files.readString(file)).replaceAll(""));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        return all.toString();
    }
}
