package io.binrelay.applier;

import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads QUERY events, for tests. Layout: MySQL internals, "Query_event" and its status variables. */
final class QueryEventReader {
    private @Nullable Long flags;
    private @Nullable Long sqlMode;
    private @Nullable Integer increment;
    private @Nullable Integer incrementOffset;
    private @Nullable Integer client;
    private @Nullable Integer connection;
    private @Nullable Integer server;
    private @Nullable Integer database;
    private @Nullable String timeZone;
    private @Nullable Integer lcTimeNames;
    private @Nullable String user;
    private @Nullable String host;
    private @Nullable Integer microseconds;
    private @Nullable Boolean explicitDefaults;
    private @Nullable Integer utf8mb4Collation;
    private @Nullable Integer requirePrimaryKey;
    private @Nullable Integer tableEncryption;
    private byte @Nullable [] collations;

    private QueryEventReader() {}

    static Statement read(byte[] event) {
        int databaseLength = event[19 + 8] & 0xff;
        int variables = 19 + 13;
        int variablesLength = LittleEndian.uint16(event, 19 + 11);
        QueryEventReader reader = new QueryEventReader();
        reader.variables(event, variables, variables + variablesLength);
        int databaseAt = variables + variablesLength;
        int textAt = databaseAt + databaseLength + 1;
        return new Statement(
                LittleEndian.uint32(event, 0),
                LittleEndian.uint32(event, 5),
                LittleEndian.uint16(event, 17),
                LittleEndian.uint32(event, 13),
                new String(event, databaseAt, databaseLength, StandardCharsets.UTF_8),
                Arrays.copyOfRange(event, textAt, event.length),
                LittleEndian.uint32(event, 19),
                LittleEndian.uint16(event, 19 + 9),
                reader.context());
    }

    private void variables(byte[] event, int from, int to) {
        int at = from;
        while (at < to) {
            int code = event[at++] & 0xff;
            at += variable(code, event, at);
        }
    }

    /** Returns the variable's length. */
    private int variable(int code, byte[] event, int at) {
        switch (code) {
            case 0 -> flags = LittleEndian.uint32(event, at);
            case 1 -> sqlMode = LittleEndian.int64(event, at);
            case 3 -> {
                increment = LittleEndian.uint16(event, at);
                incrementOffset = LittleEndian.uint16(event, at + 2);
            }
            case 4 -> {
                client = LittleEndian.uint16(event, at);
                connection = LittleEndian.uint16(event, at + 2);
                server = LittleEndian.uint16(event, at + 4);
            }
            case 5 -> timeZone = text(event, at);
            case 7 -> lcTimeNames = LittleEndian.uint16(event, at);
            case 8 -> database = LittleEndian.uint16(event, at);
            case 11 -> {
                user = text(event, at);
                host = text(event, at + 1 + user.length());
                return 2 + user.length() + host.length();
            }
            case 13, 128 -> microseconds = LittleEndian.uint24(event, at);
            case 16 -> explicitDefaults = event[at] != 0;
            case 18 -> utf8mb4Collation = LittleEndian.uint16(event, at);
            case 19 -> requirePrimaryKey = (int) event[at];
            case 20 -> tableEncryption = (int) event[at];
            case 131 -> collations = Arrays.copyOfRange(event, at, at + 1 + 4 * (event[at] & 0xff));
            default -> {}
        }
        return lengthOf(code, event, at);
    }

    private static int lengthOf(int code, byte[] event, int at) {
        return switch (code) {
            case 0, 3, 10 -> 4;
            case 1, 9, 17, 129 -> 8;
            case 4 -> 6;
            case 5, 6 -> 1 + (event[at] & 0xff);
            case 2 -> 2 + (event[at] & 0xff);
            case 7, 8, 18 -> 2;
            case 12 -> databases(event, at);
            case 13, 128 -> 3;
            case 16, 19, 20, 130 -> 1;
            case 131 -> 1 + 4 * (event[at] & 0xff);
            default -> throw new IllegalStateException("status variable " + code + " is not known to this test");
        };
    }

    private static int databases(byte[] event, int at) {
        int count = event[at] & 0xff;
        int end = at + 1;
        for (int i = 0; count != 254 && i < count; i++) {
            while (event[end] != 0) {
                end++;
            }
            end++;
        }
        return end - at;
    }

    private static String text(byte[] event, int at) {
        return new String(event, at + 1, event[at] & 0xff, StandardCharsets.UTF_8);
    }

    private StatementContext context() {
        return new StatementContext(
                flags,
                sqlMode,
                increment,
                incrementOffset,
                client,
                connection,
                server,
                database,
                timeZone,
                lcTimeNames,
                user,
                host,
                microseconds,
                explicitDefaults,
                utf8mb4Collation,
                requirePrimaryKey,
                tableEncryption,
                collations);
    }
}
