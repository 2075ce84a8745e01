package io.binrelay.benchmarks;

/**
 * How much is measured.
 *
 * @param rows of the bulk backlog, at least 1,000; written in transactions of 1,000, the rest is left out
 * @param transactions of the OLTP backlog, at least 100
 * @param warmUps passes of each JVM before that do not count, 0 or more: what it compiles in the first ones would
 *     otherwise be measured too
 * @param rounds passes of each side that count, at least 1
 * @param seed of the generated data
 */
public record BenchmarkSize(long rows, int transactions, int warmUps, int rounds, long seed) {
    /** Of the bulk backlog. */
    static final int ROWS_PER_TRANSACTION = 1_000;

    private static final long MAX_ROWS = 1_000_000_000L;

    public BenchmarkSize {
        if (rows < ROWS_PER_TRANSACTION || rows > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "a bulk backlog of " + rows + " rows is not between 1000 (one transaction) and " + MAX_ROWS);
        }
        if (transactions < 100) {
            throw new IllegalArgumentException("an OLTP backlog of " + transactions + " transactions is below 100");
        }
        if (warmUps < 0) {
            throw new IllegalArgumentException("warmUps is " + warmUps + ", must not be negative");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be at least 1");
        }
    }
}
