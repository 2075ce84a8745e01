package io.binrelay.benchmarks;

import java.util.List;

/** One side of a comparison: handles the whole backlog once per call, in its own process. */
interface Contender {
    /**
     * Handles the whole backlog.
     *
     * @param order what the pass is about, as {@link WorkerProcess#pass} was given it
     * @throws Exception the pass failed; the benchmark ends with it
     */
    Measurement pass(List<String> order) throws Exception;
}
