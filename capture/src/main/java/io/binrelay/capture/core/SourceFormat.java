package io.binrelay.capture.core;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.LittleEndian;
import java.time.Instant;

/**
 * A FORMAT_DESCRIPTION event and what it says about the file it begins.
 *
 * <p>Layout behind the header: binlog version (2 bytes), server version (50, padded with NUL), created (4), header
 * length (1), one post-header length per event type, checksum algorithm (1). Source: MySQL
 * {@code libbinlogevents/include/control_events.h}, MariaDB {@code sql/log_event.h}.
 */
final class SourceFormat {
    private static final int FLAGS_OFFSET = 17;
    private static final int END_POSITION_OFFSET = 13;
    private static final int VERSION_OFFSET = HEADER_LENGTH + 2;
    private static final int VERSION_LENGTH = 50;
    private static final int CREATED_OFFSET = VERSION_OFFSET + VERSION_LENGTH;
    private static final int SHORTEST = CREATED_OFFSET + 6;
    private static final int CRC32 = 1;
    private static final int CRC32_LENGTH = 4;

    private final String file;
    private final byte[] bytes;
    private final boolean serverStarted;

    private SourceFormat(String file, byte[] bytes, boolean serverStarted) {
        this.file = file;
        this.bytes = bytes;
        this.serverStarted = serverStarted;
    }

    /**
     * Takes the event out of a stream. What depends on where a dump began is cleared, so that the same file always
     * gives the same bytes: {@code created}, the flags (in use, artificial) and the end position.
     *
     * @throws IllegalArgumentException the event is too short to be one
     */
    static SourceFormat of(BinlogEvent event) {
        if (event.bytes().length < SHORTEST) {
            throw new IllegalArgumentException(
                    "a FORMAT_DESCRIPTION event of " + event.bytes().length + " bytes is too short");
        }
        byte[] bytes = event.bytes().clone();
        boolean serverStarted = LittleEndian.uint32(bytes, CREATED_OFFSET) != 0;
        LittleEndian.putInt32(bytes, CREATED_OFFSET, 0);
        LittleEndian.putInt32(bytes, END_POSITION_OFFSET, 0);
        LittleEndian.putInt16(bytes, FLAGS_OFFSET, 0);
        return new SourceFormat(event.file(), bytes, serverStarted);
    }

    /** The format description of a record of the relay log, written from such an object. */
    static SourceFormat of(String file, byte[] normalized) {
        return new SourceFormat(file, normalized, false);
    }

    /** The binary log file it was read from. */
    String file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether the source was started with this file: a transaction that the file before left open has no effect. */
    boolean serverStarted() {
        return serverStarted;
    }

    /** When the file was begun, seconds since the epoch. */
    long createdSeconds() {
        return LittleEndian.uint32(bytes, 0);
    }

    /** Bytes of checksum behind each event in the file. */
    int checksumLength() {
        return bytes[bytes.length - 1] == CRC32 ? CRC32_LENGTH : 0;
    }

    /** Whether both begin the same file of the same server, as far as they can tell. */
    boolean describesSameFileAs(SourceFormat other) {
        return createdSeconds() == other.createdSeconds()
                && LittleEndian.uint32(bytes, 5) == LittleEndian.uint32(other.bytes, 5)
                && version().equals(other.version());
    }

    /** For messages: server id, version and time of creation. */
    String describe() {
        return "server " + LittleEndian.uint32(bytes, 5) + ", version " + version() + ", file begun "
                + Instant.ofEpochSecond(createdSeconds());
    }

    private String version() {
        String padded = new String(bytes, VERSION_OFFSET, VERSION_LENGTH, ISO_8859_1);
        int end = padded.indexOf('\0');
        return end < 0 ? padded : padded.substring(0, end);
    }
}
