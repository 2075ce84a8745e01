package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What one server's table holds, in numbers.
 *
 * @param shape its columns
 * @param rows how many
 * @param digest sum over all rows of 64 bits of the row's SHA-256; independent of the order, duplicates count
 * @param checksum of CHECKSUM TABLE EXTENDED; empty when the server gives none
 */
record TableContent(TableShape shape, long rows, String digest, OptionalLong checksum) {
    TableContent {
        requireNonNull(shape, "shape is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(checksum, "checksum is null");
    }
}
