package io.binrelay.capture.core;

import io.binrelay.schemas.binlog.EventType;
import org.jspecify.annotations.Nullable;

/** Why events of a type cannot be replicated, and what to do about it: the table behind promise P5. */
final class Refusals {
    private static final String SKIP =
            "Rebuild the replicas from a copy of the source that is newer than this position, or"
                    + " start a new channel behind it (capture.start)";

    private Refusals() {}

    /** @param remedy a sentence without full stop */
    record Refusal(String reason, String remedy) {}

    /**
     * Why this type is refused.
     *
     * @return null when the type is not known to be refused
     */
    static @Nullable Refusal ofType(int type) {
        return switch (type) {
            case EventType.INTVAR, EventType.RAND, EventType.USER_VAR ->
                new Refusal(
                        "it belongs to a change of rows in statement format, which is not replicated",
                        "Set binlog_format=ROW globally on the source and let old sessions end. " + SKIP);
            case 6, 8, 9, 10, 11, 12, EventType.BEGIN_LOAD_QUERY, EventType.EXECUTE_LOAD_QUERY ->
                new Refusal(
                        "LOAD DATA in statement format is not replicated",
                        "Set binlog_format=ROW globally on the source and let old sessions end. " + SKIP);
            case EventType.XA_PREPARE -> xa();
            case EventType.TRANSACTION_PAYLOAD ->
                new Refusal(
                        "compressed transactions are not read yet",
                        "Set binlog_transaction_compression=OFF globally on the source and let old sessions end. "
                                + SKIP);
            case EventType.MARIADB_QUERY_COMPRESSED,
                    EventType.MARIADB_WRITE_ROWS_COMPRESSED_V1,
                    EventType.MARIADB_UPDATE_ROWS_COMPRESSED_V1,
                    EventType.MARIADB_DELETE_ROWS_COMPRESSED_V1,
                    EventType.MARIADB_WRITE_ROWS_COMPRESSED,
                    EventType.MARIADB_UPDATE_ROWS_COMPRESSED,
                    EventType.MARIADB_DELETE_ROWS_COMPRESSED ->
                new Refusal("compressed events are not read yet", "Set log_bin_compress=OFF on the source. " + SKIP);
            case EventType.PARTIAL_UPDATE_ROWS ->
                new Refusal(
                        "partial JSON updates are not read yet",
                        "Set binlog_row_value_options='' globally on the source and let old sessions end. " + SKIP);
            case EventType.INCIDENT ->
                new Refusal(
                        "the source reports that its binary log lacks changes (LOST_EVENTS); what they were is not known",
                        "Compare source and replicas, or rebuild them. " + SKIP);
            case EventType.TRANSACTION_CONTEXT, EventType.VIEW_CHANGE ->
                new Refusal(
                        "members of a Group Replication group are not supported as sources yet", "Use another source");
            case 1, 7, 20, 21, 22 ->
                new Refusal(
                        "events of servers before MySQL 5.1 are not read",
                        "Upgrade the source and start a new channel");
            default -> null;
        };
    }

    /** An event type this version does not know and the source does not mark as ignorable. */
    static Refusal unknown() {
        return new Refusal(
                "this version does not know the type, and the source does not mark it as one that may be ignored",
                "Upgrade binrelay, or switch off on the source what writes it. " + SKIP);
    }

    /** Distributed transactions (trap 34). */
    static Refusal xa() {
        return new Refusal("XA transactions are not replicated yet", "Avoid XA on the source. " + SKIP);
    }

    /** MariaDB's ALTER TABLE in two groups (trap 42). */
    static Refusal twoPhaseAlter() {
        return new Refusal(
                "ALTER TABLE logged in two phases is not replicated yet",
                "Set binlog_alter_two_phase=OFF on the source. " + SKIP);
    }

    /** A statement that cannot be relayed where it stands. */
    static Refusal ofStatement(StatementKind kind, boolean insideTransaction, String firstWord) {
        return switch (kind) {
            case XA -> xa();
            case ROLLBACK ->
                new Refusal(
                        "the transaction was rolled back, but not its changes to tables of engines without transactions",
                        "Avoid transactions that mix engines. " + SKIP);
            case CREATE_TEMPORARY ->
                new Refusal(
                        "temporary tables in statement format are not replicated",
                        "Set binlog_format=ROW globally on the source and let old sessions end. " + SKIP);
            case CREATE_WITH_ROWS ->
                new Refusal(
                        "CREATE TABLE ... SELECT in one transaction is not replicated yet",
                        "Use CREATE TABLE, then INSERT ... SELECT. " + SKIP);
            case BEGIN, COMMIT, SAVEPOINT ->
                new Refusal(
                        insideTransaction ? "a transaction is open already" : "no transaction is open",
                        "Check the file on the source with mysqlbinlog. " + SKIP);
            case ROWS_AS_TEXT ->
                new Refusal(
                        "the statement " + firstWord + " ... changes rows in statement format, which is not replicated",
                        "Set binlog_format=ROW globally on the source and let old sessions end. " + SKIP);
            case DROP_TEMPORARY, OTHER ->
                new Refusal(
                        "the statement " + firstWord + " ... inside a transaction is not replicated"
                                + " (CREATE TABLE ... SELECT on MariaDB, or statement format)",
                        "Use CREATE TABLE, then INSERT ... SELECT; keep binlog_format=ROW. " + SKIP);
        };
    }

    /** A statement that ended with an error on the source and is logged for what it did before. */
    static Refusal failedStatement(int errorCode) {
        return new Refusal(
                "the statement failed on the source with error " + errorCode + " after part of its work",
                "Find out what it did, repair source and replicas. " + SKIP);
    }
}
