package io.binrelay.schemas.binlog;

import static java.util.Objects.requireNonNull;

/**
 * One event of a binary log in normal form: the 19 byte header and the body as the source wrote them, without the
 * checksum, and with the header's event size made to match.
 *
 * <p>The normal form is what the relay log promises to give back to the byte: a checksum is derived data and differs
 * with a server's {@code binlog_checksum}.
 *
 * <p>Not copied in or out: callers hand over the array and must not change it afterwards.
 *
 * @param file the binary log file that holds the event, e.g. {@code binlog.000042}
 * @param endPosition the byte offset in {@code file} just after the event, its checksum included. Taken from the
 *     stream, not from the header: MariaDB 11.4 and newer write 0 there inside a transaction
 * @param bytes header and body
 */
public record BinlogEvent(String file, long endPosition, byte[] bytes) {
    /** Length of the common event header of binlog version 4. */
    public static final int HEADER_LENGTH = 19;

    public BinlogEvent {
        requireNonNull(file, "file is null");
        requireNonNull(bytes, "bytes is null");
        if (bytes.length < HEADER_LENGTH) {
            throw new IllegalArgumentException("an event of " + bytes.length + " bytes has no header");
        }
        if (LittleEndian.uint32(bytes, 9) != bytes.length) {
            throw new IllegalArgumentException("event size in the header is " + LittleEndian.uint32(bytes, 9)
                    + ", the event has " + bytes.length + " bytes");
        }
    }

    /** Seconds since the epoch at which the statement began on the source. */
    public long timestampSeconds() {
        return LittleEndian.uint32(bytes, 0);
    }

    /** One of {@link EventType}, or a code this version does not know. */
    public int type() {
        return bytes[4] & 0xff;
    }

    /** The server that first executed the change. */
    public long serverId() {
        return LittleEndian.uint32(bytes, 5);
    }

    /** The header's own idea of the end position, 32 bits; 0 on MariaDB inside a transaction. */
    public long headerEndPosition() {
        return LittleEndian.uint32(bytes, 13);
    }

    /** The LOG_EVENT_* flags, e.g. 0x8 = suppress USE, 0x80 = ignorable. */
    public int flags() {
        return LittleEndian.uint16(bytes, 17);
    }
}
