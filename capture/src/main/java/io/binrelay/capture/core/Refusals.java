package io.binrelay.capture.core;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import org.jspecify.annotations.Nullable;

/** Why events of a type cannot be replicated, and what to do about it: the table behind promise P5. */
final class Refusals {
    /** LOG_EVENT_IGNORABLE_F of an event's header. */
    private static final int IGNORABLE_FLAG = 0x80;

    private static final String SKIP =
            "Rebuild the replicas from a copy of the source that is newer than this position, or"
                    + " start a new channel behind it (capture.start)";

    private Refusals() {}

    /** @param remedy a sentence without full stop */
    record Refusal(String reason, String remedy) {}

    /** Why an event of no type that is replicated is refused; null when it may be passed over. */
    static @Nullable Refusal ofEvent(BinlogEvent event) {
        boolean ignorable = (event.flags() & IGNORABLE_FLAG) != 0;
        return switch (event.type()) {
            case 6, 8, 10, 12 ->
                new Refusal(
                        "LOAD DATA as servers before MySQL 5.0.3 wrote it is not replicated",
                        "Upgrade the source and start a new channel");
            case EventType.INCIDENT ->
                new Refusal(
                        "the source reports that its binary log lacks changes (LOST_EVENTS); what they were is not known."
                                + " A replica of the source's own kind stops here with error 1590",
                        "Compare source and replicas, or rebuild them. " + SKIP);
            case 1, 7, 20, 21, 22 ->
                new Refusal(
                        "events of servers before MySQL 5.1 are not read",
                        "Upgrade the source and start a new channel");
            default -> ignorable ? null : unknown();
        };
    }

    private static Refusal unknown() {
        return new Refusal(
                "this version does not know the type, and the source does not mark it as one that may be ignored",
                "Upgrade binrelay, or switch off on the source what writes it. " + SKIP);
    }

    /** A distributed transaction whose events contradict each other (trap 34). */
    static Refusal xa() {
        return new Refusal(
                "the events of the XA transaction do not fit together, or this version does not know their form",
                "Check the file on the source with mysqlbinlog. " + SKIP);
    }

    /** A statement that cannot be relayed where it stands. */
    static Refusal ofStatement(StatementKind kind, boolean insideTransaction, String firstWord) {
        return switch (kind) {
            case XA -> xa();
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT ->
                new Refusal(
                        insideTransaction ? "a transaction is open already" : "no transaction is open",
                        "Check the file on the source with mysqlbinlog. " + SKIP);
            case CREATE_TABLE, TEMPORARY_TABLE, ROWS_AS_TEXT, OTHER ->
                new Refusal(
                        "the statement " + firstWord + " ... stands inside a transaction, where it would commit what is"
                                + " before it",
                        "Check the file on the source with mysqlbinlog. " + SKIP);
        };
    }
}
