package io.binrelay.benchmarks;

/**
 * What one pass over a backlog took.
 *
 * @param transactions source transactions handled
 * @param rows row changes handled
 * @param wallSeconds from the first event to the last, without start-up
 * @param cpuSeconds CPU of the measuring process, all threads, start-up included
 */
record Measurement(long transactions, long rows, double wallSeconds, double cpuSeconds) {
    double rowsPerSecond() {
        return rows / wallSeconds;
    }

    double transactionsPerSecond() {
        return transactions / wallSeconds;
    }

    double cpuMicrosPerRow() {
        return cpuSeconds * 1e6 / rows;
    }

    double cpuMicrosPerTransaction() {
        return cpuSeconds * 1e6 / transactions;
    }

    /** One line that {@link #parse} reads. */
    String format() {
        return transactions + " " + rows + " " + wallSeconds + " " + cpuSeconds;
    }

    static Measurement parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("not a measurement: " + line);
        }
        return new Measurement(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]));
    }
}
