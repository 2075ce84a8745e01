package io.binrelay.benchmarks;

/** One side of a comparison: handles the whole backlog once per call, in its own process. */
interface Contender {
    /**
     * Handles the whole backlog.
     *
     * @throws Exception the pass failed; the benchmark ends with it
     */
    Measurement pass() throws Exception;
}
