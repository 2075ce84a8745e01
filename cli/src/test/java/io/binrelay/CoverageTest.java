package io.binrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** COVERAGE.md claims nothing without a test that is there, and leaves out no trap. */
class CoverageTest {
    /** {@code ClassTest}, {@code ClassTest.method} or {@code ClassTest.methodThatBegins...}, in backticks. */
    private static final Pattern TEST =
            Pattern.compile("`([A-Z]\\w*(?:Tests?|IT|Contract))(?:\\.(\\w+)(\\.\\.\\.)?)?`");

    /** Cases of the exactness tests whose names begin so: {@code rows.sql: trap4}. */
    private static final Pattern CASE = Pattern.compile("`([\\w-]+\\.sql): ([^`]+)`");

    private static final Pattern TRAP = Pattern.compile("^\\| (\\d+) \\|.*");

    private static final int TRAPS = 90;

    private final Path root = root();

    @Test
    void every_trap_has_one_line_that_says_what_becomes_of_it() throws IOException {
        List<Integer> numbers = coverage()
                .lines()
                .map(TRAP::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, TRAPS).boxed().toList());
    }

    @Test
    void every_test_it_names_exists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (MatchResult named : TEST.matcher(coverage()).results().toList()) {
            if (!exists(named.group(1), named.group(2), named.group(3) != null)) {
                missing.add(named.group());
            }
        }
        assertThat(missing)
                .as("tests named in COVERAGE.md that are not in the source tree")
                .isEmpty();
    }

    @Test
    void every_case_it_names_exists() throws IOException {
        Path cases = root.resolve("cli/src/test/resources/io/binrelay/exactness");
        List<String> missing = new ArrayList<>();
        for (MatchResult named : CASE.matcher(coverage()).results().toList()) {
            Path file = cases.resolve(named.group(1));
            if (!Files.exists(file) || !Files.readString(file).contains("-- case: " + named.group(2) + " ")) {
                missing.add(named.group());
            }
        }
        assertThat(missing).as("cases named in COVERAGE.md that are not there").isEmpty();
    }

    private boolean exists(String testClass, String method, boolean prefix) throws IOException {
        for (Path source : sources(testClass + ".java")) {
            if (method == null
                    || Pattern.compile("\\b" + method + (prefix ? "" : "\\("))
                            .matcher(Files.readString(source))
                            .find()) {
                return true;
            }
        }
        return false;
    }

    private List<Path> sources(String fileName) throws IOException {
        try (Stream<Path> files = Files.walk(root, 14)) {
            return files.filter(
                            file -> file.endsWith(fileName) && file.toString().contains("/src/"))
                    .collect(Collectors.toList());
        }
    }

    private String coverage() throws IOException {
        return Files.readString(root.resolve("COVERAGE.md"));
    }

    private static Path root() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(".mvn"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no directory above " + Path.of("").toAbsolutePath() + " has a .mvn");
    }
}
