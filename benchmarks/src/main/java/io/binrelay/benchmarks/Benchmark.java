package io.binrelay.benchmarks;

import java.util.List;

/** A comparison of binrelay with its peers, on servers of its own. Runs once; takes minutes. */
public interface Benchmark {
    /**
     * Measures.
     *
     * @return the figures, in the order they are shown
     * @throws BenchmarkException a side failed, or the two sides did not do the same work
     */
    List<BenchmarkRow> run();
}
