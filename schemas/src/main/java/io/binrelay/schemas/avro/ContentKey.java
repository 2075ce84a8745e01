package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;
import java.util.Arrays;

/**
 * A part of an array as a map's key, by content. One instance may be moved over many arrays for looking up; what is put
 * into a map must be a {@link #copy}.
 */
final class ContentKey {
    private byte[] array = new byte[0];
    private int start;
    private int end;
    private int hash;

    ContentKey over(byte[] newArray, int newStart, int newEnd) {
        array = newArray;
        start = newStart;
        end = newEnd;
        hash = hash(newArray, newStart, newEnd);
        return this;
    }

    /** A key of its own bytes. */
    ContentKey copy() {
        byte[] bytes = bytes();
        return new ContentKey().over(bytes, 0, bytes.length);
    }

    byte[] bytes() {
        return Arrays.copyOfRange(array, start, end);
    }

    /** Eight bytes at a time: the keys are some hundred bytes long and are looked up for every transaction. */
    private static int hash(byte[] array, int start, int end) {
        long hash = (long) end - start;
        int i = start;
        while (end - i >= 8) {
            hash = (hash ^ LittleEndian.int64(array, i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
            i += 8;
        }
        while (i < end) {
            hash = (hash ^ array[i++]) * 0x9e3779b97f4a7c15L;
        }
        return (int) (hash ^ hash >>> 32);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentKey that
                && hash == that.hash
                && Arrays.equals(array, start, end, that.array, that.start, that.end);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
