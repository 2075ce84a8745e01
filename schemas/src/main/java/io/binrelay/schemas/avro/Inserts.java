package io.binrelay.schemas.avro;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that belong between those of a buffer and are not copied into it, since they are many: each knows in front of
 * which byte of the buffer it stands. Not thread-safe.
 */
final class Inserts {
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private long bytes;

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** How many bytes they are together. */
    long bytes() {
        return bytes;
    }

    /** Adds bytes that stand behind all that the buffer holds now. */
    void add(GrowingBytes buffer, byte[] array, int offset, int length) {
        pieces.add(ByteBuffer.wrap(array, offset, length));
        positions.add(buffer.size);
        bytes += length;
    }

    /** Appends what buffer and inserts are together to a list of pieces; the buffer's bytes are copied. */
    void weave(GrowingBytes buffer, List<ByteBuffer> to) {
        byte[] between = buffer.toByteArray();
        int done = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int position = positions.get(i);
            to.add(ByteBuffer.wrap(between, done, position - done));
            to.add(pieces.get(i));
            done = position;
        }
        to.add(ByteBuffer.wrap(between, done, between.length - done));
    }

    void clear() {
        pieces.clear();
        positions.clear();
        bytes = 0;
    }
}
