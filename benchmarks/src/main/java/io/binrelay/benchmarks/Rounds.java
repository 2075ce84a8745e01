package io.binrelay.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Lets contenders take turns: every round each of them makes one pass, every second round in reverse order, so that
 * what else happens on the machine falls on all of them.
 */
final class Rounds {
    /** One pass of one contender. */
    @FunctionalInterface
    interface Pass {
        Measurement run() throws Exception;
    }

    private final int count;
    private final Consumer<String> progress;
    private final Map<String, Pass> contenders = new LinkedHashMap<>();
    private final Map<String, List<Measurement>> measured = new LinkedHashMap<>();

    Rounds(int count, Consumer<String> progress) {
        this.count = count;
        this.progress = progress;
    }

    /** Adds a contender. */
    Rounds contender(String name, Pass pass) {
        contenders.put(name, pass);
        measured.put(name, new ArrayList<>());
        return this;
    }

    /** Passes that are not counted, for what a JVM compiles in its first ones. */
    void warmUp(int passes, String name) throws Exception {
        for (int pass = 1; pass <= passes; pass++) {
            Measurement measurement =
                    Objects.requireNonNull(contenders.get(name)).run();
            progress.accept("  warm-up " + pass + " " + name + ": " + describe(measurement));
        }
    }

    /** All rounds. */
    void run() throws Exception {
        for (int round = 1; round <= count; round++) {
            List<String> order = new ArrayList<>(contenders.keySet());
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (String name : order) {
                Measurement measurement =
                        Objects.requireNonNull(contenders.get(name)).run();
                Objects.requireNonNull(measured.get(name)).add(measurement);
                progress.accept("  round " + round + " " + name + ": " + describe(measurement));
            }
        }
    }

    /** One figure of a contender over all rounds. */
    Spread spread(String name, ToDoubleFunction<Measurement> figure) {
        return Spread.of(Objects.requireNonNull(measured.get(name), "no contender " + name).stream()
                .mapToDouble(figure)
                .toArray());
    }

    private static String describe(Measurement measurement) {
        String text = Spread.number(measurement.wallSeconds()) + " s, "
                + Spread.number(measurement.rowsPerSecond()) + " rows/s, "
                + Spread.number(measurement.transactionsPerSecond()) + " tx/s, "
                + Spread.number(measurement.cpuMicrosPerRow()) + " µs CPU/row";
        return measurement.serverCpuSeconds() == 0
                ? text
                : text + ", " + Spread.number(measurement.serverCpuMicrosPerTransaction()) + " µs server CPU/tx";
    }

    /** A figure of one contender beside that of a peer, of which more is better. */
    BenchmarkRow higherIsBetter(
            String name, String ours, String peer, ToDoubleFunction<Measurement> figure, String unit) {
        return BenchmarkRow.higherIsBetter(name, spread(ours, figure), spread(peer, figure), peer, unit);
    }

    /** A figure of one contender beside that of a peer, of which less is better. */
    BenchmarkRow lowerIsBetter(
            String name, String ours, String peer, ToDoubleFunction<Measurement> figure, String unit) {
        return BenchmarkRow.lowerIsBetter(name, spread(ours, figure), spread(peer, figure), peer, unit);
    }
}
