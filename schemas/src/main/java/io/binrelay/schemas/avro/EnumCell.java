package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ENUM: the member's number from 1 in one or two bytes; 0 is the value of an invalid member (trap 23). */
final class EnumCell implements CellCodec {
    private final int length;
    /** By number: the union of the label, encoded; the last for numbers without a member. */
    private final byte[][] labels;

    /**
     * @param length 1 or 2
     * @param labels null where not known
     */
    EnumCell(int length, @Nullable List<String> labels) {
        if (length != 1 && length != 2) {
            throw new IllegalArgumentException("an enum of " + length + " bytes");
        }
        this.length = length;
        int known = labels == null ? 0 : labels.size();
        this.labels = new byte[known + 2][];
        byte[] none = {0};
        this.labels[0] = none;
        this.labels[known + 1] = none;
        for (int i = 0; i < known; i++) {
            this.labels[i + 1] = encoded(labels == null ? "" : labels.get(i));
        }
    }

    private static byte[] encoded(String label) {
        GrowingBytes out = new GrowingBytes(16);
        AvroOutput.writeBranch(out, 1);
        AvroOutput.writeBytes(out, label.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int index = length == 1 ? source[offset] & 0xff : LittleEndian.uint16(source, offset);
        AvroOutput.writeBranch(out, Branch.ENUM_VALUE);
        AvroOutput.writeLong(out, index);
        out.put(labels[Math.min(index, labels.length - 1)]);
        return offset + length;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        if (branch != Branch.ENUM_VALUE) {
            throw Branch.unexpected(branch, "enum");
        }
        out.putLittleEndian(in.readInt(), length);
        if (in.readPresent()) {
            in.skipBytes();
        }
    }
}
