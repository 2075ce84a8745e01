package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A statement of the binary log with everything needed to run it again as the source ran it (trap 38).
 *
 * @param timestampSeconds the session's TIMESTAMP, seconds since the epoch; {@link StatementContext#microseconds} has
 *     the fraction
 * @param serverId the server that first executed it
 * @param headerFlags the event header's flags; 0x8 means: do not change the current database first
 * @param endPosition the event header's 32 bit end position, as written
 * @param database the current database; empty for none
 * @param text the statement's bytes in {@code character_set_client}; not copied
 * @param threadId the source's connection id
 * @param errorCode the error it ended with on the source; 0 for none
 * @param inputs what a change of rows in statement format depends on beside its session
 * @param load the file that a LOAD DATA statement reads; null for other statements
 */
public record Statement(
        long timestampSeconds,
        long serverId,
        int headerFlags,
        long endPosition,
        String database,
        byte[] text,
        long threadId,
        int errorCode,
        StatementContext context,
        StatementInputs inputs,
        @Nullable LoadedFile load) {
    public Statement {
        requireNonNull(database, "database is null");
        requireNonNull(text, "text is null");
        requireNonNull(context, "context is null");
        requireNonNull(inputs, "inputs is null");
    }

    /** A statement that depends on its session only. */
    public Statement(
            long timestampSeconds,
            long serverId,
            int headerFlags,
            long endPosition,
            String database,
            byte[] text,
            long threadId,
            int errorCode,
            StatementContext context) {
        this(
                timestampSeconds,
                serverId,
                headerFlags,
                endPosition,
                database,
                text,
                threadId,
                errorCode,
                context,
                StatementInputs.NONE,
                null);
    }

    /** The same statement with another text. */
    public Statement withText(byte[] otherText) {
        return new Statement(
                timestampSeconds,
                serverId,
                headerFlags,
                endPosition,
                database,
                otherText,
                threadId,
                errorCode,
                context,
                inputs,
                load);
    }

    /** The same statement with another current database. */
    public Statement withDatabase(String otherDatabase) {
        return new Statement(
                timestampSeconds,
                serverId,
                headerFlags,
                endPosition,
                otherDatabase,
                text,
                threadId,
                errorCode,
                context,
                inputs,
                load);
    }
}
