package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.FilePosition;

/** Where a source is asked to begin its dump. */
public sealed interface StartPosition {
    /** At the event that begins at this position. */
    record AtFile(FilePosition position) implements StartPosition {
        public AtFile {
            requireNonNull(position, "position is null");
        }
    }

    /**
     * After all transactions of a GTID set: MySQL {@code uuid:1-5,uuid:1-9}, MariaDB {@code 0-1-5,1-1-9}.
     *
     * @param gtidSet in the source's own text form; empty means from the first transaction
     */
    record AfterGtids(String gtidSet) implements StartPosition {
        public AfterGtids {
            requireNonNull(gtidSet, "gtidSet is null");
        }
    }
}
