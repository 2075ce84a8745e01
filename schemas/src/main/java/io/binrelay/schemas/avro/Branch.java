package io.binrelay.schemas.avro;

/** The indexes of the unions' branches in {@code relay-record.avsc}. BranchTest holds them against the schema. */
final class Branch {
    /** Cell.value. */
    static final int NULL = 0;

    static final int LONG = 1;
    static final int STRING = 2;
    static final int BYTES = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int UNSIGNED_LONG = 6;
    static final int DECIMAL = 7;
    static final int DATE = 8;
    static final int TIME = 9;
    static final int DATE_TIME = 10;
    static final int TIMESTAMP = 11;
    static final int UNCOMMON_TEMPORAL = 12;
    static final int ENUM_VALUE = 13;
    static final int SET_VALUE = 14;
    static final int JSON = 15;
    static final int GEOMETRY = 16;

    /** RelayRecord.events. */
    static final int TABLE_MAP_EVENT = 0;

    static final int ROWS_EVENT = 1;
    static final int OPAQUE_ROWS_EVENT = 2;
    static final int ANNOTATION_EVENT = 3;
    static final int STATEMENT_EVENT = 4;
    static final int FILE_BLOCK_EVENT = 5;

    private Branch() {}

    /** What a cell's codec throws when it meets a branch it never writes. */
    static IllegalArgumentException unexpected(int branch, String type) {
        return new IllegalArgumentException("a value of branch " + branch + " in a column of type " + type);
    }
}
