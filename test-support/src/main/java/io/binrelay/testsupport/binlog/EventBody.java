package io.binrelay.testsupport.binlog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the body of an event, little end first. For one thread. */
final class EventBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    EventBody integer(long value, int length) {
        for (int i = 0; i < length; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    EventBody text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Text, padded with NUL. */
    EventBody text(String text, int length) {
        byte[] padded = new byte[length];
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, padded, 0, encoded.length);
        return bytes(padded);
    }

    EventBody bytes(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
