package io.binrelay.schemas.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A byte array that grows at its end: the buffer every record and event is built in. Its array is open to this package
 * so that cells are written in place. Not thread-safe.
 */
final class GrowingBytes {
    private static final int LARGE = 4 << 20;

    private static final VarHandle SHORT_LE =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The array; replaced when it grows, so it must be read again after every call that may grow it. */
    byte[] array;

    /** How many bytes of the array are in use. */
    int size;

    GrowingBytes(int capacity) {
        array = new byte[capacity];
    }

    /**
     * Makes room for {@code more} bytes behind {@link #size}.
     *
     * @throws IllegalStateException when that is more than an array can hold
     */
    void ensure(int more) {
        if (more > array.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("a record of " + needed + " bytes is more than an array can hold");
        }
        // Twice a large array would be much more than most need, and three times its size while it is copied.
        long roomy = needed < LARGE ? Math.max(needed, 2L * array.length) : needed + needed / 8;
        array = Arrays.copyOf(array, (int) Math.min(roomy, Integer.MAX_VALUE - 8));
    }

    /** Empties the buffer; an array above {@code keep} bytes is let go. */
    void clear(int keep) {
        size = 0;
        if (array.length > keep) {
            array = new byte[keep];
        }
    }

    void put(int value) {
        ensure(1);
        array[size++] = (byte) value;
    }

    void put(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, array, size, length);
        size += length;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void putInt16(int value) {
        ensure(2);
        SHORT_LE.set(array, size, (short) value);
        size += 2;
    }

    void putInt24(int value) {
        ensure(3);
        SHORT_LE.set(array, size, (short) value);
        array[size + 2] = (byte) (value >>> 16);
        size += 3;
    }

    void putInt32(long value) {
        ensure(4);
        INT_LE.set(array, size, (int) value);
        size += 4;
    }

    void putInt48(long value) {
        putInt32(value);
        putInt16((int) (value >>> 32));
    }

    void putInt64(long value) {
        ensure(8);
        LONG_LE.set(array, size, value);
        size += 8;
    }

    /** The low {@code length} bytes of {@code value}, little end first. */
    void putLittleEndian(long value, int length) {
        ensure(length);
        for (int i = 0; i < length; i++) {
            array[size + i] = (byte) (value >>> (8 * i));
        }
        size += length;
    }

    /** The low {@code length} bytes of {@code value}, big end first. */
    void putBigEndian(long value, int length) {
        ensure(length);
        for (int i = length - 1; i >= 0; i--) {
            array[size++] = (byte) (value >>> (8 * i));
        }
    }

    /** A copy of the bytes in use. */
    byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }
}
