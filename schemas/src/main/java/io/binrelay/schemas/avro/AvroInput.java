package io.binrelay.schemas.avro;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding from an array. Values of bytes and string are given as places in the array, so that
 * nothing is copied. Not thread-safe; a position outside the array ends in an {@link IndexOutOfBoundsException}.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro specification, Binary
 *     Encoding</a>
 */
final class AvroInput {
    byte[] array;
    int position;

    AvroInput(byte[] array, int position) {
        this.array = array;
        this.position = position;
    }

    void reset(byte[] newArray, int newPosition) {
        array = newArray;
        position = newPosition;
    }

    long readLong() {
        int current = array[position++];
        if (current >= 0) {
            return (current >>> 1) ^ -(long) (current & 1);
        }
        long value = current & 0x7f;
        for (int shift = 7; shift < 64; shift += 7) {
            current = array[position++];
            value |= (current & 0x7fL) << shift;
            if (current >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("the number before byte " + position + " is longer than 64 bits");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw new IllegalArgumentException("the number " + value + " before byte " + position + " is no int");
        }
        return (int) value;
    }

    /** The index of a union's branch. */
    int readBranch() {
        return readInt();
    }

    /** Whether a union of null and one other branch holds the other one. */
    boolean readPresent() {
        int branch = readBranch();
        if (branch != 0 && branch != 1) {
            throw new IllegalArgumentException("branch " + branch + " of a union of two, before byte " + position);
        }
        return branch == 1;
    }

    boolean readBoolean() {
        return array[position++] != 0;
    }

    /** The length of a string or bytes value; its bytes begin at {@link #position}. */
    int readLength() {
        int length = readInt();
        if (length < 0 || length > array.length - position) {
            throw new IllegalArgumentException(
                    "a value of " + length + " bytes at byte " + position + " of " + array.length + " bytes");
        }
        return length;
    }

    byte[] readBytes() {
        int length = readLength();
        position += length;
        return Arrays.copyOfRange(array, position - length, position);
    }

    String readString() {
        int length = readLength();
        position += length;
        return new String(array, position - length, length, StandardCharsets.UTF_8);
    }

    void skipBytes() {
        int length = readLength();
        position += length;
    }

    /**
     * The number of elements of an array's next block, 0 at its end. A negative count is followed by the block's size
     * in bytes, which is passed over.
     */
    long readBlock() {
        long count = readLong();
        if (count < 0) {
            readLong();
            return -count;
        }
        return count;
    }
}
