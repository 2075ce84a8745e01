package io.binrelay.capture.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.FormatDescription;
import io.binrelay.schemas.binlog.LittleEndian;
import java.time.Instant;

/** A FORMAT_DESCRIPTION event and what it says about the file it begins. Immutable. */
final class SourceFormat {
    private static final int END_POSITION_OFFSET = 13;
    private static final int FLAGS_OFFSET = 17;

    /** Behind the header: binlog version (2 bytes), server version (50). */
    private static final int CREATED_OFFSET = HEADER_LENGTH + 52;

    private static final int CRC32_LENGTH = 4;

    private final BinlogEvent event;
    private final FormatDescription description;
    private final boolean serverStarted;

    private SourceFormat(BinlogEvent event, boolean serverStarted) {
        this.event = event;
        this.description = FormatDescription.parse(event);
        this.serverStarted = serverStarted;
    }

    /**
     * Takes the event out of a stream. What depends on where a dump began is cleared, so that the same file always
     * gives the same bytes: {@code created}, the flags (in use, artificial) and the end position.
     *
     * @throws io.binrelay.schemas.binlog.MalformedEventException the event is damaged
     */
    static SourceFormat of(BinlogEvent event) {
        boolean serverStarted = FormatDescription.parse(event).createdSeconds() != 0;
        byte[] bytes = event.bytes().clone();
        LittleEndian.putInt32(bytes, CREATED_OFFSET, 0);
        LittleEndian.putInt32(bytes, END_POSITION_OFFSET, 0);
        LittleEndian.putInt16(bytes, FLAGS_OFFSET, 0);
        return new SourceFormat(new BinlogEvent(event.file(), event.endPosition(), bytes), serverStarted);
    }

    /** The format description in a record of the relay log, which was written from such an object. */
    static SourceFormat of(String file, byte[] cleared) {
        return new SourceFormat(new BinlogEvent(file, 0, cleared), false);
    }

    /** The binary log file it was read from. */
    String file() {
        return event.file();
    }

    /** The event with the parts cleared that depend on the dump; not to be changed. */
    byte[] bytes() {
        return event.bytes();
    }

    /** Whether the source was started with this file: a transaction that the file before left open has no effect. */
    boolean serverStarted() {
        return serverStarted;
    }

    /** Bytes of checksum behind each event in the file. */
    int checksumLength() {
        return description.checksumAlgorithm() == FormatDescription.CHECKSUM_CRC32 ? CRC32_LENGTH : 0;
    }

    /** Whether both begin the same file of the same server, as far as they can tell. */
    boolean describesSameFileAs(SourceFormat other) {
        return event.timestampSeconds() == other.event.timestampSeconds()
                && event.serverId() == other.event.serverId()
                && description.serverVersion().equals(other.description.serverVersion());
    }

    /** For messages: server id, version and time of creation. */
    String describe() {
        return "server " + event.serverId() + ", version " + description.serverVersion() + ", file begun "
                + Instant.ofEpochSecond(event.timestampSeconds());
    }
}
