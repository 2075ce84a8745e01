package io.binrelay.benchmarks;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Commits at a steady rate on a source and polls its replica for what it can see of it. A transaction is an insert and
 * an update; the time runs from the source's answer to COMMIT until a query on the replica has returned its row. Used
 * by one thread.
 */
final class LatencyProbe {
    private static final String DATABASE = "latency";
    private static final long POLL_NANOS = 100_000;
    private static final long PATIENCE_SECONDS = 60;

    private final DatabaseServer source;
    private final DatabaseServer replica;
    private int lastId;

    LatencyProbe(DatabaseServer source, DatabaseServer replica) {
        this.source = source;
        this.replica = replica;
    }

    /** Makes the tables on the source. */
    void prepare() throws SQLException {
        source.execute(
                "CREATE DATABASE " + DATABASE,
                "CREATE TABLE latency.ping (id INT NOT NULL PRIMARY KEY, note VARCHAR(100) NOT NULL)",
                "CREATE TABLE latency.counter (id INT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
                "INSERT INTO latency.counter VALUES (1, 0)");
    }

    /** Returns once the replica has all that the source has. */
    void awaitReplica() throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!hasCounter()) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("the replica did not show the source's tables within a minute");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean hasCounter() throws SQLException {
        String tables = "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '" + DATABASE
                + "' AND TABLE_NAME = 'counter'";
        return number(tables) == 1 && number("SELECT COUNT(*) FROM latency.counter") == 1;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = replica.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** One pass. */
    Latencies run(int rate, int seconds) throws Exception {
        int count = rate * seconds;
        int first = lastId + 1;
        lastId += count;
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<long[]> seen = reader.submit(() -> watch(first, count));
            long[] committed = write(first, count, TimeUnit.SECONDS.toNanos(1) / rate);
            long[] latencies = waitFor(seen);
            Arrays.setAll(latencies, i -> latencies[i] - committed[i]);
            return new Latencies(latencies);
        } finally {
            reader.shutdownNow();
        }
    }

    private static long[] waitFor(Future<long[]> seen) throws Exception {
        try {
            return seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BenchmarkException("the replica did not show all rows within a minute after the last commit", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("reading the replica failed", e.getCause() == null ? e : e.getCause());
        }
    }

    /** When each commit was acknowledged. */
    private long[] write(int first, int count, long interval) throws SQLException {
        long[] committed = new long[count];
        String url = source.jdbcUrl() + "&allowMultiQueries=true";
        try (Connection connection = DriverManager.getConnection(url, source.rootUser(), source.rootPassword());
                Statement statement = connection.createStatement()) {
            long due = System.nanoTime();
            for (int i = 0; i < count; i++) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                due += interval;
                statement.execute("BEGIN; INSERT INTO latency.ping VALUES (" + (first + i)
                        + ",'a row of the usual length'); UPDATE latency.counter SET value=value+1 WHERE id=1; COMMIT");
                while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                    // An error of a later statement of the text is thrown here.
                }
                committed[i] = System.nanoTime();
            }
        }
        return committed;
    }

    /** When each row was first visible on the replica. */
    private long[] watch(int first, int count) throws SQLException {
        long[] seen = new long[count];
        int next = 0;
        try (Connection connection = replica.connect();
                PreparedStatement highest =
                        connection.prepareStatement("SELECT id FROM latency.ping ORDER BY id DESC LIMIT 1")) {
            while (next < count && !Thread.currentThread().isInterrupted()) {
                int id = highestId(highest);
                long now = System.nanoTime();
                while (next < count && first + next <= id) {
                    seen[next++] = now;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        return seen;
    }

    private static int highestId(PreparedStatement highest) throws SQLException {
        try (ResultSet result = highest.executeQuery()) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
