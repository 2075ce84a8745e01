package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.HeapRoom;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets large events into memory one by one, and none for which the heap has no room: that would end the process without
 * telling where and why. For one thread.
 */
final class LargeEvents {
    /** Larger ones are. */
    static final int SMALLEST = RelayRecordBuilder.LARGEST_TYPED;

    private static final Logger LOG = LoggerFactory.getLogger(LargeEvents.class);
    private static final int MAPS_KEPT = 8;

    private final EventQueue queue;
    private final HeapRoom room;

    /** The TABLE_MAP events read last, for messages. */
    private final @Nullable BinlogEvent[] maps = new BinlogEvent[MAPS_KEPT];

    private int mapsSeen;

    /** @param queue where events wait for whoever uses them */
    LargeEvents(EventQueue queue, HeapRoom room) {
        this.queue = requireNonNull(queue, "queue is null");
        this.room = requireNonNull(room, "room is null");
    }

    /** Takes note of a TABLE_MAP event. */
    void remember(BinlogEvent tableMap) {
        maps[mapsSeen % MAPS_KEPT] = tableMap;
        mapsSeen++;
    }

    /**
     * Waits until the events before have been used.
     *
     * @param beginning header and table id, or what stands in its place
     * @param size of the event
     * @param where it begins
     * @throws SourceException there is no room for it
     */
    void admit(byte[] beginning, long size, String where) throws IOException {
        int type = beginning[4] & 0xff;
        String event = "event " + EventType.name(type) + " (type " + type + ") at " + where + table(beginning) + " has "
                + size + " bytes";
        String lacking = room.lackingToCapture(size).orElse(null);
        if (lacking != null) {
            String message = "the " + event + ", more than the heap has room for. " + lacking;
            throw new SourceException(message, 0, false, new BinrelayException(ErrorCode.MEMORY, message));
        }
        LOG.info("Reading a large event: the {}", event);
        try {
            if (!queue.awaitUsed()) {
                throw new EOFException("capture has ended the stream");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted before a large event").initCause(e);
        }
    }

    private String table(byte[] beginning) {
        long tableId = LittleEndian.uint48(beginning, BinlogEvent.HEADER_LENGTH);
        for (int i = mapsSeen - 1; i >= 0 && i > mapsSeen - 1 - MAPS_KEPT; i--) {
            BinlogEvent map = maps[i % MAPS_KEPT];
            if (map != null && LittleEndian.uint48(map.bytes(), BinlogEvent.HEADER_LENGTH) == tableId) {
                TableMapEvent parsed = TableMapEvent.parse(map);
                return " of table " + parsed.database() + "." + parsed.table();
            }
        }
        return "";
    }
}
