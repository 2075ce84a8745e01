package io.binrelay.capture.source;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Knows where in the source's binary log every event of a dump ends, and checks that none is missing.
 *
 * <p>The position is counted: an artificial ROTATE event tells file and start, each event that is in the file adds its
 * length there, checksum included. Event headers hold the end position too, but only its lower 32 bits, and MariaDB
 * from 11.4 on writes 0 for most events inside a transaction; where they hold one, it must agree, else the stream ends.
 *
 * <p>Not in the file, so without length: events with the artificial flag (LOG_EVENT_ARTIFICIAL_F, 0x20), heartbeats,
 * and the format description that a dump from the middle of a file begins with (header position 0; source: MySQL
 * {@code sql/rpl_binlog_sender.cc}, MariaDB {@code sql/sql_repl.cc}, {@code send_format_descriptor_event}).
 *
 * <p>For one thread.
 */
final class PositionTracker {
    private static final int ARTIFICIAL = 0x20;
    private static final long LOW_32_BITS = 0xffff_ffffL;

    private final boolean gapsAllowed;
    private @Nullable String file;
    private long offset;

    /**
     * @param gapsAllowed whether the source may leave out whole transactions, as it does with those of the GTID set
     *     that a dump starts after
     */
    PositionTracker(boolean gapsAllowed) {
        this.gapsAllowed = gapsAllowed;
    }

    /**
     * Gives the next event of the stream its place.
     *
     * @param bytes header and body without checksum
     * @param lengthInFile the event's length with checksum
     * @throws SourceException when the event cannot be what follows the one before
     */
    BinlogEvent place(byte[] bytes, int lengthInFile) {
        int type = bytes[4] & 0xff;
        boolean artificial = (LittleEndian.uint16(bytes, 17) & ARTIFICIAL) != 0;
        if (type == EventType.ROTATE && artificial) {
            offset = LittleEndian.int64(bytes, BinlogEvent.HEADER_LENGTH);
            int nameStart = BinlogEvent.HEADER_LENGTH + Long.BYTES;
            file = new String(bytes, nameStart, bytes.length - nameStart, StandardCharsets.UTF_8);
            return new BinlogEvent(file, offset, bytes);
        }
        if (file == null) {
            throw new SourceException(
                    "the source's dump begins with an event of type " + type + " instead of naming its file",
                    0,
                    false,
                    null);
        }
        long inHeader = LittleEndian.uint32(bytes, 13);
        if (!artificial && isInFile(type, inHeader)) {
            offset = endOf(file, type, inHeader, lengthInFile);
        }
        if (gapsAllowed && type == EventType.HEARTBEAT && inHeader != 0 && names(bytes, file)) {
            // Tells up to where the source has left out transactions; otherwise it is where we are.
            offset += (inHeader - offset) & LOW_32_BITS;
        }
        return new BinlogEvent(file, offset, bytes);
    }

    /** Where the next event begins: {@code FILE:POS}. */
    String where() {
        return file == null ? "the beginning of the dump" : file + ":" + offset;
    }

    /** Whether a heartbeat's body, a file name, is this one. */
    private static boolean names(byte[] heartbeat, String file) {
        return file.equals(new String(
                heartbeat,
                BinlogEvent.HEADER_LENGTH,
                heartbeat.length - BinlogEvent.HEADER_LENGTH,
                StandardCharsets.UTF_8));
    }

    private static boolean isInFile(int type, long inHeader) {
        return switch (type) {
            case EventType.HEARTBEAT, EventType.HEARTBEAT_V2 -> false;
            case EventType.FORMAT_DESCRIPTION, EventType.MARIADB_START_ENCRYPTION -> inHeader != 0;
            default -> true;
        };
    }

    private long endOf(String currentFile, int type, long inHeader, int lengthInFile) {
        long end = offset + lengthInFile;
        if (inHeader == 0 || inHeader == (end & LOW_32_BITS)) {
            return end;
        }
        if (gapsAllowed && mayFollowGap(type)) {
            return end + ((inHeader - end) & LOW_32_BITS);
        }
        throw new SourceException(
                "the event of type " + type + " at " + currentFile + ":" + offset + " ends at " + end
                        + " by its length, but at " + inHeader
                        + " (modulo 2^32) by its header: events are missing before it or it is damaged."
                        + " Check the file on the source with mysqlbinlog --verify-binlog-checksum",
                0,
                false,
                null);
    }

    /**
     * The events a source can send next after transactions that it left out: those that are not inside a transaction.
     */
    private static boolean mayFollowGap(int type) {
        return switch (type) {
            case EventType.GTID,
                    EventType.ANONYMOUS_GTID,
                    EventType.GTID_TAGGED,
                    EventType.MARIADB_GTID,
                    EventType.PREVIOUS_GTIDS,
                    EventType.MARIADB_GTID_LIST,
                    EventType.MARIADB_BINLOG_CHECKPOINT,
                    EventType.ROTATE,
                    EventType.STOP -> true;
            default -> false;
        };
    }
}
