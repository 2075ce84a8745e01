package io.binrelay.schemas.avro;

/**
 * Character sets that agree with ASCII below 0x80 and have no exact, lasting mapping to Unicode here: text of ASCII
 * only is text, anything else stays bytes.
 */
final class AsciiEncoding implements TextEncoding {
    @Override
    public boolean encode(byte[] source, int offset, int length, GrowingBytes out) {
        int end = offset + length;
        if (Utf8Encoding.skipAscii(source, offset, end) != end) {
            return false;
        }
        AvroOutput.writeBytes(out, source, offset, length);
        return true;
    }

    @Override
    public void decode(byte[] utf8, int offset, int length, GrowingBytes out) {
        out.put(utf8, offset, length);
    }
}
