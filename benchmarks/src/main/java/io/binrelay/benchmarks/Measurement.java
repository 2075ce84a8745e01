package io.binrelay.benchmarks;

/**
 * What one pass over a backlog took, from its first event to its last; starting and ending are not in it.
 *
 * @param transactions source transactions handled
 * @param rows row changes handled
 * @param wallSeconds elapsed time
 * @param cpuSeconds CPU of the contender's own process, all threads, garbage collector and compiler included; 0 where
 *     the contender is a database server
 * @param serverCpuSeconds CPU of the replica's server process; 0 where there is no replica
 */
record Measurement(long transactions, long rows, double wallSeconds, double cpuSeconds, double serverCpuSeconds) {
    double rowsPerSecond() {
        return rows / wallSeconds;
    }

    double transactionsPerSecond() {
        return transactions / wallSeconds;
    }

    double cpuMicrosPerRow() {
        return cpuSeconds * 1e6 / rows;
    }

    double serverCpuMicrosPerTransaction() {
        return serverCpuSeconds * 1e6 / transactions;
    }

    /** The contender's process and the server's together. */
    double allCpuMicrosPerTransaction() {
        return (cpuSeconds + serverCpuSeconds) * 1e6 / transactions;
    }

    /** One line that {@link #parse} reads. */
    String format() {
        return transactions + " " + rows + " " + wallSeconds + " " + cpuSeconds + " " + serverCpuSeconds;
    }

    static Measurement parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("not a measurement: " + line);
        }
        return new Measurement(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]));
    }
}
