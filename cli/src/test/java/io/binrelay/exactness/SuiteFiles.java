package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that the statements of a script read and write: a directory of its own, and the suite's std_data. */
final class SuiteFiles implements AutoCloseable {
    private final Path directory;
    private final String data;

    private SuiteFiles(Path directory, String data) {
        this.directory = requireNonNull(directory, "directory is null");
        this.data = requireNonNull(data, "data is null");
    }

    /** For one script. */
    static SuiteFiles of(Path script) throws IOException {
        Path directory = Files.createTempDirectory("binrelay-suite");
        Files.createDirectory(directory.resolve("tmp"));
        String data = SuiteSources.data(script).map(Path::toString).orElse("std_data");
        return new SuiteFiles(directory, data);
    }

    /** The variables that mysql-test-run sets for every script. */
    SuiteVariables variables() {
        SuiteVariables variables = new SuiteVariables();
        variables.set("MYSQLTEST_VARDIR", directory.toString());
        variables.set("MYSQL_TMP_DIR", directory.resolve("tmp").toString());
        variables.set("MYSQL_TEST_DIR", data.replaceFirst("/std_data$", ""));
        variables.set("default_engine", "InnoDB");
        variables.set("engine_type", "InnoDB");
        variables.set("other_engine_type", "MyISAM");
        return variables;
    }

    /** A statement with the places of files as they are here. */
    String located(String sql) {
        return sql.replace("$MYSQLTEST_VARDIR/std_data", data)
                .replace(directory + "/std_data", data)
                .replace("../../std_data", data)
                .replace("../std_data_ln", data)
                .replace("../../tmp/", directory.resolve("tmp") + "/");
    }

    /** Writes a file, if it is to be in the script's own directory. */
    void write(String nameAndContent, SuiteVariables variables) {
        String[] parts = nameAndContent.split("\n", 2);
        Path file = path(parts[0], variables);
        if (file.startsWith(directory)) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, parts.length > 1 ? parts[1] : "", StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Removes a file of the script's own directory. */
    void remove(String name, SuiteVariables variables) {
        Path file = path(name, variables);
        if (file.startsWith(directory)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path path(String name, SuiteVariables variables) {
        String text = variables.replacedIn(name.strip().replaceFirst(";$", "")).orElse("");
        return directory.resolve(text.strip()).normalize();
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
