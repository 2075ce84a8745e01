package io.binrelay.testsupport.workload;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.ConnectionSource;
import io.binrelay.testsupport.servers.Engine;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link ShopWorkload} in several threads until it is stopped. A source that is killed is waited for: the
 * threads reconnect, with growing pauses, and carry on. Thread-safe.
 */
public final class WorkloadRunner implements AutoCloseable {
    private final List<WorkloadThread> threads;

    private WorkloadRunner(List<WorkloadThread> threads) {
        this.threads = List.copyOf(threads);
    }

    /**
     * Starts threads on a schema that {@link ShopWorkload#createSchema} has made.
     *
     * @param source opens connections of an account that may do everything
     * @param engine of the source
     * @param seed what happens
     * @param threadCount 1 to 100; with 1 the order of steps is the same for the same seed
     * @param stepsPerSecond of all threads together; {@link Double#POSITIVE_INFINITY} for as fast as possible
     * @param mix how often what happens
     */
    public static WorkloadRunner start(
            ConnectionSource source,
            Engine engine,
            long seed,
            int threadCount,
            double stepsPerSecond,
            WorkloadMix mix) {
        requireNonNull(source, "source is null");
        if (threadCount < 1 || threadCount > 100) {
            throw new IllegalArgumentException(threadCount + " threads are not between 1 and 100");
        }
        if (!(stepsPerSecond > 0)) {
            throw new IllegalArgumentException("a rate of " + stepsPerSecond + " is not above 0");
        }
        List<WorkloadThread> threads = new ArrayList<>();
        for (int lane = 0; lane < threadCount; lane++) {
            ShopWorkload workload = new ShopWorkload(seed, engine, lane, mix, false);
            threads.add(new WorkloadThread(workload, source, stepsPerSecond / threadCount, "workload-" + lane));
        }
        threads.forEach(WorkloadThread::start);
        return new WorkloadRunner(threads);
    }

    /** What was done so far. */
    public WorkloadStatistics statistics() {
        return threads.stream()
                .map(WorkloadThread::statistics)
                .reduce(new WorkloadStatistics(0, 0, 0, 0, 0, 0), WorkloadStatistics::plus);
    }

    /**
     * Ends the threads after their current step and waits for them. Idempotent.
     *
     * @return what was done in all
     * @throws IllegalStateException when a thread had ended by an error that is neither a lost connection nor a
     *     conflict
     * @throws InterruptedException when the calling thread is interrupted
     */
    public WorkloadStatistics stop() throws InterruptedException {
        threads.forEach(WorkloadThread::requestStop);
        for (WorkloadThread thread : threads) {
            thread.join();
        }
        threads.forEach(WorkloadThread::throwIfFailed);
        return statistics();
    }

    /**
     * Ends the threads and waits for them, without an exception for what went wrong. An interrupt of the calling thread
     * ends the wait and stays set.
     */
    @Override
    public void close() {
        threads.forEach(WorkloadThread::requestStop);
        try {
            for (WorkloadThread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
