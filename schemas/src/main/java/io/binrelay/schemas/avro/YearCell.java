package io.binrelay.schemas.avro;

/** YEAR: one byte, years since 1900; 0 is the year 0000. */
final class YearCell implements CellCodec {
    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int year = source[offset] & 0xff;
        IntegerCell.writeValue(out, year == 0 ? 0 : year + 1900, false);
        return offset + 1;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        long year = IntegerCell.readValue(branch, in, "year");
        out.put(year == 0 ? 0 : (int) (year - 1900));
    }
}
