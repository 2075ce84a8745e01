package io.binrelay.schemas.relay;

import static java.util.Objects.requireNonNull;

/** One event inside a relay record. Arrays are not copied: nobody may change them. */
public sealed interface RelayEvent {
    /**
     * A TABLE_MAP event: the rows events behind it, up to the end of the statement, may refer to its table id.
     *
     * @param bytes the event in normal form
     */
    record TableMap(Table table, byte[] bytes) implements RelayEvent {
        public TableMap {
            requireNonNull(table, "table is null");
            requireNonNull(bytes, "bytes is null");
        }
    }

    /**
     * A rows event. Its TABLE_MAP may stand in an earlier fragment of the transaction; {@link #tableMap} is that event
     * again, for a statement that has to be cut.
     *
     * @param bytes the event in normal form, the same bytes as in the source's binary log
     * @param tableMap the TABLE_MAP event in force, in normal form, with the same table id
     */
    record Rows(Table table, byte[] bytes, byte[] tableMap) implements RelayEvent {
        public Rows {
            requireNonNull(table, "table is null");
            requireNonNull(bytes, "bytes is null");
            requireNonNull(tableMap, "tableMap is null");
        }
    }

    /**
     * The text of the statement whose rows follow (ROWS_QUERY, MariaDB's ANNOTATE_ROWS). For people; never executed.
     *
     * @param bytes the event in normal form
     */
    record Annotation(byte[] bytes) implements RelayEvent {
        public Annotation {
            requireNonNull(bytes, "bytes is null");
        }
    }

    /**
     * A part of the file that a LOAD DATA statement behind it reads.
     *
     * @param fileId which file, within the transaction
     * @param first whether the file begins with it
     */
    record FileBlock(long fileId, boolean first, byte[] data) implements RelayEvent {
        public FileBlock {
            requireNonNull(data, "data is null");
        }
    }

    /** A statement to execute as text: DDL, account statements, savepoints, changes of rows in statement format. */
    record Execute(Statement statement) implements RelayEvent {
        public Execute {
            requireNonNull(statement, "statement is null");
        }
    }
}
