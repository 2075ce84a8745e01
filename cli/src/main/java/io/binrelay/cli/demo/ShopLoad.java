package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.workload.ShopWorkload;
import io.binrelay.testsupport.workload.WorkloadMix;
import io.binrelay.testsupport.workload.WorkloadRunner;
import io.binrelay.testsupport.workload.WorkloadStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The shop's load on a source, from threads of its own. Thread-safe. */
final class ShopLoad implements AutoCloseable {
    private static final int THREADS = 4;

    /** All threads together; leaves a small machine some time for everything else that runs on it. */
    private static final double STEPS_PER_SECOND = 100;

    private static final WorkloadStatistics NONE = new WorkloadStatistics(0, 0, 0, 0, 0, 0);

    private final DatabaseServer source;
    private final long seed;
    private @Nullable WorkloadRunner runner;

    ShopLoad(DatabaseServer source, long seed) {
        this.source = requireNonNull(source, "source is null");
        this.seed = seed;
    }

    /** Makes the tables and fills them a little. */
    void createSchema() throws SQLException {
        try (Connection connection = source.connect()) {
            new ShopWorkload(seed, source.engine()).createSchema(connection);
        }
    }

    synchronized void start() {
        runner = WorkloadRunner.start(
                source::connect, source.engine(), seed, THREADS, STEPS_PER_SECOND, WorkloadMix.EVERYDAY);
    }

    /** Ends the load; fails if a thread of it did. */
    void stop() throws InterruptedException {
        WorkloadRunner running = running();
        if (running != null) {
            running.stop();
        }
    }

    /** What was done so far. */
    WorkloadStatistics done() {
        WorkloadRunner running = running();
        return running == null ? NONE : running.statistics();
    }

    private synchronized @Nullable WorkloadRunner running() {
        return runner;
    }

    @Override
    public void close() {
        WorkloadRunner running = running();
        if (running != null) {
            running.close();
        }
    }

    @Override
    public String toString() {
        return "load on " + source.name();
    }
}
