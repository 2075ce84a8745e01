package io.binrelay.cli.drill;

import static java.util.Objects.requireNonNull;

import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writers that commit one small transaction after the other until the source dies, and keep in memory which COMMITs
 * returned. What they keep outlives the source: it is in the JVM of the test. Used by one thread.
 */
final class JournalWriters {
    private static final int LARGEST_FILLING = 2_000;
    private static final long PAUSE_MILLIS = 10;

    private final DatabaseServer source;
    private final Queue<JournalEntry> returned = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile @Nullable Exception failure;

    private JournalWriters(DatabaseServer source) {
        this.source = requireNonNull(source, "source is null");
    }

    /** Starts so many of them. */
    static JournalWriters start(DatabaseServer source, int writers, int round, long seed) {
        JournalWriters all = new JournalWriters(source);
        for (int writer = 0; writer < writers; writer++) {
            int number = writer;
            SplittableRandom random = new SplittableRandom(seed + writer);
            all.threads.add(new Thread(() -> all.write(round, number, random), "drill-writer-" + writer));
        }
        all.threads.forEach(Thread::start);
        return all;
    }

    private void write(int round, int writer, SplittableRandom random) {
        try (Connection connection = source.connect()) {
            connection.setAutoCommit(false);
            for (int number = 1; ; number++) {
                JournalEntry entry = new JournalEntry(round, writer, number);
                change(connection, entry, random.nextInt(LARGEST_FILLING));
                connection.commit();
                returned.add(entry);
            }
        } catch (SQLException e) {
            if (source.isAlive()) {
                failure = e;
            }
        }
    }

    private static void change(Connection connection, JournalEntry entry, int filling) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO drill." + JournalEntry.TABLE + " VALUES (?, ?, ?, REPEAT('x', ?))");
                Statement update = connection.createStatement()) {
            insert.setInt(1, entry.round());
            insert.setInt(2, entry.writer());
            insert.setInt(3, entry.number());
            insert.setInt(4, filling);
            insert.executeUpdate();
            update.executeUpdate("INSERT INTO drill.total VALUES (" + entry.writer()
                    + ", 1) ON DUPLICATE KEY UPDATE transactions = transactions + 1");
        }
    }

    /** Waits until so many COMMITs have returned, or a writer has failed. */
    void awaitReturned(int commits, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (returned.size() < commits && failure == null) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("After " + patience.toSeconds() + " s only " + returned.size()
                        + " COMMITs have returned, before anything was killed");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** The COMMITs that have returned by now. */
    List<JournalEntry> returned() {
        return List.copyOf(returned);
    }

    /** Waits until all have noticed that the source is dead. */
    void join(Duration patience) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + " still waits for the source, which was killed");
            }
        }
        Exception caught = failure;
        if (caught != null) {
            throw new AssertionError("A writer ended before the source did: " + caught.getMessage(), caught);
        }
    }
}
