package io.binrelay.capture.source;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import io.binrelay.schemas.binlog.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Events as a source sends them, and the packets they travel in. */
final class HandMadeEvents {
    static final int ARTIFICIAL = 0x20;
    static final int LARGEST_CHUNK = 0xff_ffff;

    private HandMadeEvents() {}

    /** An event in normal form. */
    static byte[] event(int type, long endPosition, int flags, byte[] body) {
        ByteBuffer bytes =
                ByteBuffer.allocate(BinlogEvent.HEADER_LENGTH + body.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((flags & ARTIFICIAL) != 0 ? 0 : 1_700_000_000)
                .put((byte) type)
                .putInt(801)
                .putInt(bytes.capacity())
                .putInt((int) endPosition)
                .putShort((short) flags)
                .put(body);
        return bytes.array();
    }

    /** What a dump begins with: the name of the file and where in it the dump begins. */
    static byte[] artificialRotate(String file, long position) {
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(8 + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(position)
                .put(name)
                .array();
        return event(EventType.ROTATE, 0, ARTIFICIAL, body);
    }

    /** A format description that names the checksum algorithm (0 none, 1 CRC32); its body is otherwise shortened. */
    static byte[] formatDescription(long endPosition, int algorithm) {
        byte[] body = new byte[76];
        body[0] = 4;
        body[body.length - 1] = (byte) algorithm;
        return event(EventType.FORMAT_DESCRIPTION, endPosition, 0, body);
    }

    /** The event as it is in the file: larger by its checksum. */
    static byte[] withChecksum(byte[] event) {
        byte[] bytes = Arrays.copyOf(event, event.length + 4);
        LittleEndian.putInt32(bytes, 9, bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, event.length);
        LittleEndian.putInt32(bytes, event.length, crc.getValue());
        return bytes;
    }

    /** A packet, in as many chunks as it needs. */
    static byte[] packet(int status, byte[] payload) {
        byte[] content = new byte[payload.length + 1];
        content[0] = (byte) status;
        System.arraycopy(payload, 0, content, 1, payload.length);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        int start = 0;
        int length;
        do {
            length = Math.min(LARGEST_CHUNK, content.length - start);
            packet.write(length);
            packet.write(length >> 8);
            packet.write(length >> 16);
            packet.write(7);
            packet.write(content, start, length);
            start += length;
        } while (length == LARGEST_CHUNK);
        return packet.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
