package io.binrelay.cli.fleet;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does several things that mostly wait at the same time. */
final class InParallel {
    private InParallel() {}

    /** Runs all, waits for all, and fails as the first of them that failed, in their order. */
    static void run(List<Runnable> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, tasks.size()));
        try {
            List<CompletableFuture<Void>> running = tasks.stream()
                    .map(task -> CompletableFuture.runAsync(task, threads))
                    .toList();
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        } finally {
            threads.shutdown();
        }
    }
}
