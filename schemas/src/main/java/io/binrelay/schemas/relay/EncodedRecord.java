package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A relay record as it goes to Kafka: Avro single-object encoding of {@code relay-record.avsc}. Mostly one array; a
 * large event in it stands where the source's event stands, so that its bytes are in memory once. Arrays are not
 * copied: nobody may change them.
 */
public final class EncodedRecord {
    private final RecordHeader header;
    private final List<ByteBuffer> pieces;
    private final int length;

    /** A record in one array. */
    public EncodedRecord(RecordHeader header, byte[] bytes) {
        this(header, List.of(ByteBuffer.wrap(requireNonNull(bytes, "bytes is null"))));
    }

    /**
     * A record in several pieces.
     *
     * @param pieces its bytes, in order; from position to limit of each
     * @throws IllegalArgumentException they are more than an array can hold, as readers need
     */
    public EncodedRecord(RecordHeader header, List<ByteBuffer> pieces) {
        this.header = requireNonNull(header, "header is null");
        this.pieces = List.copyOf(pieces);
        long sum = 0;
        for (ByteBuffer piece : this.pieces) {
            sum += piece.remaining();
        }
        if (sum > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a record of " + sum + " bytes is more than an array can hold");
        }
        this.length = (int) sum;
    }

    /** What the bytes say of the record, too. */
    public RecordHeader header() {
        return header;
    }

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** All bytes in one array: its own where it is in one, else a copy. */
    public byte[] bytes() {
        ByteBuffer first = pieces.isEmpty() ? ByteBuffer.allocate(0) : pieces.get(0);
        boolean whole = first.hasArray() && first.arrayOffset() == 0 && first.array().length == length;
        return whole && first.position() == 0 ? first.array() : copyOfRange(0, length);
    }

    /** A copy of the bytes from {@code from} to before {@code to}. */
    public byte[] copyOfRange(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException("bytes " + from + " to " + to + " of " + length);
        }
        byte[] range = new byte[to - from];
        int begin = 0;
        for (ByteBuffer piece : pieces) {
            int end = begin + piece.remaining();
            int first = Math.max(begin, from);
            int last = Math.min(end, to);
            if (first < last) {
                piece.get(piece.position() + first - begin, range, first - from, last - first);
            }
            begin = end;
        }
        return range;
    }

    @Override
    public String toString() {
        return header + ", " + length + " bytes";
    }
}
