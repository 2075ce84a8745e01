package io.binrelay.capture;

/** Transactions per second over the last seconds. Not thread-safe. */
final class TransactionRate {
    private static final int SECONDS = 5;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long[] counts = new long[SECONDS + 1];
    private final long bornSecond;
    private long newest;

    TransactionRate(long nowNanos) {
        this.bornSecond = nowNanos / SECOND_NANOS;
        this.newest = bornSecond;
    }

    void count(long transactions, long nowNanos) {
        moveTo(nowNanos / SECOND_NANOS);
        counts[index(newest)] += transactions;
    }

    /** Over the last whole seconds, fewer just after the start. */
    double perSecond(long nowNanos) {
        moveTo(nowNanos / SECOND_NANOS);
        long whole = Math.min(SECONDS, newest - bornSecond);
        if (whole == 0) {
            return counts[index(newest)];
        }
        long sum = 0;
        for (long second = newest - whole; second < newest; second++) {
            sum += counts[index(second)];
        }
        return (double) sum / whole;
    }

    private void moveTo(long second) {
        while (newest < second) {
            newest = Math.max(newest + 1, second - SECONDS);
            counts[index(newest)] = 0;
        }
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SECONDS + 1);
    }
}
