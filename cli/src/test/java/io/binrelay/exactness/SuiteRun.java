package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scripts of a suite, one after the other, each on empty servers with the global variables they were started with. A
 * script goes on behind a stop of a replica with empty servers, so that what follows is seen too. Servers that a script
 * has spoilt are replaced.
 */
final class SuiteRun implements AutoCloseable {
    private static final int MOST_PARTS = 12;

    /** Which suites expect, as mysql-test-run sets them. */
    private static final List<String> OPTIONS = List.of(
            "--log-bin-trust-function-creators=ON",
            "--local-infile=ON",
            // Accounts of localhost are let in.
            "--skip-name-resolve=OFF");

    private final Engine engine;
    private final List<String> options;
    private final Consumer<String> report;
    private final SuiteSources sources = new SuiteSources();
    private final SuiteScore score = new SuiteScore();
    private @Nullable EmbeddedFleet fleet;
    private List<GlobalVariables> globals = List.of();

    /** @param further options of all servers, e.g. {@code --binlog-format=MIXED} */
    SuiteRun(Engine engine, List<String> further, Consumer<String> report) {
        this.engine = requireNonNull(engine, "engine is null");
        List<String> all = new ArrayList<>(OPTIONS);
        all.addAll(further);
        this.options = List.copyOf(all);
        this.report = requireNonNull(report, "report is null");
    }

    /** Runs a script; whether nowhere in it binrelay is worse than native replication. */
    boolean run(Path file) throws IOException, InterruptedException, SQLException {
        long begin = System.nanoTime();
        boolean asNative = true;
        try (SuiteFiles files = SuiteFiles.of(file)) {
            SuiteScript script = new SuiteScript(sources, file, files);
            for (int part = 0; part < MOST_PARTS && !script.ended(); part++) {
                asNative &= part(file, script);
            }
            score.add(script);
            say(String.format(
                    Locale.ROOT,
                    "suite: %s %s: %s, %d ms, statements: %d taken, %d refused, %d left out",
                    engine,
                    file,
                    asNative ? "as native" : "WORSE",
                    Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                    script.taken(),
                    script.refused(),
                    script.leftOut()));
        }
        return asNative;
    }

    private boolean part(Path file, SuiteScript script) throws SQLException, InterruptedException {
        try {
            List<PairResult> results = lab().run(script);
            List<String> stuck = new ArrayList<>();
            for (GlobalVariables server : globals) {
                stuck.addAll(server.restore());
            }
            tell(file, script, results);
            if (!stuck.isEmpty()) {
                say(String.format(Locale.ROOT, "suite: %s: servers replaced: %s", file, stuck));
                replace();
            }
            return results.stream().noneMatch(result -> SuiteVerdict.of(result) == SuiteVerdict.WORSE);
        } catch (SQLException | RuntimeException e) {
            score.addFailure();
            say(String.format(Locale.ROOT, "suite: %s: not told, servers replaced: %s", file, e));
            replace();
            return true;
        }
    }

    private void tell(Path file, SuiteScript script, List<PairResult> results) {
        score.add(results);
        for (PairResult result : results) {
            boolean identical =
                    result.binrelay() instanceof Outcome.Identical && result.nativeOne() instanceof Outcome.Identical;
            if (!identical) {
                say(String.format(
                        Locale.ROOT,
                        "suite: %s, line %d, %s: %s%n  binrelay %s%n  native %s",
                        file,
                        script.line(),
                        result.milestone(),
                        SuiteVerdict.of(result),
                        result.binrelay(),
                        result.nativeOne()));
            }
        }
    }

    private void say(String line) {
        report.accept(line);
    }

    private Lab lab() throws SQLException {
        EmbeddedFleet open = fleet;
        if (open == null) {
            open = new EmbeddedFleet(engine, options);
            fleet = open;
            List<GlobalVariables> read = new ArrayList<>();
            for (LabServer server : open.lab().servers()) {
                read.add(GlobalVariables.of(server));
            }
            globals = List.copyOf(read);
        }
        return open.lab();
    }

    /** A script may have taken the lab's own access from it: the servers end all the same. */
    private void replace() {
        try {
            close();
        } catch (SQLException e) {
            say(String.format(Locale.ROOT, "suite: servers left as they were: %s", e));
        }
    }

    SuiteScore score() {
        return score;
    }

    @Override
    public void close() throws SQLException {
        EmbeddedFleet open = fleet;
        fleet = null;
        if (open != null) {
            open.close();
        }
    }
}
