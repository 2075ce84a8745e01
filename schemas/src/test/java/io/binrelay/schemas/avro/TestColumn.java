package io.binrelay.schemas.avro;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a made-up table.
 *
 * @param type the code in the TABLE_MAP event
 * @param metadata the bytes in the TABLE_MAP event's metadata block
 * @param charset for labels; null if the type has none
 * @param unsigned for labels
 * @param cells makes a cell
 */
record TestColumn(
        int type, byte[] metadata, @Nullable String charset, boolean unsigned, Function<SplittableRandom, Cell> cells) {
    /**
     * @param bytes as in a rows event
     * @param value the branch and value that readers of the record should see, as {@link CellText} writes them
     */
    record Cell(byte[] bytes, String value) {}
}
