package io.binrelay.schemas.binlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes the little-endian integers the binary log is made of. Offsets are not checked beyond the array's own
 * bounds.
 */
public final class LittleEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static int uint16(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xffff;
    }

    public static int uint24(byte[] bytes, int offset) {
        return uint16(bytes, offset) | (bytes[offset + 2] & 0xff) << 16;
    }

    public static long uint32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset) & 0xffffffffL;
    }

    public static long uint48(byte[] bytes, int offset) {
        return uint32(bytes, offset) | (long) uint16(bytes, offset + 4) << 32;
    }

    public static long int64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    public static void putInt16(byte[] bytes, int offset, int value) {
        SHORT.set(bytes, offset, (short) value);
    }

    public static void putInt24(byte[] bytes, int offset, int value) {
        putInt16(bytes, offset, value);
        bytes[offset + 2] = (byte) (value >>> 16);
    }

    public static void putInt32(byte[] bytes, int offset, long value) {
        INT.set(bytes, offset, (int) value);
    }

    public static void putInt48(byte[] bytes, int offset, long value) {
        putInt32(bytes, offset, value);
        putInt16(bytes, offset + 4, (int) (value >>> 32));
    }

    public static void putInt64(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }
}
