package io.binrelay.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory for what contenders print; deleted at the end. */
record Workplace(Path directory) implements AutoCloseable {
    static Workplace open() throws IOException {
        return new Workplace(Files.createTempDirectory("binrelay-bench-"));
    }

    /** What a benchmark throws when something in it did. */
    static BenchmarkException failure(String what, Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new BenchmarkException("the benchmark failed in " + what, cause);
    }

    @Override
    public void close() throws IOException {
        List<Path> entries;
        try (Stream<Path> tree = Files.walk(directory)) {
            entries = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}
