package io.binrelay.testsupport.compare;

import java.util.Set;

/**
 * SQL expressions that show a column's stored value without loss. The type mapping of this comparison is decided here.
 *
 * <p>Everything is turned into bytes on the server: a driver's conversions lose (YEAR 0, TIME, zero dates), and a
 * character set conversion may lose invalid bytes.
 */
final class ColumnExpression {
    private ColumnExpression() {}

    /** Types whose text holds no comma and is not empty. */
    private static final Set<String> PLAIN = Set.of(
            "tinyint",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "decimal",
            "float",
            "double",
            "enum",
            "set",
            "bit",
            "date",
            "datetime",
            "timestamp",
            "time",
            "year");

    /**
     * What a column adds to the arguments of CONCAT_WS for the digest of a row: {@code -} for NULL, else the value,
     * with its length before it where it may hold anything. (For NULL the length is NULL, which CONCAT_WS leaves out;
     * what follows is told apart by its first character, a digit or a minus.)
     *
     * @param column of the table with the alias {@code t}
     */
    static String digestPart(Column column) {
        String value = "IFNULL(" + exact(column) + ", '-')";
        boolean plain = PLAIN.contains(column.dataType()) || isDigested(column);
        return plain ? value : "LENGTH(t." + Quoting.identifier(column.name()) + "), " + value;
    }

    private static boolean isDigested(Column column) {
        return exact(column).startsWith("CAST(SHA2(");
    }

    /**
     * The value as a binary string, different for different stored values; NULL for NULL.
     *
     * @param column of the table with the alias {@code t}
     */
    static String exact(Column column) {
        String name = "t." + Quoting.identifier(column.name());
        return switch (column.dataType()) {
            // A FLOAT is displayed with 6 digits (trap 20), DOUBLE(M,D) with D decimals. Multiplied, it is a DOUBLE
            // with all its
            // digits; added to 0e0, -0 would become 0.
            case "float", "double" -> "CAST(" + name + " * 1e0 AS BINARY)";
            // By number: index 0, an invalid value, reads like the member '' (trap 23).
            case "enum", "set", "bit" -> "CAST(" + name + " + 0 AS BINARY)";
            case "json" -> json(name);
            // Of any size, so by their digest: a function's result is limited by max_allowed_packet, an argument is
            // not.
            case "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob" ->
                "CAST(SHA2(" + name + ", 256) AS BINARY)";
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> "CAST(SHA2(" + name + ", 256) AS BINARY)";
            default -> "CAST(" + name + " AS BINARY)";
        };
    }

    /**
     * MySQL's JSON. The text hides the types inside: DECIMAL 1.5 and DOUBLE 1.5 read alike (trap 24). So: the text, the
     * size of the stored document without free space, and the type of every value in it, in document order.
     * ({@code $**.*} finds the members of all objects at any depth, {@code $**[*]} the elements of all arrays.)
     */
    private static String json(String name) {
        return "CAST(SHA2(CONCAT(" + name + ", '|', JSON_STORAGE_SIZE(" + name + ") - JSON_STORAGE_FREE(" + name
                + "), '|', "
                + "JSON_TYPE(" + name + "), '|', " + jsonTypes(name, "$**.*") + ", '|', " + jsonTypes(name, "$**[*]")
                + "), 256) AS BINARY)";
    }

    private static String jsonTypes(String name, String path) {
        return "COALESCE((SELECT GROUP_CONCAT(JSON_TYPE(x.v) ORDER BY x.i) FROM JSON_TABLE(" + name + ", '" + path
                + "' COLUMNS (i FOR ORDINALITY, v JSON PATH '$')) x), '')";
    }

    /** The value for people: text for what is text, hexadecimal digits for what is bytes; at most 200 characters. */
    static String readable(Column column) {
        String name = "t." + Quoting.identifier(column.name());
        return switch (column.dataType()) {
            case "float", "double" -> "CAST(" + name + " * 1e0 AS CHAR)";
            case "enum", "set", "bit" -> "CAST(" + name + " + 0 AS CHAR)";
            case "json" ->
                "LEFT(CONCAT(" + name + ", ' stored in ', JSON_STORAGE_SIZE(" + name + ") - JSON_STORAGE_FREE(" + name
                        + "), ' bytes, types ', JSON_TYPE(" + name + "), ' ', " + jsonTypes(name, "$**.*") + ", ' ', "
                        + jsonTypes(name, "$**[*]") + "), 200)";
            case "tinytext", "text", "mediumtext", "longtext", "varchar", "char" -> "LEFT(" + name + ", 200)";
            case "int",
                    "tinyint",
                    "smallint",
                    "mediumint",
                    "bigint",
                    "decimal",
                    "date",
                    "datetime",
                    "timestamp",
                    "time",
                    "year" -> "CAST(" + name + " AS CHAR)";
            default -> "CONCAT('0x', LEFT(HEX(" + name + "), 198))";
        };
    }
}
