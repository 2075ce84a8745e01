package io.binrelay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.benchmarks.ApplyBenchmark;
import io.binrelay.benchmarks.Benchmark;
import io.binrelay.benchmarks.BenchmarkException;
import io.binrelay.benchmarks.BenchmarkRow;
import io.binrelay.benchmarks.BenchmarkSize;
import io.binrelay.benchmarks.CaptureBenchmark;
import io.binrelay.benchmarks.CommitBenchmark;
import io.binrelay.benchmarks.CommitSize;
import io.binrelay.benchmarks.LatencyBenchmark;
import io.binrelay.benchmarks.LatencySize;
import io.binrelay.benchmarks.Machine;
import io.binrelay.benchmarks.WaitPoint;
import io.binrelay.cli.output.TextTable;
import io.binrelay.cli.output.TextTable.Align;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code binrelay bench}: the figures of PERFORMANCE.md, measured again on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "(capture | apply | latency | commit)",
        description =
                "Measures binrelay beside its peers, both sides in one run, on servers that it starts itself. What"
                        + " is compared and how is told in PERFORMANCE.md. Figures are medians over the rounds; a ratio above 1"
                        + " means that binrelay is better, whatever the unit.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nBenchmarks:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  binrelay bench capture",
            "  binrelay bench apply --rows 1000000 --transactions 100000 --rounds 5",
            "  binrelay bench latency --seconds 60 --json"
        })
final class BenchVerb {
    @Spec
    private CommandSpec spec;

    /** How large the backlogs are. */
    static final class Backlogs {
        @Option(
                names = "--rows",
                paramLabel = "N",
                defaultValue = "300000",
                description = "Rows of the bulk backlog, written in transactions of 1,000. Default ${DEFAULT-VALUE};"
                        + " full size 1000000.")
        private long rows;

        @Option(
                names = "--transactions",
                paramLabel = "N",
                defaultValue = "30000",
                description = "Transactions of the OLTP backlog, of about 3.6 row changes over 8 tables. Default"
                        + " ${DEFAULT-VALUE}; full size 100000.")
        private int transactions;

        @Option(
                names = "--warm-ups",
                paramLabel = "N",
                defaultValue = "1",
                description = "Passes of each JVM before those that count. Default ${DEFAULT-VALUE}.")
        private int warmUps;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "Seed of the generated data. Default ${DEFAULT-VALUE}.")
        private long seed;
    }

    /** What all benchmarks take. */
    static final class Common {
        @Option(
                names = "--rounds",
                paramLabel = "N",
                defaultValue = "3",
                description = "Passes of each side that count. Default ${DEFAULT-VALUE}.")
        private int rounds;

        @Option(names = "--json", description = "Prints the figures as a JSON array, progress on standard error.")
        private boolean json;
    }

    @Command(
            name = "capture",
            mixinStandardHelpOptions = true,
            description = "Reading a backlog: capture into Kafka beside the bare binlog client and the Debezium engine"
                    + " with a null consumer.")
    int capture(@Mixin Backlogs backlogs, @Mixin Common common) {
        BenchmarkSize size = size(backlogs, common);
        return run(new CaptureBenchmark(size, progress()), common);
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Catching up on a backlog: an applier beside a native replica with 1 and with 4 workers,"
                    + " durable; the end state is compared with the source.")
    int apply(@Mixin Backlogs backlogs, @Mixin Common common) {
        BenchmarkSize size = size(backlogs, common);
        return run(new ApplyBenchmark(size, progress()), common);
    }

    @Command(
            name = "latency",
            mixinStandardHelpOptions = true,
            description = "From the commit acknowledged on the source until its row is visible on the replica, beside a"
                    + " native replica.")
    int latency(
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "15",
                            description = "Duration of each pass. Default ${DEFAULT-VALUE}.")
                    int seconds,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Transactions per second. Default ${DEFAULT-VALUE}.")
                    int rate,
            @Mixin Common common) {
        LatencySize size = Usage.checked(spec, () -> new LatencySize(rate, seconds, common.rounds));
        return run(new LatencyBenchmark(size, progress()), common);
    }

    @Command(
            name = "commit",
            mixinStandardHelpOptions = true,
            description =
                    "What COMMIT costs that waits for the relay log (source.semi.sync), beside one that waits for a"
                            + " native semi-synchronous replica and one that waits for nobody, with 1 and 16 writers.")
    int commit(
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Duration of each pass. Default ${DEFAULT-VALUE}.")
                    int seconds,
            @Option(
                            names = "--brokers",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "1, or 3 with three copies of the log. Default ${DEFAULT-VALUE}.")
                    int brokers,
            @Option(
                            names = "--wait-point",
                            paramLabel = "POINT",
                            defaultValue = "AFTER_SYNC",
                            description = "Where COMMIT waits: ${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
                    WaitPoint waitPoint,
            @Mixin Common common) {
        CommitSize size = Usage.checked(spec, () -> new CommitSize(seconds, common.rounds, brokers, waitPoint));
        return run(new CommitBenchmark(size, progress()), common);
    }

    private BenchmarkSize size(Backlogs backlogs, Common common) {
        return Usage.checked(
                spec,
                () -> new BenchmarkSize(
                        backlogs.rows, backlogs.transactions, backlogs.warmUps, common.rounds, backlogs.seed));
    }

    private Consumer<String> progress() {
        PrintWriter err = spec.commandLine().getErr();
        return line -> {
            err.println(line);
            err.flush();
        };
    }

    private int run(Benchmark benchmark, Common common) {
        progress().accept(Machine.describe());
        List<BenchmarkRow> rows;
        try {
            rows = benchmark.run();
        } catch (BenchmarkException e) {
            throw new BinrelayException(ErrorCode.INTERNAL, String.valueOf(e.getMessage()), false, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(json(rows));
        } else {
            table(rows).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private static String json(List<BenchmarkRow> rows) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (BenchmarkRow row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", row.name());
            object.put("binrelay", row.binrelay());
            object.put("peer", row.peer());
            object.put("peer_name", row.peerName());
            object.put("ratio", row.ratio());
            object.put("unit", row.unit());
            object.put("spread", row.spread());
            objects.add(object);
        }
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(objects);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers always become JSON", e);
        }
    }

    private static List<String> table(List<BenchmarkRow> rows) {
        TextTable table = new TextTable()
                .column("benchmark")
                .column("binrelay", Align.RIGHT)
                .column("peer", Align.RIGHT)
                .column("unit")
                .column("ratio", Align.RIGHT)
                .column("peer is")
                .column("minimum..maximum");
        for (BenchmarkRow row : rows) {
            table.row(
                    row.name(),
                    row.binrelayText(),
                    row.peerText(),
                    row.unit(),
                    String.format(Locale.ROOT, "%.2f", row.ratio()),
                    row.peerName(),
                    row.spread());
        }
        return table.lines();
    }
}
