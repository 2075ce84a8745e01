package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A FORMAT_DESCRIPTION event: how the events behind it are written. Immutable: nobody may change the array.
 *
 * <p>Layout: binlog version (2 bytes), server version (50, padded with NUL), created (4), header length (1), one
 * post-header length per event type from 1 on, and, since MySQL 5.6.1 and MariaDB 5.3, checksum algorithm (1) and
 * checksum (4). The number of types follows from the event's own entry, which counts everything up to the end of the
 * entries. Source: MySQL {@code libs/mysql/binlog/event/control_events.h} (Format_description_event),
 * {@code binlog_event.cpp} (Log_event_footer::get_checksum_alg).
 *
 * @param binlogVersion 4
 * @param serverVersion e.g. {@code 8.0.15} or {@code 11.4.5-MariaDB-log}
 * @param createdSeconds when the server was started, if it was with this file, else 0
 * @param postHeaderLengths by event type minus 1
 * @param checksumAlgorithm 0 none, 1 CRC-32, 255 not said by such an old server
 */
public record FormatDescription(
        int binlogVersion, String serverVersion, long createdSeconds, byte[] postHeaderLengths, int checksumAlgorithm) {
    /** No checksum behind events. */
    public static final int CHECKSUM_NONE = 0;
    /** Four bytes of CRC-32 behind every event. */
    public static final int CHECKSUM_CRC32 = 1;
    /** The server is too old to say. */
    public static final int CHECKSUM_UNSAID = 255;

    private static final int VERSION_LENGTH = 50;
    private static final int FIXED_LENGTH = 2 + VERSION_LENGTH + 4 + 1;
    private static final int CHECKSUM_LENGTH = 4;

    public FormatDescription {
        requireNonNull(serverVersion, "serverVersion is null");
        requireNonNull(postHeaderLengths, "postHeaderLengths is null");
    }

    /**
     * Parses a FORMAT_DESCRIPTION event, whether or not it still has its checksum.
     *
     * @throws MalformedEventException when the event is too short, or its headers are not 19 bytes long
     */
    public static FormatDescription parse(BinlogEvent event) {
        EventReader reader = EventReader.body(event);
        int version = reader.uint16("binlog version");
        byte[] padded = reader.bytes(VERSION_LENGTH, "server version");
        int end = 0;
        while (end < padded.length && padded[end] != 0) {
            end++;
        }
        String server = new String(padded, 0, end, StandardCharsets.UTF_8);
        long created = reader.uint32("created");
        int headerLength = reader.uint8("header length");
        if (version != 4 || headerLength != BinlogEvent.HEADER_LENGTH) {
            throw reader.malformed(
                    "format", "binlog version " + version + " with headers of " + headerLength + " bytes");
        }
        byte[] lengths = reader.bytes(typeCount(event, reader), "post-header lengths");
        int algorithm = reader.hasRemaining() ? reader.uint8("checksum algorithm") : CHECKSUM_UNSAID;
        return new FormatDescription(version, server, created, lengths, algorithm);
    }

    private static int typeCount(BinlogEvent event, EventReader reader) {
        int own = reader.position() + EventType.FORMAT_DESCRIPTION - 1;
        if (own >= event.bytes().length) {
            throw reader.malformed("post-header lengths", "that of the event's own type is missing");
        }
        int count = (event.bytes()[own] & 0xff) - FIXED_LENGTH;
        if (count < EventType.FORMAT_DESCRIPTION) {
            throw reader.malformed("post-header lengths", "there are " + count);
        }
        return count;
    }

    /**
     * The event as a server takes it in a {@code BINLOG} statement in front of events without checksum: the algorithm
     * says none, and the room for the checksum, which a server expects here in any case, holds zeros.
     *
     * @param event the event this was parsed from
     */
    public byte[] withoutChecksum(BinlogEvent event) {
        int end = BinlogEvent.HEADER_LENGTH + FIXED_LENGTH + postHeaderLengths.length;
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(event.bytes(), end), end + 1 + CHECKSUM_LENGTH);
        LittleEndian.putInt32(bytes, 9, bytes.length);
        return bytes;
    }

    /** Whether MariaDB wrote the event. */
    public boolean isMariaDb() {
        return serverVersion.contains("MariaDB");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FormatDescription that
                && binlogVersion == that.binlogVersion
                && createdSeconds == that.createdSeconds
                && checksumAlgorithm == that.checksumAlgorithm
                && serverVersion.equals(that.serverVersion)
                && Arrays.equals(postHeaderLengths, that.postHeaderLengths);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serverVersion, createdSeconds, checksumAlgorithm);
    }
}
