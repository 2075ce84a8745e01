package io.binrelay.schemas.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * The modes of a session that change what generated columns come out as. MySQL computes stored ones of rows events anew
 * (seen with 9.7), its replication threads in the sql_mode of the transaction's BEGIN. The bits are those of MySQL
 * {@code sql/system_variables.h}.
 */
public final class RowsSqlMode {
    private static final long NO_UNSIGNED_SUBTRACTION = 1L << 6;
    private static final long PAD_CHAR_TO_FULL_LENGTH = 1L << 31;
    private static final long TIME_TRUNCATE_FRACTIONAL = 1L << 32;

    /** All of them. */
    public static final long BITS = NO_UNSIGNED_SUBTRACTION | PAD_CHAR_TO_FULL_LENGTH | TIME_TRUNCATE_FRACTIONAL;

    private RowsSqlMode() {}

    /** The names of the modes whose bits are set. */
    public static List<String> names(long bits) {
        List<String> names = new ArrayList<>();
        if ((bits & NO_UNSIGNED_SUBTRACTION) != 0) {
            names.add("NO_UNSIGNED_SUBTRACTION");
        }
        if ((bits & PAD_CHAR_TO_FULL_LENGTH) != 0) {
            names.add("PAD_CHAR_TO_FULL_LENGTH");
        }
        if ((bits & TIME_TRUNCATE_FRACTIONAL) != 0) {
            names.add("TIME_TRUNCATE_FRACTIONAL");
        }
        return names;
    }
}
