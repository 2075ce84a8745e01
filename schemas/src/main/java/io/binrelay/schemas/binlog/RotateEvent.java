package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

/**
 * A ROTATE event: where the binary log goes on. Written at the end of a file; sent, made up (flag 0x20, timestamp 0),
 * at the beginning of a dump and of every file in it.
 *
 * <p>Layout: position (8 bytes), file name up to the end. Source: MySQL
 * {@code libs/mysql/binlog/event/control_events.h} (Rotate_event).
 *
 * @param nextFile the file's name without directory
 * @param position the offset of the first event in it, at least 4
 */
public record RotateEvent(String nextFile, long position) {
    public RotateEvent {
        requireNonNull(nextFile, "nextFile is null");
    }

    /**
     * Parses a ROTATE event.
     *
     * @throws MalformedEventException when the event is too short
     */
    public static RotateEvent parse(BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        long position = reader.int64("position");
        String file = reader.text(reader.remaining(), "file name");
        if (file.isEmpty() || position < 4) {
            throw reader.malformed("next file", "'" + file + "' from position " + position);
        }
        return new RotateEvent(file, position);
    }
}
