package io.binrelay.capture.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The little of a QUERY event that decides about borders, read without decoding its status variables: every transaction
 * has such an event for its BEGIN.
 *
 * <p>Layout behind the header: thread id (4 bytes), duration (4), length of the database's name (1), error code (2),
 * length of the status variables (2), then those, the name, a NUL and the text. Source: MySQL
 * {@code libbinlogevents/include/statement_events.h}.
 *
 * @param errorCode the error the statement ended with on the source; 0 for none
 * @param database the current database; empty for none
 * @param text in {@code character_set_client}
 */
record QueryText(int errorCode, String database, byte[] text) {
    private static final int DATABASE_LENGTH_OFFSET = HEADER_LENGTH + 8;
    private static final int ERROR_CODE_OFFSET = HEADER_LENGTH + 9;
    private static final int STATUS_LENGTH_OFFSET = HEADER_LENGTH + 11;
    private static final int STATUS_OFFSET = HEADER_LENGTH + 13;
    /** Codes of status variables, of 4 and 8 bytes. */
    private static final int OPTION_FLAGS = 0;

    private static final int SQL_MODE = 1;

    /**
     * The session's sql_mode, which servers write behind the option flags and in front of all other status variables
     * (Query_log_event::write); 0 when it is not there.
     */
    static long sqlMode(BinlogEvent event) {
        byte[] bytes = event.bytes();
        int end = Math.min(bytes.length, STATUS_OFFSET + LittleEndian.uint16(bytes, STATUS_LENGTH_OFFSET));
        boolean flags = end > STATUS_OFFSET && bytes[STATUS_OFFSET] == OPTION_FLAGS;
        int at = flags ? STATUS_OFFSET + 1 + Integer.BYTES : STATUS_OFFSET;
        return at + Long.BYTES < end && bytes[at] == SQL_MODE ? LittleEndian.int64(bytes, at + 1) : 0;
    }

    /** @throws MalformedEventException the lengths in the event point behind its end */
    static QueryText of(BinlogEvent event) {
        byte[] bytes = event.bytes();
        if (bytes.length < STATUS_OFFSET) {
            throw new MalformedEventException("a QUERY event of " + bytes.length + " bytes is too short");
        }
        int databaseLength = bytes[DATABASE_LENGTH_OFFSET] & 0xff;
        int start = STATUS_OFFSET + LittleEndian.uint16(bytes, STATUS_LENGTH_OFFSET) + databaseLength + 1;
        if (start > bytes.length) {
            throw new MalformedEventException("the text begins at byte " + start + " of " + bytes.length);
        }
        return new QueryText(
                LittleEndian.uint16(bytes, ERROR_CODE_OFFSET),
                new String(bytes, start - 1 - databaseLength, databaseLength, StandardCharsets.UTF_8),
                Arrays.copyOfRange(bytes, start, bytes.length));
    }
}
