package io.binrelay.schemas.binlog;

import io.binrelay.schemas.relay.Statement;

/**
 * Reads QUERY events: a statement with the session it ran in (trap 38).
 *
 * <p>Layout: thread id (4 bytes), duration in seconds (4), length of the database's name (1), error code (2), length of
 * the status variables (2), the status variables, the database's name and a NUL, the statement up to the end. Source:
 * MySQL {@code libs/mysql/binlog/event/statement_events.h} (Query_event), MariaDB {@code sql/log_event.cc}.
 */
public final class QueryEvent {
    private QueryEvent() {}

    /**
     * Parses a QUERY event, with all status variables of MySQL 5.7 to 9 and MariaDB 10.5 to 11.8.
     *
     * @throws MalformedEventException when a length points behind the event's end
     * @throws UnsupportedEventException when a status variable is not known: its length is not known either, so what
     *     follows cannot be read, and to run the statement without it would be a guess
     */
    public static Statement parse(BinlogEvent event) {
        if (event.type() != EventType.QUERY) {
            throw new IllegalArgumentException("event type " + event.type() + " is no QUERY event");
        }
        EventReader reader = EventReader.body(event);
        long threadId = reader.uint32("thread id");
        reader.skip(4, "duration");
        int databaseLength = reader.uint8("database name length");
        int errorCode = reader.uint16("error code");
        EventReader status = reader.slice(reader.uint16("status variables length"), "status variables");
        String database = reader.text(databaseLength, "database name");
        reader.skip(1, "end of the database name");
        return new Statement(
                event.timestampSeconds(),
                event.serverId(),
                event.flags(),
                event.headerEndPosition(),
                database,
                reader.bytes(reader.remaining(), "statement"),
                threadId,
                errorCode,
                new StatusVariables().parse(status));
    }
}
