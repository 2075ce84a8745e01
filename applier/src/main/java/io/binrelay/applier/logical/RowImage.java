package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * One image of a row inside a rows event: where the cells of its columns are. Columns the source left out
 * ({@code binlog_row_image}, trap 8) are absent, which is not the same as NULL.
 */
final class RowImage {
    private static final int ABSENT = -1;
    private static final int NULL = -2;

    private final byte[] event;
    private final int[] starts;
    private final int[] ends;

    RowImage(byte[] event, int columns) {
        this.event = requireNonNull(event, "event is null");
        this.starts = new int[columns];
        this.ends = new int[columns];
        Arrays.fill(starts, ABSENT);
    }

    void setNull(int column) {
        starts[column] = NULL;
    }

    void set(int column, int start, int end) {
        starts[column] = start;
        ends[column] = end;
    }

    boolean isPresent(int column) {
        return starts[column] != ABSENT;
    }

    boolean isNull(int column) {
        return starts[column] == NULL;
    }

    /** The event, in which {@link #start} and {@link #end} are offsets. */
    byte[] event() {
        return event;
    }

    int start(int column) {
        return starts[column];
    }

    int end(int column) {
        return ends[column];
    }
}
