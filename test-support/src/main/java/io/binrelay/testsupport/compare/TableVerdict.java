package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The verdict on one table.
 *
 * @param table schema and name
 * @param rows by server; a server that has no such table is missing
 * @param digests by server, hexadecimal: over every byte of every row
 * @param identical whether definition and rows are the same on all servers
 */
public record TableVerdict(ObjectName table, Map<String, Long> rows, Map<String, String> digests, boolean identical) {
    public TableVerdict {
        requireNonNull(table, "table is null");
        rows = Map.copyOf(rows);
        digests = Map.copyOf(digests);
    }
}
