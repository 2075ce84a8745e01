package io.binrelay.schemas.binlog;

import io.binrelay.schemas.relay.RelayEvent;

/**
 * Reads BEGIN_LOAD_QUERY and APPEND_BLOCK events, which carry the file of a LOAD DATA statement in statement format
 * (trap 28): file id (4 bytes), data. Source: MySQL {@code libs/mysql/binlog/event/load_data_events.h}, MariaDB
 * {@code sql/log_event.cc} (Append_block_log_event).
 */
public final class FileBlockEvent {
    private FileBlockEvent() {}

    /**
     * Parses an event of one of the two types.
     *
     * @throws MalformedEventException when the event is too short
     */
    public static RelayEvent.FileBlock parse(BinlogEvent event) {
        if (event.type() != EventType.BEGIN_LOAD_QUERY && event.type() != EventType.APPEND_BLOCK) {
            throw new IllegalArgumentException("event type " + event.type() + " is no part of a file");
        }
        EventReader reader = EventReader.body(event);
        long fileId = reader.uint32("file id");
        boolean first = event.type() == EventType.BEGIN_LOAD_QUERY;
        return new RelayEvent.FileBlock(fileId, first, reader.bytes(reader.remaining(), "data"));
    }
}
