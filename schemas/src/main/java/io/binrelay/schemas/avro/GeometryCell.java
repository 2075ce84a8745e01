package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;

/** GEOMETRY: 4 bytes spatial reference id, little end first, then WKB as the server stores it (trap 25). */
final class GeometryCell implements CellCodec {
    private static final int SRID_LENGTH = 4;

    private final int lengthBytes;

    GeometryCell(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int length = StringCell.readLength(source, offset, lengthBytes);
        int start = offset + lengthBytes;
        if (length < SRID_LENGTH) {
            AvroOutput.writeBranch(out, Branch.BYTES);
            AvroOutput.writeBytes(out, source, start, length);
        } else {
            AvroOutput.writeBranch(out, Branch.GEOMETRY);
            AvroOutput.writeLong(out, LittleEndian.uint32(source, start));
            AvroOutput.writeBytes(out, source, start + SRID_LENGTH, length - SRID_LENGTH);
        }
        return start + length;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        boolean whole = branch == Branch.BYTES;
        if (!whole && branch != Branch.GEOMETRY) {
            throw Branch.unexpected(branch, "geometry");
        }
        long srid = whole ? 0 : in.readLong();
        int length = in.readLength();
        out.putLittleEndian(whole ? length : length + SRID_LENGTH, lengthBytes);
        if (!whole) {
            out.putInt32(srid);
        }
        out.put(in.array, in.position, length);
        in.position += length;
    }
}
