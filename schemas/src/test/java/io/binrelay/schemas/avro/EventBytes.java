package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.binlog.EventType;
import java.io.ByteArrayOutputStream;

/**
 * Packs binary log events for tests, byte by byte from the protocol's description and without any code of the product.
 */
final class EventBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    EventBytes add(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    EventBytes add(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Little end first. */
    EventBytes number(long value, int length) {
        for (int i = 0; i < length; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** Big end first. */
    EventBytes bigEndian(long value, int length) {
        for (int i = length - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    EventBytes lengthEncoded(int value) {
        return value < 0xfb ? add(value) : add(0xfc).number(value, 2);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** The bytes as the body of an event. */
    BinlogEvent event(int type) {
        return event(type, 1_700_000_000L, 17, 0x1234_5678L, 0);
    }

    BinlogEvent event(int type, long timestamp, long serverId, long endPosition, int flags) {
        byte[] body = out.toByteArray();
        byte[] event = new EventBytes()
                .number(timestamp, 4)
                .add(type)
                .number(serverId, 4)
                .number(19 + body.length, 4)
                .number(endPosition, 4)
                .number(flags, 2)
                .add(body)
                .bytes();
        return new BinlogEvent("binlog.000007", 4711, event);
    }

    /** From hexadecimal digits; white space is for the eye. */
    static byte[] hex(String digits) {
        String plain = digits.replaceAll("\\s", "");
        byte[] bytes = new byte[plain.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(plain.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    static boolean isVersion2(int type) {
        return type >= EventType.WRITE_ROWS;
    }
}
