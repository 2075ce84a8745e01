package io.binrelay.schemas.avro;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** The text of MySQL's binary JSON documents. */
public final class MysqlJsonText {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private MysqlJsonText() {}

    /**
     * The text that MySQL prints of a document, in UTF-8; of no bytes, which MySQL stores for a value that never was
     * set, {@code null}.
     *
     * @param bytes holds the document as a rows event does, without its length
     * @return no bytes for a document that cannot be read
     */
    public static byte[] of(byte[] bytes, int offset, int length) {
        requireNonNull(bytes, "bytes is null");
        if (length == 0) {
            return NULL.clone();
        }
        GrowingBytes out = new GrowingBytes(64 + 2 * length);
        new JsonDocumentText().append(bytes, offset, length, out);
        return out.toByteArray();
    }
}
