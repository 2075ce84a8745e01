package io.binrelay.schemas.binlog;

import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.schemas.relay.StatementInputs;

/**
 * Reads QUERY and EXECUTE_LOAD_QUERY events: a statement with the session it ran in (trap 38).
 *
 * <p>Layout: thread id (4 bytes), duration in seconds (4), length of the database's name (1), error code (2), length of
 * the status variables (2); EXECUTE_LOAD_QUERY: file id (4), where in the statement the file's name begins (4) and ends
 * (4), what to do about duplicates (1); the status variables, the database's name and a NUL, the statement up to the
 * end. Source: MySQL {@code libs/mysql/binlog/event/statement_events.h} (Query_event), {@code load_data_events.h}
 * (Execute_load_query_event), MariaDB {@code sql/log_event.cc}.
 */
public final class QueryEvent {
    private QueryEvent() {}

    /** Parses a QUERY or EXECUTE_LOAD_QUERY event of a statement that depends on its session only. */
    public static Statement parse(BinlogEvent event) {
        return parse(event, StatementInputs.NONE);
    }

    /**
     * Parses a QUERY or EXECUTE_LOAD_QUERY event, with all status variables of MySQL 5.7 to 9 and MariaDB 10.5 to 11.8.
     *
     * @param inputs what the events in front of it say
     * @throws MalformedEventException when a length points behind the event's end
     * @throws UnsupportedEventException when a status variable is not known: its length is not known either, so what
     *     follows cannot be read, and to run the statement without it would be a guess
     */
    public static Statement parse(BinlogEvent event, StatementInputs inputs) {
        boolean load = event.type() == EventType.EXECUTE_LOAD_QUERY;
        if (event.type() != EventType.QUERY && !load) {
            throw new IllegalArgumentException("event type " + event.type() + " is no QUERY event");
        }
        EventReader reader = EventReader.body(event);
        long threadId = reader.uint32("thread id");
        reader.skip(4, "duration");
        int databaseLength = reader.uint8("database name length");
        int errorCode = reader.uint16("error code");
        int statusLength = reader.uint16("status variables length");
        LoadedFile file = load ? loadedFile(reader) : null;
        EventReader status = reader.slice(statusLength, "status variables");
        String database = reader.text(databaseLength, "database name");
        reader.skip(1, "end of the database name");
        byte[] text = reader.bytes(reader.remaining(), "statement");
        if (file != null && file.nameEnd() > text.length) {
            throw reader.malformed("file name", "it ends behind the statement, at byte " + file.nameEnd());
        }
        return new Statement(
                event.timestampSeconds(),
                event.serverId(),
                event.flags(),
                event.headerEndPosition(),
                database,
                text,
                threadId,
                errorCode,
                new StatusVariables().parse(status),
                inputs,
                file);
    }

    private static LoadedFile loadedFile(EventReader reader) {
        long fileId = reader.uint32("file id");
        long start = reader.uint32("beginning of the file name");
        long end = reader.uint32("end of the file name");
        int code = reader.uint8("duplicates");
        LoadedFile.Duplicates duplicates = switch (code) {
            case 0 -> LoadedFile.Duplicates.ERROR;
            case 1 -> LoadedFile.Duplicates.IGNORE;
            case 2 -> LoadedFile.Duplicates.REPLACE;
            default -> throw reader.malformed("duplicates", "it is " + code);
        };
        if (end > Integer.MAX_VALUE || start > end) {
            throw reader.malformed("file name", "it is at " + start + " to " + end);
        }
        return new LoadedFile(fileId, (int) start, (int) end, duplicates);
    }
}
