package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rounds of random statements on one lab, each with a seed of its own on empty servers, until the time is up or a round
 * ends otherwise than native replication does. Then the shortest prefix of the round that does is looked for.
 */
final class FuzzRun {
    private static final int STATEMENTS = 150;
    private static final int TAIL = 12;

    private final Lab lab;
    private final long seed;
    private final PrintStream report;
    private long rounds;
    private long statements;
    private long refused;
    private long rows;
    private long transactions;
    private long nativeTrouble;

    FuzzRun(Lab lab, long seed, PrintStream report) {
        this.lab = requireNonNull(lab, "lab is null");
        this.seed = seed;
        this.report = requireNonNull(report, "report is null");
    }

    /**
     * Runs at least one round.
     *
     * @return what went wrong, with all that is needed to see it again; empty when nothing did
     */
    Optional<String> run(Duration time) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        Optional<String> failure;
        do {
            failure = round(seed + rounds);
            rounds++;
        } while (failure.isEmpty() && System.nanoTime() < deadline);
        report.printf(
                Locale.ROOT,
                "fuzz: %s, seed %d: %,d rounds, %,d statements (%,d refused by the source), %,d transactions of several"
                        + " statements, %,d rows; native replication did not end identical in %,d rounds%n",
                lab,
                seed,
                rounds,
                statements,
                refused,
                transactions,
                rows,
                nativeTrouble);
        return failure;
    }

    private Optional<String> round(long roundSeed) throws SQLException, InterruptedException {
        FuzzScript script =
                new FuzzScript(new FuzzGenerator(roundSeed, lab.source().version()), STATEMENTS);
        List<PairResult> results = lab.run(script);
        statements += script.steps().size();
        refused += script.refused();
        rows += script.rows();
        transactions += script.commits();
        if (results.stream().anyMatch(result -> !(result.nativeOne() instanceof Outcome.Identical))) {
            nativeTrouble++;
        }
        return failureOf(results).isEmpty() ? Optional.empty() : Optional.of(shortest(roundSeed, script.steps()));
    }

    private static Optional<String> failureOf(List<PairResult> results) {
        List<String> failures = results.stream()
                .filter(result -> !result.asNative())
                .map(result ->
                        result.pair() + "\n  binrelay " + result.binrelay() + "\n  native   " + result.nativeOne())
                .toList();
        return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", failures));
    }

    /** By halves: a round that has gone wrong mostly stays wrong. */
    private String shortest(long roundSeed, List<Step> steps) throws SQLException, InterruptedException {
        int good = 0;
        int bad = steps.size();
        Optional<String> failure = replay(steps);
        while (bad - good > 1) {
            int middle = (good + bad) / 2;
            Optional<String> shorter = replay(steps.subList(0, middle));
            if (shorter.isPresent()) {
                bad = middle;
                failure = shorter;
            } else {
                good = middle;
            }
        }
        String tail = steps.subList(Math.max(0, bad - TAIL), bad).stream()
                .map(step -> "    -- connection " + step.connection() + "\n    " + step.sql() + ";")
                .collect(Collectors.joining("\n"));
        return "seed " + roundSeed + " goes wrong with statement " + bad + " of " + steps.size() + ":\n"
                + failure.orElse("(not when it was run again)") + "\n  its last statements:\n" + tail
                + "\n  to run it again: -Dfuzz.minutes=0 -Dseed=" + roundSeed;
    }

    private Optional<String> replay(List<Step> steps) throws SQLException, InterruptedException {
        return failureOf(lab.run(new TolerantScript(steps)));
    }
}
