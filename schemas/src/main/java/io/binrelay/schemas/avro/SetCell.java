package io.binrelay.schemas.avro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SET: one bit per member, little end first, in 1 to 8 bytes. */
final class SetCell implements CellCodec {
    private final int length;
    private final byte @Nullable [][] labels;

    /**
     * @param length 1 to 8
     * @param labels null where not known
     */
    SetCell(int length, @Nullable List<String> labels) {
        if (length < 1 || length > 8) {
            throw new IllegalArgumentException("a set of " + length + " bytes");
        }
        this.length = length;
        this.labels = labels == null
                ? null
                : labels.stream()
                        .map(label -> label.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        long bits = 0;
        for (int i = length - 1; i >= 0; i--) {
            bits = bits << 8 | (source[offset + i] & 0xff);
        }
        AvroOutput.writeBranch(out, Branch.SET_VALUE);
        AvroOutput.writeLong(out, bits);
        if (labels == null || !known(bits, labels.length)) {
            AvroOutput.writeBranch(out, 0);
        } else {
            AvroOutput.writeBranch(out, 1);
            writeLabels(out, bits, labels);
        }
        return offset + length;
    }

    private static boolean known(long bits, int members) {
        return members >= 64 || bits >>> members == 0;
    }

    private static void writeLabels(GrowingBytes out, long bits, byte[][] labels) {
        int start = out.size;
        out.put(0);
        long rest = bits;
        while (rest != 0) {
            int member = Long.numberOfTrailingZeros(rest);
            out.put(labels[member]);
            rest &= rest - 1;
            if (rest != 0) {
                out.put(',');
            }
        }
        AvroOutput.finishBytes(out, start);
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        if (branch != Branch.SET_VALUE) {
            throw Branch.unexpected(branch, "set");
        }
        out.putLittleEndian(in.readLong(), length);
        if (in.readPresent()) {
            in.skipBytes();
        }
    }
}
