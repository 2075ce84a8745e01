package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.LoggedRecord;

/**
 * Decides which source transactions share a replica transaction. Whole transactions only, in order, bounded by count
 * and bytes; it never waits for more: whether there is more is the caller's knowledge. After an error it takes one
 * transaction at a time until the ones in question are behind, so that the one to blame is alone. Not thread-safe.
 */
public final class GroupPlanner {
    private final GroupLimits limits;
    private int transactions;
    private long bytes;
    private long isolateThrough;

    public GroupPlanner(GroupLimits limits) {
        this.limits = requireNonNull(limits, "limits is null");
    }

    /** Whether a transaction of shape {@link TransactionShape#ROWS} may join the group that is open. */
    public boolean admits(LoggedRecord record) {
        return transactions == 0
                || (transactions < limits.transactions()
                        && bytes + record.sizeInBytes() <= limits.bytes()
                        && !isolates(record.record().header().sequence()));
    }

    /** Takes the record into the group. */
    public void add(LoggedRecord record) {
        transactions++;
        bytes += record.sizeInBytes();
    }

    /** Whether the group is as large as it may be. */
    public boolean isFull() {
        return transactions >= limits.transactions() || bytes >= limits.bytes();
    }

    /** The number of transactions in the group. */
    public int size() {
        return transactions;
    }

    /** The group was committed or rolled back: the next one is empty. */
    public void reset() {
        transactions = 0;
        bytes = 0;
    }

    /**
     * From now on, one transaction per group up to and including this one.
     *
     * @param sequence the last transaction that may be to blame
     */
    public void isolateThrough(long sequence) {
        isolateThrough = Math.max(isolateThrough, sequence);
    }

    /** Whether this transaction is to be applied alone, statement by statement, to find out what fails. */
    public boolean isolates(long sequence) {
        return sequence <= isolateThrough;
    }
}
