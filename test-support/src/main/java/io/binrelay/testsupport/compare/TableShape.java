package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a table's rows are read.
 *
 * @param name of the table
 * @param columns in their order
 * @param primaryKey names of the primary key's columns; empty without one
 * @param systemVersioned MariaDB: history rows are to be read too
 */
record TableShape(ObjectName name, List<Column> columns, List<String> primaryKey, boolean systemVersioned) {
    TableShape {
        requireNonNull(name, "name is null");
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /**
     * SQL for the SHA-256 in hexadecimal digits of one row (MySQL 9.6 has no MD5 any more). Unambiguous: strings carry
     * their lengths, so ('ab','c') and ('a','bc') differ, which CHECKSUM TABLE does not see; NULL differs from every
     * value.
     */
    String rowDigest() {
        return columns.stream()
                .map(ColumnExpression::digestPart)
                .collect(Collectors.joining(", ", "SHA2(CONCAT_WS(',', ", "), 256)"));
    }

    /** The FROM clause; the table has the alias {@code t}. */
    String from() {
        return " FROM " + name.quoted() + (systemVersioned ? " FOR SYSTEM_TIME ALL" : "") + " t";
    }
}
