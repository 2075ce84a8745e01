package io.binrelay.schemas.avro;

/**
 * FLOAT and DOUBLE: the IEEE 754 bits, little end first. Avro's float and double are the same bytes, so they are copied
 * and no bit of them is lost (trap 20).
 */
final class FloatingCell implements CellCodec {
    private final int length;
    private final int branch;

    /** @param length 4 or 8 */
    FloatingCell(int length) {
        this.length = length;
        this.branch = length == 4 ? Branch.FLOAT : Branch.DOUBLE;
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        AvroOutput.writeBranch(out, branch);
        out.put(source, offset, length);
        return offset + length;
    }

    @Override
    public void decode(int found, AvroInput in, GrowingBytes out) {
        if (found != branch) {
            throw Branch.unexpected(found, "float or double");
        }
        out.put(in.array, in.position, length);
        in.position += length;
    }
}
