package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;
import java.nio.charset.StandardCharsets;

/** TINYINT to BIGINT: little-endian two's complement of 1, 2, 3, 4 or 8 bytes. */
final class IntegerCell implements CellCodec {
    private final int length;
    private final boolean unsigned;

    IntegerCell(int length, boolean unsigned) {
        this.length = length;
        this.unsigned = unsigned;
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        long value = unsigned ? readUnsigned(source, offset) : readSigned(source, offset);
        writeValue(out, value, unsigned);
        return offset + length;
    }

    /** A long, or an unsigned number beyond its range as text; for BIT columns too. */
    static void writeValue(GrowingBytes out, long value, boolean unsigned) {
        if (unsigned && value < 0) {
            AvroOutput.writeBranch(out, Branch.UNSIGNED_LONG);
            AvroOutput.writeString(out, Long.toUnsignedString(value));
            return;
        }
        AvroOutput.writeBranch(out, Branch.LONG);
        AvroOutput.writeLong(out, value);
    }

    /** What {@link #writeValue} wrote behind the branch. */
    static long readValue(int branch, AvroInput in, String type) {
        if (branch == Branch.LONG) {
            return in.readLong();
        }
        if (branch != Branch.UNSIGNED_LONG) {
            throw Branch.unexpected(branch, type);
        }
        int digits = in.readLength();
        in.position += digits;
        return Long.parseUnsignedLong(new String(in.array, in.position - digits, digits, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        long value = readValue(branch, in, "integer");
        switch (length) {
            case 1 -> out.put((int) value);
            case 2 -> out.putInt16((int) value);
            case 3 -> out.putInt24((int) value);
            case 4 -> out.putInt32(value);
            default -> out.putInt64(value);
        }
    }

    private long readSigned(byte[] source, int offset) {
        return switch (length) {
            case 1 -> source[offset];
            case 2 -> (short) LittleEndian.uint16(source, offset);
            case 3 -> LittleEndian.uint24(source, offset) << 8 >> 8;
            case 4 -> (int) LittleEndian.uint32(source, offset);
            default -> LittleEndian.int64(source, offset);
        };
    }

    private long readUnsigned(byte[] source, int offset) {
        return switch (length) {
            case 1 -> source[offset] & 0xff;
            case 2 -> LittleEndian.uint16(source, offset);
            case 3 -> LittleEndian.uint24(source, offset);
            case 4 -> LittleEndian.uint32(source, offset);
            default -> LittleEndian.int64(source, offset);
        };
    }
}
