package io.binrelay.schemas.binlog;

import io.binrelay.schemas.relay.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status variables of a QUERY event: pairs of a code byte and a value whose length follows from the code. For
 * one event.
 *
 * <p>Source: MySQL {@code libs/mysql/binlog/event/statement_events.h} (Query_event_status_vars) and {@code .cpp},
 * MariaDB {@code sql/log_event.h} (Q_*) and {@code sql/log_event.cc} (Query_log_event). Their comment that codes grow
 * is not true of MariaDB 11.5 and newer, which write 131 first.
 */
final class StatusVariables {
    private static final int FLAGS2 = 0;
    private static final int SQL_MODE = 1;
    private static final int CATALOG = 2;
    private static final int AUTO_INCREMENT = 3;
    private static final int CHARSET = 4;
    private static final int TIME_ZONE = 5;
    private static final int CATALOG_NZ = 6;
    private static final int LC_TIME_NAMES = 7;
    private static final int CHARSET_DATABASE = 8;
    private static final int TABLE_MAP_FOR_UPDATE = 9;
    private static final int MASTER_DATA_WRITTEN = 10;
    private static final int INVOKER = 11;
    private static final int UPDATED_DB_NAMES = 12;
    private static final int MICROSECONDS = 13;
    private static final int EXPLICIT_DEFAULTS_FOR_TIMESTAMP = 16;
    private static final int DDL_LOGGED_WITH_XID = 17;
    private static final int DEFAULT_COLLATION_FOR_UTF8MB4 = 18;
    private static final int SQL_REQUIRE_PRIMARY_KEY = 19;
    private static final int DEFAULT_TABLE_ENCRYPTION = 20;
    /** MySQL 9.6 and newer; concerns row changes only, whose cascades are in the log as rows (trap 2). */
    private static final int ENABLE_CASCADE_TRIGGERS = 21;

    private static final int MARIADB_HRNOW = 128;
    private static final int MARIADB_XID = 129;
    private static final int MARIADB_GTID_FLAGS3 = 130;
    private static final int MARIADB_CHARACTER_SET_COLLATIONS = 131;

    /** More databases than this are not named; the count says 254 then. */
    private static final int MAX_UPDATED_DATABASES = 16;

    private @Nullable Long optionFlags;
    private @Nullable Long sqlMode;
    private @Nullable Integer autoIncrementIncrement;
    private @Nullable Integer autoIncrementOffset;
    private @Nullable Integer characterSetClient;
    private @Nullable Integer collationConnection;
    private @Nullable Integer collationServer;
    private @Nullable Integer collationDatabase;
    private @Nullable String timeZone;
    private @Nullable Integer lcTimeNames;
    private @Nullable String invokerUser;
    private @Nullable String invokerHost;
    private @Nullable Integer microseconds;
    private @Nullable Boolean explicitDefaultsForTimestamp;
    private @Nullable Integer defaultCollationForUtf8mb4;
    private @Nullable Integer sqlRequirePrimaryKey;
    private @Nullable Integer defaultTableEncryption;
    private byte @Nullable [] characterSetCollations;

    StatementContext parse(EventReader reader) {
        while (reader.hasRemaining()) {
            variable(reader.uint8("status variable code"), reader);
        }
        return new StatementContext(
                optionFlags,
                sqlMode,
                autoIncrementIncrement,
                autoIncrementOffset,
                characterSetClient,
                collationConnection,
                collationServer,
                collationDatabase,
                timeZone,
                lcTimeNames,
                invokerUser,
                invokerHost,
                microseconds,
                explicitDefaultsForTimestamp,
                defaultCollationForUtf8mb4,
                sqlRequirePrimaryKey,
                defaultTableEncryption,
                characterSetCollations);
    }

