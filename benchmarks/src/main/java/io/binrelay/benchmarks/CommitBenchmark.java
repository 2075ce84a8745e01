package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.KafkaBroker;
import io.binrelay.testsupport.servers.KafkaCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What a COMMIT costs that waits for binrelay's log, beside one that waits for a native semi-synchronous replica and
 * one that waits for nobody, with 1 and with 16 writers. Each side has a durable MariaDB source of its own, so that the
 * others rest meanwhile.
 */
public final class CommitBenchmark implements Benchmark {
    private static final String BINRELAY = "binrelay";
    private static final String NATIVE = "native-semi-sync";
    private static final String ASYNCHRONOUS = "asynchronous";
    private static final String CHANNEL = "commits";
    private static final String SERVICE_HEAP = "256m";
    private static final int MANY_WRITERS = 16;

    /** A broker and capture are at their speed once the JVM has compiled them, which takes a minute on two cores. */
    private static final int WARM_UP_PASSES = 4;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Long enough that nobody falls back: a fallback would be fast for the wrong reason. */
    private static final String TIMEOUT_MILLIS = "60000";

    private final CommitSize size;
    private final Consumer<String> progress;
    private final BenchmarkServers servers;
    private final Map<String, List<CommitProbe.Pass>> passes = new LinkedHashMap<>();

    /** @param progress told, a line at a time, how far it is */
    public CommitBenchmark(CommitSize size, Consumer<String> progress) {
        this.size = requireNonNull(size, "size is null");
        this.progress = requireNonNull(progress, "progress is null");
        this.servers = new BenchmarkServers(progress);
    }

    @Override
    public List<BenchmarkRow> run() {
        try (Workplace workplace = Workplace.open()) {
            measure(workplace.directory());
        } catch (Exception e) {
            throw Workplace.failure("commit", e);
        }
        List<BenchmarkRow> rows = new ArrayList<>();
        for (String peer : List.of(NATIVE, ASYNCHRONOUS)) {
            rows.add(latency("commit p50, 1 writer", 1, peer, Latencies::median));
            rows.add(latency("commit p99, 1 writer", 1, peer, Latencies::percentile99));
            rows.add(latency("commit p50, 16 writers", MANY_WRITERS, peer, Latencies::median));
            rows.add(latency("commit p99, 16 writers", MANY_WRITERS, peer, Latencies::percentile99));
            rows.add(throughput("transactions, 1 writer", 1, peer));
            rows.add(throughput("transactions, 16 writers", MANY_WRITERS, peer));
        }
        return List.copyOf(rows);
    }

    private void measure(Path directory) throws Exception {
        try (DatabaseServer source = servers.mariaDb("source");
                DatabaseServer nativeSource = servers.mariaDb("native-source");
                DatabaseServer nativeReplica = servers.mariaDb("native-replica");
                DatabaseServer alone = servers.mariaDb("asynchronous-source");
                Brokers brokers = Brokers.start(servers, size.brokers(), directory);
                WorkerProcess capture = new WorkerProcess(
                        Worker.CAPTURE_SERVICE, SERVICE_HEAP, directory, captureKeys(brokers, source))) {
            progress.accept("commit: passes of " + size.seconds() + " s, " + size.waitPoint() + "; " + capture.name()
                    + " runs, Kafka has "
                    + size.brokers() + (size.brokers() == 1 ? " broker" : " brokers"));
            follow(nativeSource, nativeReplica);
            Map<String, CommitProbe> probes = new LinkedHashMap<>();
            probes.put(BINRELAY, new CommitProbe(source));
            probes.put(NATIVE, new CommitProbe(nativeSource));
            probes.put(ASYNCHRONOUS, new CommitProbe(alone));
            waitForAcknowledgements(source);
            waitForAcknowledgements(nativeSource);
            for (Map.Entry<String, CommitProbe> probe : probes.entrySet()) {
                probe.getValue().prepare();
                probe.getValue().run(MANY_WRITERS, WARM_UP_PASSES * size.seconds());
            }
            rounds(probes);
            checkCovered(source);
            checkCovered(nativeSource);
        }
    }

