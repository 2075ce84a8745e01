package io.binrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writers that insert a row and commit, one transaction after the other without a pause, each over a connection of its
 * own. Timed is COMMIT alone. Used by one thread.
 */
final class CommitProbe {
    private static final int MOST_COMMITS = 1 << 20;

    private final DatabaseServer source;
    private long nextId = 1;

    CommitProbe(DatabaseServer source) {
        this.source = requireNonNull(source, "source is null");
    }

    /** Makes the table on the source. */
    void prepare() throws SQLException {
        source.execute(
                "CREATE DATABASE commits",
                "CREATE TABLE commits.t (id BIGINT NOT NULL PRIMARY KEY, note VARCHAR(100) NOT NULL)");
    }

    /** One pass. */
    Pass run(int writers, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(seconds);
            for (int writer = 0; writer < writers; writer++) {
                long firstId = nextId;
                nextId += MOST_COMMITS;
                running.add(threads.submit(() -> write(firstId, end)));
            }
            long[] all = new long[0];
            for (Future<long[]> each : running) {
                all = joined(all, each.get());
            }
            double elapsed = (System.nanoTime() - begin) / 1e9;
            return new Pass(new Latencies(all), all.length / elapsed);
        } catch (ExecutionException e) {
            throw new BenchmarkException("writing to the source failed", e.getCause() == null ? e : e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] joined(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private long[] write(long firstId, long end) throws SQLException {
        long[] nanos = new long[MOST_COMMITS];
        int done = 0;
        try (Connection connection = source.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO commits.t VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            insert.setString(2, "a row of the usual length");
            while (System.nanoTime() < end && done < MOST_COMMITS) {
                insert.setLong(1, firstId + done);
                insert.executeUpdate();
                long before = System.nanoTime();
                connection.commit();
                nanos[done++] = System.nanoTime() - before;
            }
        }
        return Arrays.copyOf(nanos, done);
    }

    /** @param transactionsPerSecond of all writers together */
    record Pass(Latencies latencies, double transactionsPerSecond) {
        @Override
        public String toString() {
            return Spread.number(transactionsPerSecond) + " tx/s, COMMIT " + latencies;
        }
    }
}
