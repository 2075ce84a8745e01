package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.LittleEndian;

/**
 * The EventHeader record: what the 19 bytes of a binary log event's header say and its place in the record does not.
 */
final class EventHeader {
    private static final int SIZE_OFFSET = 9;

    private EventHeader() {}

    /** Writes the record of a binary log event's header. */
    static void encode(byte[] event, GrowingBytes out) {
        encode(
                LittleEndian.uint32(event, 0),
                LittleEndian.uint32(event, 5),
                LittleEndian.uint32(event, 13),
                LittleEndian.uint16(event, 17),
                out);
    }

    static void encode(long timestampSeconds, long serverId, long endPosition, int flags, GrowingBytes out) {
        AvroOutput.writeLong(out, timestampSeconds);
        AvroOutput.writeLong(out, serverId);
        AvroOutput.writeLong(out, endPosition);
        AvroOutput.writeLong(out, flags);
    }

    /**
     * Appends the 19 bytes of a header, of which type and size are not known yet.
     *
     * @return where the header begins, for {@link #finish}
     */
    static int decode(AvroInput in, GrowingBytes out) {
        int start = out.size;
        out.putInt32(in.readLong());
        out.put(0);
        out.putInt32(in.readLong());
        out.putInt32(0);
        out.putInt32(in.readLong());
        out.putInt16(in.readInt());
        return start;
    }

    /** Sets type and size of the event that begins at {@code start} and ends the buffer. */
    static void finish(GrowingBytes out, int start, int type) {
        out.array[start + 4] = (byte) type;
        LittleEndian.putInt32(out.array, start + SIZE_OFFSET, out.size - start);
    }

    /** Sets type and size of the event that is all of the array. */
    static void finish(byte[] event, int type) {
        event[4] = (byte) type;
        LittleEndian.putInt32(event, SIZE_OFFSET, event.length);
    }

    /** Appends a header taken from another event's, with another type and no flags; {@link #finish} must follow. */
    static int copy(byte[] event, int offset, GrowingBytes out) {
        int start = out.size;
        out.put(event, offset, BinlogEvent.HEADER_LENGTH - 2);
        out.putInt16(0);
        return start;
    }
}
