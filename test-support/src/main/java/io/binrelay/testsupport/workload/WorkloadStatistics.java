package io.binrelay.testsupport.workload;

/**
 * What a runner has done so far.
 *
 * @param transactions committed, rolled back ones and changes of definitions not counted
 * @param rows changed by them, without triggers and cascades
 * @param definitionChanges DDL and account statements done
 * @param rollbacks transactions that were rolled back on purpose
 * @param conflicts steps given up because of locks or of another thread's changes
 * @param connectionsLost how often a connection was lost; each time it is open whether the last step was committed
 */
public record WorkloadStatistics(
        long transactions, long rows, long definitionChanges, long rollbacks, long conflicts, long connectionsLost) {
    WorkloadStatistics plus(WorkloadStatistics other) {
        return new WorkloadStatistics(
                transactions + other.transactions,
                rows + other.rows,
                definitionChanges + other.definitionChanges,
                rollbacks + other.rollbacks,
                conflicts + other.conflicts,
                connectionsLost + other.connectionsLost);
    }
}
