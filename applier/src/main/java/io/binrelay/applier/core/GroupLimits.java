package io.binrelay.applier.core;

/**
 * How much one replica transaction may take while there is a backlog.
 *
 * @param transactions most source transactions, at least 1
 * @param bytes most bytes of their encoded records, at least 1; a single transaction may exceed it
 */
public record GroupLimits(int transactions, long bytes) {
    public GroupLimits {
        if (transactions < 1 || bytes < 1) {
            throw new IllegalArgumentException("transactions " + transactions + ", bytes " + bytes);
        }
    }
}
