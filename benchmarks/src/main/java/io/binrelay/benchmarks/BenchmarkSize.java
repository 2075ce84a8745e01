package io.binrelay.benchmarks;

/**
 * How much is measured.
 *
 * @param rows of the bulk backlog, at least 1,000; written in transactions of 1,000
 * @param transactions of the OLTP backlog, at least 100
 * @param rounds passes of each side that count, at least 1; one more of each runs before and does not count
 * @param seed of the generated data
 */
public record BenchmarkSize(long rows, long transactions, int rounds, long seed) {
    public BenchmarkSize {
        if (rows < BulkBacklog.ROWS_PER_TRANSACTION) {
            throw new IllegalArgumentException(
                    "a bulk backlog of " + rows + " rows is less than one transaction of 1000");
        }
        if (transactions < 100) {
            throw new IllegalArgumentException("a backlog of " + transactions + " transactions is below 100");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", must be at least 1");
        }
    }
}
