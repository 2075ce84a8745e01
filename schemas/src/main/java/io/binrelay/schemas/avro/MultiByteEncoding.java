package io.binrelay.schemas.avro;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Any other character set, through Java's own coder, accepting only what survives the way there and back. */
final class MultiByteEncoding implements TextEncoding {
    private final Charset charset;
    private final boolean ascii;

    /** @param ascii whether text of ASCII bytes only is the same text in ASCII */
    MultiByteEncoding(Charset charset, boolean ascii) {
        this.charset = charset;
        this.ascii = ascii;
    }

    @Override
    public boolean encode(byte[] source, int offset, int length, GrowingBytes out) {
        int end = offset + length;
        if (ascii && Utf8Encoding.skipAscii(source, offset, end) == end) {
            AvroOutput.writeBytes(out, source, offset, length);
            return true;
        }
        try {
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(source, offset, length))
                    .toString();
            byte[] again = text.getBytes(charset);
            if (!Arrays.equals(again, 0, again.length, source, offset, end)) {
                return false;
            }
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            AvroOutput.writeBytes(out, utf8.array(), utf8.arrayOffset(), utf8.remaining());
            return true;
        } catch (CharacterCodingException e) {
            return false; // no text of this character set: the caller keeps the bytes
        }
    }

    @Override
    public void decode(byte[] utf8, int offset, int length, GrowingBytes out) {
        int end = offset + length;
        if (ascii && Utf8Encoding.skipAscii(utf8, offset, end) == end) {
            out.put(utf8, offset, length);
            return;
        }
        out.put(new String(utf8, offset, length, StandardCharsets.UTF_8).getBytes(charset));
    }
}
