package io.binrelay.schemas.avro;

/**
 * A character set's bytes to UTF-8 and back, as far as that is exact. Implementations are stateless or hold only
 * scratch space; not thread-safe.
 */
interface TextEncoding {
    /**
     * Appends the text as an Avro string (length and UTF-8), or nothing.
     *
     * @return false when the bytes are no text of this character set, or could not be given back from UTF-8
     */
    boolean encode(byte[] source, int offset, int length, GrowingBytes out);

    /**
     * Appends the bytes of a text that {@link #encode} accepted.
     *
     * @param utf8 holds the text's UTF-8 from {@code offset}, {@code length} bytes
     */
    void decode(byte[] utf8, int offset, int length, GrowingBytes out);
}