    private void variable(int code, EventReader reader) {
        switch (code) {
            case FLAGS2 -> optionFlags = reader.uint32("Q_FLAGS2");
            case SQL_MODE -> sqlMode = reader.int64("Q_SQL_MODE");
            case CATALOG -> reader.skip(reader.uint8("Q_CATALOG length") + 1, "Q_CATALOG");
            case CATALOG_NZ -> reader.skip(reader.uint8("Q_CATALOG_NZ length"), "Q_CATALOG_NZ");
            case AUTO_INCREMENT -> {
                autoIncrementIncrement = reader.uint16("Q_AUTO_INCREMENT");
                autoIncrementOffset = reader.uint16("Q_AUTO_INCREMENT");
            }
            case CHARSET -> {
                characterSetClient = reader.uint16("Q_CHARSET");
                collationConnection = reader.uint16("Q_CHARSET");
                collationServer = reader.uint16("Q_CHARSET");
            }
            case TIME_ZONE -> timeZone = text(reader, "Q_TIME_ZONE");
            case LC_TIME_NAMES -> lcTimeNames = reader.uint16("Q_LC_TIME_NAMES");
            case CHARSET_DATABASE -> collationDatabase = reader.uint16("Q_CHARSET_DATABASE");
            case INVOKER -> {
                invokerUser = text(reader, "Q_INVOKER user");
                invokerHost = text(reader, "Q_INVOKER host");
            }
            case MICROSECONDS, MARIADB_HRNOW -> microseconds = reader.uint24("Q_MICROSECONDS or Q_HRNOW");
            case EXPLICIT_DEFAULTS_FOR_TIMESTAMP ->
                explicitDefaultsForTimestamp = reader.uint8("Q_EXPLICIT_DEFAULTS_FOR_TIMESTAMP") != 0;
            case DEFAULT_COLLATION_FOR_UTF8MB4 ->
                defaultCollationForUtf8mb4 = reader.uint16("Q_DEFAULT_COLLATION_FOR_UTF8MB4");
            case SQL_REQUIRE_PRIMARY_KEY -> sqlRequirePrimaryKey = reader.uint8("Q_SQL_REQUIRE_PRIMARY_KEY");
            case DEFAULT_TABLE_ENCRYPTION -> defaultTableEncryption = reader.uint8("Q_DEFAULT_TABLE_ENCRYPTION");
            case MARIADB_CHARACTER_SET_COLLATIONS -> characterSetCollations = collations(reader);
            default -> skip(code, reader);
        }
    }

    /** Variables that say nothing about how to run the statement again. */
    private static void skip(int code, EventReader reader) {
        switch (code) {
            case TABLE_MAP_FOR_UPDATE -> reader.skip(8, "Q_TABLE_MAP_FOR_UPDATE");
            case MASTER_DATA_WRITTEN -> reader.skip(4, "Q_MASTER_DATA_WRITTEN");
            case UPDATED_DB_NAMES -> skipDatabases(reader);
            case DDL_LOGGED_WITH_XID -> reader.skip(8, "Q_DDL_LOGGED_WITH_XID");
            case ENABLE_CASCADE_TRIGGERS -> reader.skip(1, "Q_ENABLE_CASCADE_TRIGGERS");
            case MARIADB_XID -> reader.skip(8, "Q_XID");
            case MARIADB_GTID_FLAGS3 -> {
                int alter = MariadbGtidEvent.COMMIT_ALTER | MariadbGtidEvent.ROLLBACK_ALTER;
                boolean startFollows = (reader.uint8("Q_GTID_FLAGS3") & alter) != 0;
                reader.skip(startFollows ? 8 : 0, "Q_GTID_FLAGS3");
            }
            default ->
                throw new UnsupportedEventException(
                        EventType.QUERY,
                        "its status variable " + code + " is not known, so the statement's session is not either",
                        "Use a newer version of binrelay");
        }
    }

    private static void skipDatabases(EventReader reader) {
        int count = reader.uint8("Q_UPDATED_DB_NAMES count");
        if (count > MAX_UPDATED_DATABASES) {
            return;
        }
        int left = count;
        while (left > 0) {
            left -= reader.uint8("Q_UPDATED_DB_NAMES") == 0 ? 1 : 0; // a NUL ends each name
        }
    }

    private static String text(EventReader reader, String field) {
        return reader.text(reader.uint8(field + " length"), field);
    }

    /** A count, then as many pairs of character set and collation, 2 bytes each; kept as they are. */
    private static byte[] collations(EventReader reader) {
        int count = reader.uint8("Q_CHARACTER_SET_COLLATIONS count");
        byte[] pairs = reader.bytes(4 * count, "Q_CHARACTER_SET_COLLATIONS");
        byte[] whole = new byte[1 + pairs.length];
        whole[0] = (byte) count;
        System.arraycopy(pairs, 0, whole, 1, pairs.length);
        return whole;
    }
}
