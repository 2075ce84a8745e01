package io.binrelay.schemas.relay;

import org.jspecify.annotations.Nullable;

/**
 * The session variables a statement of the binary log ran under, from the status variables of a QUERY event (MySQL
 * {@code libbinlogevents/include/statement_events.h}, MariaDB {@code sql/log_event.h}). Null: not said by the source.
 *
 * @param optionFlags Q_FLAGS2_CODE: 0x4000 sql_auto_is_null on, 0x80000 autocommit off, 0x4000000 foreign_key_checks
 *     off, 0x8000000 unique_checks off; MariaDB also 0x1000000 explicit_defaults_for_timestamp on (it has no variable
 *     of its own for that)
 * @param characterSetClient a collation id, as are the other character set fields
 * @param microseconds the fraction of the event's timestamp, 0 to 999999
 * @param defaultTableEncryption 0 or 1
 * @param characterSetCollations MariaDB's Q_CHARACTER_SET_COLLATIONS as in the event; not copied
 */
public record StatementContext(
        @Nullable Long optionFlags,
        @Nullable Long sqlMode,
        @Nullable Integer autoIncrementIncrement,
        @Nullable Integer autoIncrementOffset,
        @Nullable Integer characterSetClient,
        @Nullable Integer collationConnection,
        @Nullable Integer collationServer,
        @Nullable Integer collationDatabase,
        @Nullable String timeZone,
        @Nullable Integer lcTimeNames,
        @Nullable String invokerUser,
        @Nullable String invokerHost,
        @Nullable Integer microseconds,
        @Nullable Boolean explicitDefaultsForTimestamp,
        @Nullable Integer defaultCollationForUtf8mb4,
        @Nullable Integer sqlRequirePrimaryKey,
        @Nullable Integer defaultTableEncryption,
        byte @Nullable [] characterSetCollations) {
    /** A context in which the source said nothing. */
    public static final StatementContext UNSAID = new StatementContext(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
}
