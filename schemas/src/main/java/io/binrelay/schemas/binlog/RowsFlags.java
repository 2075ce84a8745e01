package io.binrelay.schemas.binlog;

/** The flags of rows events, two bytes behind the table id. */
public final class RowsFlags {
    private static final int OFFSET = BinlogEvent.HEADER_LENGTH + TableMapEvent.TABLE_ID_LENGTH;
    private static final int STATEMENT_END = 1;

    private RowsFlags() {}

    /** Whether a rows event ends its statement (STMT_END_F). */
    public static boolean endsStatement(byte[] event) {
        return (LittleEndian.uint16(event, OFFSET) & STATEMENT_END) != 0;
    }

    /** A copy of a rows event that ends its statement. */
    public static byte[] endingStatement(byte[] event) {
        byte[] ending = event.clone();
        ending[OFFSET] |= STATEMENT_END;
        return ending;
    }
}
