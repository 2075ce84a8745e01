package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread of a {@link WorkloadRunner}: steps at a rate, reconnects. */
final class WorkloadThread {
    private static final Logger log = LoggerFactory.getLogger(WorkloadThread.class);
    private static final long MIN_PAUSE_MILLIS = 50;
    private static final long MAX_PAUSE_MILLIS = 1_000;
    private static final int VALIDITY_TIMEOUT_SECONDS = 5;

    /**
     * What several threads can do to each other: lock wait time-out, deadlock, duplicate key, a table whose definition
     * changed, an object that another thread dropped or created a moment ago.
     */
    private static final Set<Integer> CONFLICTS = Set.of(
            1205, 1213, 1062, 1412, 1020, 1050, 1051, 1054, 1060, 1061, 1091, 1146, 1304, 1305, 1359, 1360, 1451, 1452);

    private final ShopWorkload workload;
    private final ConnectionSource source;
    private final double stepsPerSecond;
    private final Thread thread;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    /** Written by the thread alone. */
    private volatile WorkloadStatistics statistics = new WorkloadStatistics(0, 0, 0, 0, 0, 0);

    private volatile @Nullable Exception failure;

    WorkloadThread(ShopWorkload workload, ConnectionSource source, double stepsPerSecond, String name) {
        this.workload = requireNonNull(workload, "workload is null");
        this.source = requireNonNull(source, "source is null");
        this.stepsPerSecond = stepsPerSecond;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void requestStop() {
        stopRequested.countDown();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    WorkloadStatistics statistics() {
        return statistics;
    }

    void throwIfFailed() {
        Exception caught = failure;
        if (caught != null) {
            throw new IllegalStateException("The workload ended by an error: " + caught.getMessage(), caught);
        }
    }

    private void run() {
        long pause = MIN_PAUSE_MILLIS;
        try {
            while (!isStopping()) {
                long before = statistics.transactions();
                runOnOneConnection();
                pause = statistics.transactions() > before ? MIN_PAUSE_MILLIS : Math.min(MAX_PAUSE_MILLIS, pause * 2);
                pauseFor(TimeUnit.MILLISECONDS.toNanos(pause));
            }
        } catch (SQLException | InterruptedException | RuntimeException e) {
            failure = e;
            log.error("The workload ended by an error", e);
        }
    }

    /** Returns when the connection is lost or the end was requested. */
    private void runOnOneConnection() throws SQLException, InterruptedException {
        Connection opened;
        try {
            opened = source.open();
        } catch (SQLException notYet) {
            log.debug("Could not connect: {}", notYet.getMessage());
            return;
        }
        try (Connection connection = opened) {
            long due = System.nanoTime();
            while (!isStopping()) {
                if (!step(connection)) {
                    count(new WorkloadStatistics(0, 0, 0, 0, 0, 1));
                    return;
                }
                due = Math.max(due + (long) (1e9 / stepsPerSecond), System.nanoTime() - 1_000_000_000L);
                pauseFor(due - System.nanoTime());
            }
        }
    }

    /** Whether the connection still works. */
    private boolean step(Connection connection) throws SQLException {
        try {
            count(done(workload.runOne(connection)));
            return true;
        } catch (SQLException e) {
            if (!works(connection)) {
                log.debug("Connection lost: {}", e.getMessage());
                return false;
            }
            if (!CONFLICTS.contains(e.getErrorCode())) {
                throw e;
            }
            count(new WorkloadStatistics(0, 0, 0, 0, 1, 0));
            return true;
        }
    }

    private static boolean works(Connection connection) throws SQLException {
        return !connection.isClosed() && connection.isValid(VALIDITY_TIMEOUT_SECONDS);
    }

    private static WorkloadStatistics done(WorkloadStep step) {
        if (step.kind().isDdl()) {
            return new WorkloadStatistics(0, step.rows(), 1, 0, 0, 0);
        }
        return step.kind() == StepKind.ROLLBACK
                ? new WorkloadStatistics(0, 0, 0, 1, 0, 0)
                : new WorkloadStatistics(1, step.rows(), 0, 0, 0, 0);
    }

    private void count(WorkloadStatistics more) {
        statistics = statistics.plus(more);
    }

    private boolean isStopping() {
        return stopRequested.getCount() == 0;
    }

    private void pauseFor(long nanos) throws InterruptedException {
        if (nanos > 0 && stopRequested.await(nanos, TimeUnit.NANOSECONDS)) {
            log.debug("Stopping");
        }
    }
}
