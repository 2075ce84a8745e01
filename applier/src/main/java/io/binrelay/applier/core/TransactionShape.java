package io.binrelay.applier.core;

import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;

/** What the first record of a transaction tells about how it can be applied. */
public enum TransactionShape {
    /** A whole transaction of row changes, or of nothing: may share a replica transaction with others. */
    ROWS,
    /** A transaction with savepoints, or the first fragment of a large one: a replica transaction of its own. */
    ALONE,
    /**
     * Contains a statement that may commit by itself: DDL as a group of its own, or the CREATE TABLE of a CREATE TABLE
     * .. SELECT in front of its rows (trap 36). A barrier, with an intent.
     */
    STATEMENT,
    /** Ended with COMMIT instead of XID: tables of engines without transactions take part (trap 33). With an intent. */
    NOT_TRANSACTIONAL;

    /** The shape of a transaction, by its first record. */
    public static TransactionShape of(RelayRecord first) {
        boolean savepoints = false;
        for (RelayEvent event : first.events()) {
            if (event instanceof RelayEvent.Execute execute) {
                if (!SavepointText.isSavepoint(execute.statement().text())) {
                    return STATEMENT;
                }
                savepoints = true;
            }
        }
        GroupEnd end = first.header().groupEnd();
        if (end == GroupEnd.STATEMENT) {
            return STATEMENT;
        }
        if (end == GroupEnd.COMMIT && !first.events().isEmpty()) {
            return NOT_TRANSACTIONAL;
        }
        return savepoints || !first.header().last() ? ALONE : ROWS;
    }
}
