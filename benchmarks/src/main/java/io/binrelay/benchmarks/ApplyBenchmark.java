package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Catches up on backlogs: an applier reading a log in Kafka that holds all of it, beside a native replica with 1 and
 * with 4 workers whose relay log holds all of it. Each pass has a new, durable server; its end state must be the
 * source's.
 *
 * <p>Both sides begin with the tables as they were before the backlog and are timed from there to the last position.
 * That native replication finds its relay log already written favours it.
 */
public final class ApplyBenchmark implements Benchmark {
    static final String BINRELAY = "applier";
    static final String NATIVE_1 = "native-1-worker";
    static final String NATIVE_4 = "native-4-workers";

    private static final String SERVICE_HEAP = "256m";

    private final BenchmarkSize size;
    private final Consumer<String> progress;
    private final BenchmarkServers servers;

    /** @param progress told, a line at a time, how far it is */
    public ApplyBenchmark(BenchmarkSize size, Consumer<String> progress) {
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
                progress.accept("apply, " + kind.label() + ": writing the backlog and the log");
                Backlog backlog = servers.fill(source, kind.writer(size));
                progress.accept("apply, " + kind.label() + ": " + backlog.rows() + " row changes in "
                        + backlog.transactions() + " transactions");
                EndState expected = EndState.of(source, kind.label());
                rows.addAll(compare(kind, backlog, expected, broker.bootstrapServers(), workplace.directory()));
            }
            return rows;
        } catch (Exception e) {
            throw Workplace.failure("catch-up", e);
        }
    }

    private List<BenchmarkRow> compare(
            BacklogKind kind, Backlog backlog, EndState expected, String bootstrap, Path directory) throws Exception {
        List<String> arguments = new ArrayList<>(backlog.toArguments());
        arguments.add(bootstrap);
        try (WorkerProcess capture = new WorkerProcess(CaptureBenchmark.BINRELAY, SERVICE_HEAP, directory, arguments)) {
            capture.pass(kind.label(), backlog.origin().toString());
        }
        Rounds rounds = new Rounds(size.rounds(), progress);
        try (WorkerProcess applier = new WorkerProcess(BINRELAY, SERVICE_HEAP, directory, arguments)) {
            int[] pass = new int[1];
            rounds.contender(BINRELAY, () -> applierPass(applier, kind, ++pass[0], expected));
            rounds.contender(NATIVE_1, () -> nativePass(NATIVE_1, 1, kind, backlog, expected));
            rounds.contender(NATIVE_4, () -> nativePass(NATIVE_4, 4, kind, backlog, expected));
            rounds.warmUp(size.warmUps(), BINRELAY);
            rounds.run();
        }
        return rows(kind, rounds);
    }

    private Measurement applierPass(WorkerProcess applier, BacklogKind kind, int pass, EndState expected)
            throws Exception {
        // The options of a native replica have no effect here; they are set so that the servers are the same.
        try (DatabaseServer replica = servers.replica(BINRELAY, NativeReplica.options(1))) {
            Measurement measurement = applier.pass(
                    kind.label(),
                    "replica" + pass,
                    replica.host(),
                    Integer.toString(replica.port()),
                    Long.toString(replica.pid()));
            EndState.of(replica, kind.label()).mustEqual(expected, "the applier's replica");
            return measurement;
        }
    }

    private Measurement nativePass(String name, int workers, BacklogKind kind, Backlog backlog, EndState expected)
            throws Exception {
        try (DatabaseServer server = servers.replica(name, NativeReplica.options(workers))) {
            NativeReplica replica = new NativeReplica(server);
            replica.follow(backlog.host(), backlog.port(), backlog.origin());
            replica.fetch(backlog.end());
            replica.applyUntil(backlog.begin());
            double cpu = ProcessCpu.seconds(server.pid());
            long start = System.nanoTime();
            replica.startApply();
            replica.awaitApplied(backlog.end());
            double seconds = (System.nanoTime() - start) / 1e9;
            cpu = ProcessCpu.seconds(server.pid()) - cpu;
            EndState.of(server, kind.label()).mustEqual(expected, "the native replica");
            return new Measurement(backlog.transactions(), backlog.rows(), seconds, 0, cpu);
        }
    }

    private static List<BenchmarkRow> rows(BacklogKind kind, Rounds rounds) {
        List<BenchmarkRow> rows = new ArrayList<>();
        String prefix = "apply " + kind.label() + " ";
        for (String peer : List.of(NATIVE_1, NATIVE_4)) {
            rows.add(rounds.higherIsBetter(
                    prefix + "transactions", BINRELAY, peer, Measurement::transactionsPerSecond, "tx/s"));
            rows.add(rounds.higherIsBetter(prefix + "rows", BINRELAY, peer, Measurement::rowsPerSecond, "rows/s"));
            rows.add(rounds.lowerIsBetter(
                    prefix + "server CPU", BINRELAY, peer, Measurement::serverCpuMicrosPerTransaction, "µs/tx"));
            // The native replica has no process beside its server: there the two sums are the same.
            rows.add(rounds.lowerIsBetter(
                    prefix + "server and applier CPU",
                    BINRELAY,
                    peer,
                    Measurement::allCpuMicrosPerTransaction,
                    "µs/tx"));
        }
        return rows;
    }
}
