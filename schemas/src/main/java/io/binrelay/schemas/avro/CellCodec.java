package io.binrelay.schemas.avro;

/**
 * Turns the cells of one column from the binary log's form into Avro's and back. Stateless as far as callers can tell,
 * but not thread-safe.
 *
 * <p>Implementations read without checking: the event ends where its array ends, so a cell that claims more than there
 * is ends in an {@link IndexOutOfBoundsException}, upon which the event is kept whole instead (see RowsTranscoder). Nor
 * need they recognise values that they would give back differently: the identity check does.
 */
interface CellCodec {
    /**
     * Writes the cell as a value of the Cell record: the union's branch and the value.
     *
     * @param source the binary log event
     * @param offset where the cell begins
     * @return the offset behind the cell
     */
    int encode(byte[] source, int offset, GrowingBytes out);

    /**
     * Writes the cell as it stands in the binary log event.
     *
     * @param branch the branch the cell's union holds, never null's; {@code in} stands behind it
     */
    void decode(int branch, AvroInput in, GrowingBytes out);
}
