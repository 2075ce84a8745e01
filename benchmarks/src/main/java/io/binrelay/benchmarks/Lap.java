package io.binrelay.benchmarks;

/**
 * Time and CPU between the first event of a pass and its last. Marked by one thread, read by another after the pass:
 * thread-safe.
 */
final class Lap {
    private long startNanos;
    private double startCpu;
    private long endNanos;
    private double endCpu;

    /**
     * The first event is there; later calls change nothing.
     *
     * @return whether this was the first call
     */
    synchronized boolean begin() {
        if (startNanos != 0) {
            return false;
        }
        startCpu = ProcessCpu.seconds();
        startNanos = System.nanoTime();
        return true;
    }

    /** The last event is handled; later calls change nothing. */
    synchronized void end() {
        if (startNanos == 0) {
            throw new IllegalStateException("the lap was not begun");
        }
        if (endNanos == 0) {
            endNanos = System.nanoTime();
            endCpu = ProcessCpu.seconds();
        }
    }

    /** Whether {@link #end} was called. */
    synchronized boolean hasEnded() {
        return endNanos != 0;
    }

    /** Elapsed time. */
    synchronized double seconds() {
        return (endNanos - startNanos) / 1e9;
    }

    /** CPU of this process. */
    synchronized double cpuSeconds() {
        return endCpu - startCpu;
    }
}
