package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;

/** DATE: {@code year << 9 | month << 5 | day} in 3 bytes, little end first. */
final class DateCell implements CellCodec {
    private final TemporalText text = new TemporalText();

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int value = LittleEndian.uint24(source, offset);
        int year = value >>> 9;
        int month = value >>> 5 & 15;
        int day = value & 31;
        if (CivilDate.exists(year, month, day)) {
            AvroOutput.writeBranch(out, Branch.DATE);
            AvroOutput.writeLong(out, CivilDate.toDays(year, month, day));
        } else {
            text.year = year;
            text.month = month;
            text.day = day;
            text.write(out, false, 0);
        }
        return offset + 3;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        switch (branch) {
            case Branch.DATE -> out.putInt24(CivilDate.fromDays(in.readInt()));
            case Branch.UNCOMMON_TEMPORAL -> {
                text.read(in, false);
                out.putInt24(text.year << 9 | text.month << 5 | text.day);
            }
            default -> throw Branch.unexpected(branch, "date");
        }
    }
}