    private static List<String> captureKeys(Brokers brokers, DatabaseServer source) {
        Map<String, String> keys =
                new HashMap<>(BinrelaySettings.capture(brokers.bootstrapServers(), CHANNEL, "latest", source)
                        .keys());
        keys.put("source.semi.sync", "true");
        return new BinrelaySettings(keys).toArguments();
    }

    private static void follow(DatabaseServer source, DatabaseServer replica) throws SQLException {
        FilePosition from;
        try (Connection connection = source.connect()) {
            from = BenchmarkServers.position(connection);
        }
        replica.execute(
                "SET GLOBAL rpl_semi_sync_slave_enabled = 1",
                "CHANGE MASTER TO MASTER_HOST='" + source.host() + "', MASTER_PORT=" + source.port()
                        + ", MASTER_USER='" + BenchmarkServers.USER + "', MASTER_PASSWORD='"
                        + BenchmarkServers.PASSWORD + "', MASTER_SSL=0, MASTER_LOG_FILE='" + from.file()
                        + "', MASTER_LOG_POS=" + from.offset(),
                "START SLAVE");
    }

    /** Only once somebody is there who acknowledges, or the first commits would wait for nobody. */
    private void waitForAcknowledgements(DatabaseServer source) throws SQLException {
        source.execute(
                "SET GLOBAL rpl_semi_sync_master_timeout = " + TIMEOUT_MILLIS,
                "SET GLOBAL rpl_semi_sync_master_wait_point = '" + size.waitPoint() + "'");
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (status(source, "clients") < 1) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("nobody registered with " + source.name() + " to acknowledge its commits");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        source.execute("SET GLOBAL rpl_semi_sync_master_enabled = 1");
    }

    private static void checkCovered(DatabaseServer source) throws SQLException {
        long uncovered = status(source, "no_tx");
        if (uncovered > 0 || status(source, "yes_tx") == 0) {
            throw new BenchmarkException(uncovered + " commits of " + source.name() + " did not wait");
        }
    }

    private static long status(DatabaseServer source, String name) throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_" + name + "'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private void rounds(Map<String, CommitProbe> probes) throws Exception {
        for (int round = 1; round <= size.rounds(); round++) {
            List<String> order = new ArrayList<>(probes.keySet());
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (int writers : new int[] {1, MANY_WRITERS}) {
                for (String side : order) {
                    CommitProbe.Pass pass = requireNonNull(probes.get(side)).run(writers, size.seconds());
                    passes.computeIfAbsent(key(side, writers), any -> new ArrayList<>())
                            .add(pass);
                    progress.accept("  round " + round + " " + side + ", " + writers
                            + (writers == 1 ? " writer: " : " writers: ") + pass);
                }
            }
        }
    }

    private static String key(String side, int writers) {
        return side + " " + writers;
    }

    private BenchmarkRow latency(String name, int writers, String peer, ToDoubleFunction<Latencies> figure) {
        ToDoubleFunction<CommitProbe.Pass> ofPass = pass -> figure.applyAsDouble(pass.latencies());
        return BenchmarkRow.lowerIsBetter(
                name, spread(BINRELAY, writers, ofPass), spread(peer, writers, ofPass), peer, "ms");
    }

    private BenchmarkRow throughput(String name, int writers, String peer) {
        return BenchmarkRow.higherIsBetter(
                name,
                spread(BINRELAY, writers, CommitProbe.Pass::transactionsPerSecond),
                spread(peer, writers, CommitProbe.Pass::transactionsPerSecond),
                peer,
                "tx/s");
    }

    private Spread spread(String side, int writers, ToDoubleFunction<CommitProbe.Pass> figure) {
        return Spread.of(requireNonNull(passes.get(key(side, writers)), "no passes").stream()
                .mapToDouble(figure)
                .toArray());
    }

    /** One broker, or a cluster. */
    private record Brokers(String bootstrapServers, Runnable end) implements AutoCloseable {
        static Brokers start(BenchmarkServers servers, int count, Path directory) {
            if (count == 1) {
                KafkaBroker broker = servers.broker();
                return new Brokers(broker.bootstrapServers(), broker::close);
            }
            KafkaCluster cluster = KafkaCluster.prepare(count, directory);
            try {
                cluster.start();
                return new Brokers(cluster.bootstrapServers(), cluster::close);
            } catch (RuntimeException e) {
                cluster.close();
                throw e;
            }
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
