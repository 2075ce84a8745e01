package io.binrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the source tree itself: what the compiler and the formatter do not look at. */
class SourceTreeTest {
    private static final int MAX_LINES = 400;

    private static final String ONE_HOME = "one home for each decision";

    /**
     * A class ({@code capture.core.X}) or a package ({@code relay.log}) of ours in backticks, with or without
     * io.binrelay.
     */
    private static final Pattern OWN_NAME =
            Pattern.compile("`(?:io\\.binrelay\\.)?((?:schemas|relay|capture|applier|testsupport|benchmarks|cli)"
                    + "(?:\\.[a-z]\\w*)*(?:\\.[A-Z]\\w*)*)`");

    private static final Path ROOT = root();

    @Test
    void no_source_file_is_longer_than_400_lines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources("src")) {
            int lines = Files.readAllLines(file).size();
            if (lines > MAX_LINES) {
                tooLong.add(ROOT.relativize(file) + " has " + lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** Without the annotation NullAway does not look at the package, and says nothing. */
    @Test
    void every_package_is_null_marked() throws IOException {
        TreeSet<String> unmarked = new TreeSet<>();
        for (Path file : sources("src/main/java")) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                unmarked.add(ROOT.relativize(info).toString());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void every_home_that_ARCHITECTURE_names_for_a_decision_exists() throws IOException {
        Path document = ROOT.resolve("ARCHITECTURE.md");
        assumeTrue(Files.exists(document), "there is no ARCHITECTURE.md yet: nothing to check");
        List<String> names = OWN_NAME.matcher(section(Files.readString(document)))
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();
        assertThat(names)
                .as("names in backticks in the section '%s'", ONE_HOME)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(exists(name)).as(name).isTrue());
    }

    /** The part of the document between the heading about the homes and the next heading. */
    private static String section(String document) {
        StringBuilder section = new StringBuilder();
        boolean inside = false;
        for (String line : document.lines().toList()) {
            if (line.startsWith("#")) {
                inside = line.toLowerCase(Locale.ROOT).contains(ONE_HOME);
            } else if (inside) {
                section.append(line).append('\n');
            }
        }
        return section.toString();
    }

    /** Whether a module has the class or the package; a nested class counts with the class it stands in. */
    private static boolean exists(String name) throws IOException {
        String path = name.replaceFirst("(\\.[A-Z]\\w*)\\..*", "$1").replace('.', '/');
        for (Path module : modules()) {
            Path own = module.resolve("src/main/java/io/binrelay").resolve(path);
            if (Files.isDirectory(own) || Files.exists(own.resolveSibling(own.getFileName() + ".java"))) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> sources(String below) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules()) {
            Path directory = module.resolve(below);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        assertThat(sources).as("sources below %s", ROOT).isNotEmpty();
        return sources;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .toList();
        }
    }

    /** Tests run in the directory of their module; the tree starts at the one that holds Maven's settings. */
    private static Path root() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(".mvn"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no directory above " + Path.of("").toAbsolutePath() + " has a .mvn");
    }
}
