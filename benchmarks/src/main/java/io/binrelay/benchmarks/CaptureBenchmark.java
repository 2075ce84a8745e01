package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads backlogs that a source has already written: binrelay's capture into Kafka (acks=all, lz4, identity check on, a
 * new log for each pass) beside the bare binlog client and the Debezium engine, both of which throw away what they
 * read.
 */
public final class CaptureBenchmark implements Benchmark {
    static final String BINRELAY = "capture";
    static final String CLIENT = "binlog-client";
    static final String ENGINE = "debezium-engine";

    /** The heap a capture service is given; the peers get more. */
    private static final String SERVICE_HEAP = "256m";

    private static final String PEER_HEAP = "1g";

    private final BenchmarkSize size;
    private final Consumer<String> progress;
    private final BenchmarkServers servers;

    /** @param progress told, a line at a time, how far it is */
    public CaptureBenchmark(BenchmarkSize size, Consumer<String> progress) {
        this.size = requireNonNull(size, "size is null");
        this.progress = requireNonNull(progress, "progress is null");
        this.servers = new BenchmarkServers(progress);
    }

    @Override
    public List<BenchmarkRow> run() {
        try (Workplace workplace = Workplace.open();
                DatabaseServer source = servers.source();
                KafkaBroker broker = servers.broker()) {
            List<BenchmarkRow> rows = new ArrayList<>();
            for (BacklogKind kind : BacklogKind.values()) {
                progress.accept("capture, " + kind.label() + ": writing the backlog");
                Backlog backlog = servers.fill(source, kind.writer(size));
                progress.accept("capture, " + kind.label() + ": " + backlog.rows() + " row changes in "
                        + backlog.transactions() + " transactions");
                rows.addAll(compare(kind, backlog, broker.bootstrapServers(), workplace.directory()));
            }
            return rows;
        } catch (Exception e) {
            throw Workplace.failure("capture", e);
        }
    }

    private List<BenchmarkRow> compare(BacklogKind kind, Backlog backlog, String bootstrap, Path directory)
            throws Exception {
        Rounds rounds = new Rounds(size.rounds(), progress);
        try (WorkerProcess ours = worker(BINRELAY, SERVICE_HEAP, directory, backlog, bootstrap);
                WorkerProcess client = worker(CLIENT, PEER_HEAP, directory, backlog);
                WorkerProcess engine = worker(ENGINE, PEER_HEAP, directory, backlog)) {
            int[] pass = new int[1];
            rounds.contender(BINRELAY, () -> ours.pass(kind.label() + "-" + ++pass[0]));
            rounds.contender(CLIENT, client::pass);
            rounds.contender(ENGINE, engine::pass);
            for (String name : List.of(BINRELAY, CLIENT, ENGINE)) {
                rounds.warmUp(size.warmUps(), name);
            }
            rounds.run();
        }
        return rows(kind, rounds);
    }

    private static WorkerProcess worker(String name, String heap, Path directory, Backlog backlog, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(backlog.toArguments());
        arguments.addAll(List.of(more));
        return new WorkerProcess(name, heap, directory, arguments);
    }

    private static List<BenchmarkRow> rows(BacklogKind kind, Rounds rounds) {
        List<BenchmarkRow> rows = new ArrayList<>();
        String prefix = "capture " + kind.label() + " ";
        for (String peer : List.of(ENGINE, CLIENT)) {
            rows.add(rounds.higherIsBetter(prefix + "rows", BINRELAY, peer, Measurement::rowsPerSecond, "rows/s"));
            rows.add(rounds.higherIsBetter(
                    prefix + "transactions", BINRELAY, peer, Measurement::transactionsPerSecond, "tx/s"));
            rows.add(rounds.lowerIsBetter(prefix + "CPU", BINRELAY, peer, Measurement::cpuMicrosPerRow, "µs/row"));
        }
        return rows;
    }
}
