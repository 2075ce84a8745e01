package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Other people's SQL: every file of the directory that {@code -Dexactness.suite=DIR} names, with native replication's
 * result beside binrelay's. A file is plain SQL; lines that begin with {@code --} and no blank, as mysqltest's commands
 * do, are left out. Fails when binrelay is worse than native replication on any file.
 */
class SuiteIT {
    private static final String DIRECTORY = System.getProperty("exactness.suite", "");

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void scripts_arrive_as_over_native_replication(Engine engine) throws Exception {
        assumeTrue(!DIRECTORY.isEmpty(), "no scripts: name a directory with -Dexactness.suite=DIR");
        List<String> worse = new ArrayList<>();
        try (EmbeddedFleet fleet = new EmbeddedFleet(engine)) {
            for (Path file : scripts()) {
                if (!run(fleet.lab(), file, System.out)) {
                    worse.add(file.toString());
                }
            }
        }
        assertThat(worse)
                .as("scripts on which binrelay is worse than native replication")
                .isEmpty();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(DIRECTORY))) {
            return files.filter(file -> file.toString().matches(".*\\.(sql|test)"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean run(Lab lab, Path file, PrintStream report)
            throws IOException, SQLException, InterruptedException {
        SuiteFile suite = SuiteFile.parse(Files.readAllBytes(file));
        TolerantScript script = new TolerantScript(suite.steps());
        boolean asNative = true;
        for (PairResult result : lab.run(script)) {
            report.printf(
                    "suite: %s: %s: binrelay %s; native %s; statements: %d taken, %d refused, %d left out%n",
                    Path.of(DIRECTORY).relativize(file),
                    result.pair(),
                    result.binrelay(),
                    result.nativeOne(),
                    script.taken(),
                    script.refused(),
                    suite.leftOut());
            asNative &= result.asNative();
        }
        return asNative;
    }
}
