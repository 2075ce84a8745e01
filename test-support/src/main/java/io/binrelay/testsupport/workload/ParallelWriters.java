package io.binrelay.testsupport.workload;

import io.binrelay.testsupport.servers.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes over several connections at once, with relaxed durability. */
final class ParallelWriters {
    private ParallelWriters() {}

    /**
     * Runs each part on a connection of its own, autocommit off, and waits for all.
     *
     * @return the sum of what the parts wrote
     * @throws SQLException when one of them failed; the others are interrupted then
     */
    @SuppressWarnings("try") // relaxed meanwhile
    static BacklogSize run(ConnectionSource source, List<Part> parts) throws SQLException, InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(parts.size());
        try (Connection control = source.open();
                RelaxedDurability relaxed = new RelaxedDurability(control)) {
            List<Future<BacklogSize>> pending = new ArrayList<>();
            for (Part part : parts) {
                pending.add(writers.submit(() -> write(source, part)));
            }
            long transactions = 0;
            long rows = 0;
            for (Future<BacklogSize> writer : pending) {
                BacklogSize written = result(writer);
                transactions += written.transactions();
                rows += written.rows();
            }
            return new BacklogSize(transactions, rows);
        } finally {
            writers.shutdownNow();
        }
    }

    private static BacklogSize write(ConnectionSource source, Part part) throws SQLException {
        try (Connection connection = source.open()) {
            connection.setAutoCommit(false);
            return part.write(connection);
        }
    }

    private static BacklogSize result(Future<BacklogSize> writer) throws SQLException, InterruptedException {
        try {
            return writer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new SQLException(
                        "Writing the backlog failed: " + cause.getMessage(),
                        cause.getSQLState(),
                        cause.getErrorCode(),
                        cause);
            }
            throw new IllegalStateException("Writing the backlog failed", e.getCause());
        }
    }

    /** What one connection writes. */
    interface Part {
        BacklogSize write(Connection connection) throws SQLException;
    }
}
