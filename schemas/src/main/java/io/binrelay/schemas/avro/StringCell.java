package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.LittleEndian;
import org.jspecify.annotations.Nullable;

/**
 * CHAR, VARCHAR, TEXT and their binary sisters: a length and that many bytes. Text becomes a string where the bytes can
 * be given back from it, everything else stays bytes. BINARY and CHAR come without their padding (trap 19), as they are
 * stored.
 */
final class StringCell implements CellCodec {
    private final int lengthBytes;
    private final @Nullable TextEncoding encoding;

    /**
     * @param lengthBytes how long the length is, 1 to 4
     * @param encoding null for binary columns
     */
    StringCell(int lengthBytes, @Nullable TextEncoding encoding) {
        if (lengthBytes < 1 || lengthBytes > 4) {
            throw new IllegalArgumentException("a length of " + lengthBytes + " bytes");
        }
        this.lengthBytes = lengthBytes;
        this.encoding = encoding;
    }

    /** The length of a value, read from {@code count} bytes, little end first; it must be inside the event. */
    static int readLength(byte[] source, int offset, int count) {
        long length = switch (count) {
            case 1 -> source[offset] & 0xff;
            case 2 -> LittleEndian.uint16(source, offset);
            case 3 -> LittleEndian.uint24(source, offset);
            default -> LittleEndian.uint32(source, offset);
        };
        if (length > source.length - offset - count) {
            throw new IndexOutOfBoundsException("a value of " + length + " bytes reaches behind the event's end");
        }
        return (int) length;
    }

    @Override
    public int encode(byte[] source, int offset, GrowingBytes out) {
        int length = readLength(source, offset, lengthBytes);
        int start = offset + lengthBytes;
        if (encoding != null) {
            int before = out.size;
            AvroOutput.writeBranch(out, Branch.STRING);
            if (encoding.encode(source, start, length, out)) {
                return start + length;
            }
            out.size = before;
        }
        AvroOutput.writeBranch(out, Branch.BYTES);
        AvroOutput.writeBytes(out, source, start, length);
        return start + length;
    }

    @Override
    public void decode(int branch, AvroInput in, GrowingBytes out) {
        int length = in.readLength();
        if (branch == Branch.BYTES) {
            out.putLittleEndian(length, lengthBytes);
            out.put(in.array, in.position, length);
        } else if (branch == Branch.STRING && encoding != null) {
            decodeText(encoding, in, length, out);
        } else {
            throw Branch.unexpected(branch, "string");
        }
        in.position += length;
    }

    private void decodeText(TextEncoding present, AvroInput in, int length, GrowingBytes out) {
        int before = out.size;
        out.putLittleEndian(length, lengthBytes);
        present.decode(in.array, in.position, length, out);
        int after = out.size;
        int stored = after - before - lengthBytes;
        if (stored != length) {
            out.size = before;
            out.putLittleEndian(stored, lengthBytes);
            out.size = after;
        }
    }
}
