package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the replica's table, as {@code information_schema.COLUMNS} tells of it.
 *
 * @param dataType lower case, without its size: {@code varchar}
 * @param columnType with it: {@code enum('a','b')}, {@code int(10) unsigned}
 * @param charset of text, ENUM and SET; else null
 * @param length CHARACTER_MAXIMUM_LENGTH: characters of text, bytes of binary columns; 0 for others
 * @param digits behind the decimal point of a DECIMAL, or of a second
 * @param precision NUMERIC_PRECISION: of a BIT its bits; 0 for others
 * @param generated whether its value is computed, and cannot be stored (trap 11)
 * @param updatesItself whether it has ON UPDATE CURRENT_TIMESTAMP (trap 16)
 */
public record TargetColumn(
        String name,
        String dataType,
        String columnType,
        @Nullable String charset,
        long length,
        int digits,
        int precision,
        boolean generated,
        boolean updatesItself) {
    public TargetColumn {
        requireNonNull(name, "name is null");
        requireNonNull(dataType, "dataType is null");
        requireNonNull(columnType, "columnType is null");
    }

    boolean isOneOf(String... dataTypes) {
        return List.of(dataTypes).contains(dataType);
    }

    boolean isUnsigned() {
        return columnType.contains("unsigned");
    }

    /** The name for SQL. */
    String quoted() {
        return Names.quoted(name);
    }
}
