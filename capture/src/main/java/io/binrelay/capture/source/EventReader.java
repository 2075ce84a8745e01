package io.binrelay.capture.source;

import static io.binrelay.schemas.binlog.BinlogEvent.HEADER_LENGTH;
import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import io.binrelay.schemas.binlog.TableMapEvent;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * Reads the events of a dump into normal form: verifies the checksum, leaves it out, makes the size in the header match
 * and notes the position. Looks into no body but that of FORMAT_DESCRIPTION, which tells whether the events after it
 * have a checksum.
 *
 * <p>A checksum is a CRC-32 of header and body at the event's end. FORMAT_DESCRIPTION always has the room, behind one
 * byte that names the algorithm (0 none, 1 CRC32), and is itself only valid where the algorithm is not "none". Source:
 * MySQL {@code libbinlogevents/include/binlog_event.h}, {@code enum_binlog_checksum_alg}.
 *
 * <p>For one thread.
 */
final class EventReader {
    private static final int CHECKSUM_LENGTH = 4;
    private static final int ALGORITHM_NONE = 0;
    private static final int ALGORITHM_CRC32 = 1;

    private final PositionTracker positions;
    private final LargeEvents large;
    private final byte[] header = new byte[HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH];
    private final byte[] checksum = new byte[CHECKSUM_LENGTH];
    private final CRC32 crc = new CRC32();
    private boolean checksummed;

    /**
     * @param large asked before a large event is read
     * @param checksummed whether the events before the first FORMAT_DESCRIPTION have a checksum
     */
    EventReader(PositionTracker positions, LargeEvents large, boolean checksummed) {
        this.positions = requireNonNull(positions, "positions is null");
        this.large = requireNonNull(large, "large is null");
        this.checksummed = checksummed;
    }

    /**
     * The event that is the packet's payload.
     *
     * @throws SourceException when the event is damaged, out of order or too large for the heap
     */
    BinlogEvent read(PacketReader packet) throws IOException {
        packet.read(header, 0, HEADER_LENGTH);
        int type = header[4] & 0xff;
        boolean describesFormat = type == EventType.FORMAT_DESCRIPTION;
        int checksumLength = checksummed || describesFormat ? CHECKSUM_LENGTH : 0;
        long size = LittleEndian.uint32(header, 9);
        if (size < HEADER_LENGTH + checksumLength || size > Integer.MAX_VALUE) {
            throw damaged(type, "its header says it has " + size + " bytes");
        }

        int begun = HEADER_LENGTH;
        if (size > LargeEvents.SMALLEST) {
            packet.read(header, HEADER_LENGTH, TableMapEvent.TABLE_ID_LENGTH);
            begun += TableMapEvent.TABLE_ID_LENGTH;
            large.admit(header, size, positions.where());
        }
        byte[] bytes = allocate((int) size - checksumLength);
        System.arraycopy(header, 0, bytes, 0, begun);
        packet.read(bytes, begun, bytes.length - begun);
        packet.read(checksum, 0, checksumLength);
        packet.endPacket();

        if (describesFormat) {
            checksummed = readAlgorithm(bytes);
        }
        if (checksummed) {
            verify(bytes, type);
        }
        LittleEndian.putInt32(bytes, 9, bytes.length);
        BinlogEvent event = positions.place(bytes, (int) size);
        if (type == EventType.TABLE_MAP) {
            large.remember(event);
        }
        return event;
    }

    private byte[] allocate(int length) {
        try {
            return new byte[length];
        } catch (OutOfMemoryError e) {
            throw new SourceException(
                    "the event at " + positions.where() + " has " + length + " bytes, more than the heap has room for ("
                            + Runtime.getRuntime().maxMemory() + " bytes in all): start capture with a larger -Xmx",
                    0,
                    false,
                    e);
        }
    }

    private boolean readAlgorithm(byte[] formatDescription) {
        int algorithm = formatDescription[formatDescription.length - 1] & 0xff;
        if (algorithm != ALGORITHM_NONE && algorithm != ALGORITHM_CRC32) {
            throw damaged(
                    EventType.FORMAT_DESCRIPTION,
                    "it names the checksum algorithm " + algorithm + ", known are 0 and 1");
        }
        return algorithm == ALGORITHM_CRC32;
    }

    private void verify(byte[] bytes, int type) {
        crc.reset();
        crc.update(bytes);
        long written = LittleEndian.uint32(checksum, 0);
        if (crc.getValue() != written) {
            throw damaged(
                    type, String.format("its checksum is %08x, that of its content %08x", written, crc.getValue()));
        }
    }

    private SourceException damaged(int type, String what) {
        return new SourceException(
                "the event of type " + type + " at " + positions.where() + " is damaged: " + what
                        + ". Check the file on the source with mysqlbinlog --verify-binlog-checksum",
                0,
                false,
                null);
    }
}
