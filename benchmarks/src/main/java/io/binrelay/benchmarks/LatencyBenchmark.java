package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.KafkaBroker;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Commit acknowledged on the source until visible on the replica, at a steady rate: binrelay (capture, broker and
 * applier as processes) beside a native replica, in turn. Each side has a source of its own, so that the other one
 * rests meanwhile. All servers are durable.
 */
public final class LatencyBenchmark implements Benchmark {
    private static final String SERVICE_HEAP = "256m";
    private static final String CHANNEL = "latency";
    private static final int MAX_WARM_UP_SECONDS = 10;

    private final LatencySize size;
    private final Consumer<String> progress;
    private final BenchmarkServers servers;
    private final List<Latencies> ours = new ArrayList<>();
    private final List<Latencies> natives = new ArrayList<>();

    /** @param progress told, a line at a time, how far it is */
    public LatencyBenchmark(LatencySize size, Consumer<String> progress) {
        this.size = requireNonNull(size, "size is null");
        this.progress = requireNonNull(progress, "progress is null");
        this.servers = new BenchmarkServers(progress);
    }

    @Override
    public List<BenchmarkRow> run() {
        try (Workplace workplace = Workplace.open()) {
            measure(workplace.directory());
        } catch (Exception e) {
            throw Workplace.failure("latency", e);
        }
        return List.of(
                row("latency p50", Latencies::median),
                row("latency p99", Latencies::percentile99),
                row("latency max", Latencies::maximum));
    }

    private void measure(Path directory) throws Exception {
        try (DatabaseServer source = servers.source();
                DatabaseServer replica = servers.replica("replica", NativeReplica.options(1));
                DatabaseServer nativeSource = servers.source();
                DatabaseServer nativeReplica = servers.replica("native-replica", NativeReplica.options(1));
                KafkaBroker broker = servers.broker();
                WorkerProcess capture = new WorkerProcess(
                        Worker.CAPTURE_SERVICE,
                        SERVICE_HEAP,
                        directory,
                        BinrelaySettings.capture(broker.bootstrapServers(), CHANNEL, "earliest", source)
                                .toArguments());
                WorkerProcess applier = new WorkerProcess(
                        Worker.APPLIER_SERVICE,
                        SERVICE_HEAP,
                        directory,
                        BinrelaySettings.applier(broker.bootstrapServers(), CHANNEL, replica)
                                .toArguments())) {
            progress.accept("latency: " + size.rate() + " tx/s, passes of " + size.seconds() + " s; " + capture.name()
                    + " and " + applier.name() + " run");
            LatencyProbe binrelay = new LatencyProbe(source, replica);
            LatencyProbe peer = new LatencyProbe(nativeSource, nativeReplica);
            follow(nativeSource, nativeReplica);
            for (LatencyProbe probe : List.of(binrelay, peer)) {
                probe.prepare();
                probe.awaitReplica();
                probe.run(size.rate(), Math.min(size.seconds(), MAX_WARM_UP_SECONDS));
            }
            rounds(binrelay, peer);
        }
    }

    private static void follow(DatabaseServer source, DatabaseServer replica) throws Exception {
        FilePosition from;
        try (Connection connection = source.connect()) {
            from = BenchmarkServers.position(connection);
        }
        NativeReplica peer = new NativeReplica(replica);
        peer.follow(source.host(), source.port(), from);
        peer.start();
    }

    private void rounds(LatencyProbe binrelay, LatencyProbe peer) throws Exception {
        for (int round = 1; round <= size.rounds(); round++) {
            if (round % 2 == 0) {
                natives.add(pass(round, "native", peer));
                ours.add(pass(round, "binrelay", binrelay));
            } else {
                ours.add(pass(round, "binrelay", binrelay));
                natives.add(pass(round, "native", peer));
            }
        }
    }

    private Latencies pass(int round, String name, LatencyProbe probe) throws Exception {
        Latencies latencies = probe.run(size.rate(), size.seconds());
        progress.accept("  round " + round + " " + name + ": " + latencies);
        return latencies;
    }

    private BenchmarkRow row(String name, ToDoubleFunction<Latencies> figure) {
        return BenchmarkRow.lowerIsBetter(name, spread(ours, figure), spread(natives, figure), "native-1-worker", "ms");
    }

    private static Spread spread(List<Latencies> passes, ToDoubleFunction<Latencies> figure) {
        return Spread.of(passes.stream().mapToDouble(figure).toArray());
    }
}
