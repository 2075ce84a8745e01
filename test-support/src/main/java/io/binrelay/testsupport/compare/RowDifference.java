package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

/**
 * Which rows of a table differ.
 *
 * @param missing rows of the reference that the other server lacks; a duplicate that is there less often counts
 * @param extra rows that only the other server has
 * @param example the first difference, rendered
 */
record RowDifference(long missing, long extra, String example) {
    RowDifference {
        requireNonNull(example, "example is null");
    }

    String summary(String reference, long expectedRows, long actualRows) {
        return missing + " rows of " + reference + " are missing or different, " + extra + " are extra or different ("
                + expectedRows + " rows on " + reference + ", " + actualRows + " here)";
    }
}
