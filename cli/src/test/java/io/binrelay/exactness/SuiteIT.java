package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Other people's SQL: every script ({@code *.sql}, {@code *.test}) of a directory, with native replication's result
 * beside binrelay's. Fails when binrelay is worse than native replication on any of them.
 *
 * <pre>
 * -Dexactness.suite=DIR               or a file that names the scripts, one a line
 * -Dexactness.suite.engine=MYSQL      one family only
 * -Dexactness.suite.options=OPTIONS   of all servers, with blanks between, e.g. --binlog-format=MIXED
 * </pre>
 */
class SuiteIT {
    private static final String SUITE = System.getProperty("exactness.suite", "");
    private static final String ENGINE = System.getProperty("exactness.suite.engine", "");
    private static final String OPTIONS = System.getProperty("exactness.suite.options", "");

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void scripts_arrive_as_over_native_replication(Engine engine) throws Exception {
        assumeTrue(!SUITE.isEmpty(), "no scripts: name a directory with -Dexactness.suite=DIR");
        assumeTrue(ENGINE.isEmpty() || engine == Engine.valueOf(ENGINE), "another family is asked for");
        List<String> worse = new ArrayList<>();
        List<String> options = Stream.of(OPTIONS.split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .toList();
        try (SuiteRun run = new SuiteRun(engine, options, SuiteIT::print)) {
            for (Path file : scripts()) {
                if (!run.run(file)) {
                    worse.add(file.toString());
                }
            }
            System.out.printf("suite: %s: %s%n", engine, run.score());
        }
        assertThat(worse)
                .as("scripts on which binrelay is worse than native replication")
                .isEmpty();
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static List<Path> scripts() throws IOException {
        Path suite = Path.of(SUITE);
        if (Files.isRegularFile(suite)) {
            return Files.readAllLines(suite).stream().map(Path::of).toList();
        }
        try (Stream<Path> files = Files.walk(suite)) {
            return files.filter(file -> file.toString().matches(".*\\.(sql|test)"))
                    .sorted()
                    .toList();
        }
    }
}
