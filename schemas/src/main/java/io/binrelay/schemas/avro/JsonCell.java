package io.binrelay.schemas.avro;

/**
 * MySQL's JSON: the binary document, and its text for readers. MariaDB's JSON is LONGTEXT and no matter of this class.
 */
final class JsonCell implements CellCodec {
    private final int lengthBytes;
    private final JsonDocumentText text = new JsonDocumentText();

    JsonCell(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int length = StringCell.readLength(source, offset, lengthBytes);
        int start = offset + lengthBytes;
        AvroOutput.writeBranch(out, Branch.JSON);
        int textStart = out.size;
        out.put(0);
        text.append(source, start, length, out);
        AvroOutput.finishBytes(out, textStart);
        AvroOutput.writeBytes(out, source, start, length);
        return start + length;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        if (branch != Branch.JSON) {
            throw Branch.unexpected(branch, "json");
        }
        in.skipBytes();
        int length = in.readLength();
        out.putLittleEndian(length, lengthBytes);
        out.put(in.array, in.position, length);
        in.position += length;
    }
}
