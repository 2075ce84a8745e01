package io.binrelay.schemas.avro;

/** BIT(n): the bits as an unsigned number, big end first, in as many bytes as they need. */
final class BitCell implements CellCodec {
    private final int length;

    /** @param bits 1 to 64 */
    BitCell(int bits) {
        length = (bits + 7) / 8;
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | (source[offset + i] & 0xff);
        }
        IntegerCell.writeValue(out, value, true);
        return offset + length;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        out.putBigEndian(IntegerCell.readValue(branch, in, "bit"), length);
    }
}
