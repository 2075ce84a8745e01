package io.binrelay.applier.core;

import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the first record of a transaction tells about how it can be applied. */
public enum TransactionShape {
    /** A whole transaction of row changes, or of nothing: may share a replica transaction with others. */
    ROWS,
    /** A transaction with text in it, or the first fragment of a large one: a replica transaction of its own. */
    ALONE,
    /** A statement that commits by itself: DDL, account statements. A barrier, with an intent. */
    STATEMENT,
    /** A CREATE TABLE that commits by itself, and the rows that fill the table (trap 36). With an intent. */
    CREATE_AND_ROWS,
    /** A CREATE TABLE .. START TRANSACTION, which is one transaction with the rows behind it. With an intent. */
    ATOMIC_CREATE,
    /**
     * Ended with COMMIT or ROLLBACK instead of XID: engines without transactions take part (trap 33). With an intent.
     */
    NOT_TRANSACTIONAL,
    /** Part of a distributed transaction (trap 34), unless it is whole and was committed at once. With intents. */
    DISTRIBUTED;

    /** The shape of a transaction, by its first record. */
    public static TransactionShape of(RelayRecord first) {
        List<RelayEvent> events = first.events();
        GroupEnd end = first.header().groupEnd();
        if (first.header().xid() != null
                && !(end == GroupEnd.XA_ONE_PHASE && first.header().fragment() == 0)) {
            return DISTRIBUTED;
        }
        Statement opening = statementOf(events);
        if (end == GroupEnd.STATEMENT && opening != null) {
            return ofStatement(StatementText.of(opening));
        }
        if (opening != null && !SavepointText.isSavepoint(opening.text())) {
            StatementText text = StatementText.of(opening);
            if (text.createsTable()) {
                return text.opensTransaction() ? ATOMIC_CREATE : CREATE_AND_ROWS;
            }
            if (first.header().last() && isOneStatement(events) && text.commitsByItself()) {
                return STATEMENT;
            }
        }
        if ((end == GroupEnd.COMMIT || end == GroupEnd.ROLLBACK) && !events.isEmpty()) {
            return NOT_TRANSACTIONAL;
        }
        boolean text = events.stream().anyMatch(event -> event instanceof RelayEvent.Execute);
        return text || !first.header().last() ? ALONE : ROWS;
    }

    /** Whether the digest of the replica's definitions tells whether it took place. */
    public boolean hasStatementIntent() {
        return this == STATEMENT || this == CREATE_AND_ROWS || this == ATOMIC_CREATE;
    }

    private static TransactionShape ofStatement(StatementText text) {
        if (text.isTemporary()) {
            // Gone with the session, as the tables are: nothing is there that could be found half done.
            return ALONE;
        }
        return text.changesRows() && !text.emptiesTable() ? NOT_TRANSACTIONAL : STATEMENT;
    }

    private static boolean isOneStatement(List<RelayEvent> events) {
        return events.stream()
                        .filter(event -> !(event instanceof RelayEvent.Annotation))
                        .count()
                == 1;
    }

    /** The statement the group begins with; null when it begins with something else. */
    private static @Nullable Statement statementOf(List<RelayEvent> events) {
        for (RelayEvent event : events) {
            if (event instanceof RelayEvent.Execute execute) {
                return execute.statement();
            }
            if (!(event instanceof RelayEvent.Annotation)) {
                return null;
            }
        }
        return null;
    }
}
