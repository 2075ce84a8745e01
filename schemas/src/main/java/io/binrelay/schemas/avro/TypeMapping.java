package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.binlog.ColumnType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one home of the decision which of the Cell record's branches a column's values take. TypeMappingTest is its
 * documentation: every type with bytes from real servers and the value they become.
 */
final class TypeMapping {
    private TypeMapping() {}

    /**
     * The codec of a column's cells; null for types this version does not know, whose rows events are kept whole.
     *
     * @throws IllegalArgumentException for metadata that no column of the type has
     */
    static @Nullable CellCodec codec(ColumnDescription column) {
        int metadata = column.metadata();
        if (metadata < 0) {
            return null;
        }
        return switch (column.type()) {
            case ColumnType.TINY -> new IntegerCell(1, column.unsigned());
            case ColumnType.SHORT -> new IntegerCell(2, column.unsigned());
            case ColumnType.INT24 -> new IntegerCell(3, column.unsigned());
            case ColumnType.LONG -> new IntegerCell(4, column.unsigned());
            case ColumnType.LONGLONG -> new IntegerCell(8, column.unsigned());
            case ColumnType.YEAR -> new YearCell();
            case ColumnType.BIT -> new BitCell(bits(metadata));
            case ColumnType.FLOAT -> new FloatingCell(4);
            case ColumnType.DOUBLE -> new FloatingCell(8);
            case ColumnType.DECIMAL -> new DecimalCell(metadata & 0xff, metadata >> 8);
            case ColumnType.DATE -> new DateCell();
            case ColumnType.TIME -> TimeCell.old();
            case ColumnType.TIME2 -> TimeCell.withFraction(metadata);
            case ColumnType.DATETIME -> DateTimeCell.old();
            case ColumnType.DATETIME2 -> DateTimeCell.withFraction(metadata);
            case ColumnType.TIMESTAMP -> TimestampCell.old();
            case ColumnType.TIMESTAMP2 -> TimestampCell.withFraction(metadata);
            case ColumnType.ENUM -> new EnumCell(metadata, column.members());
            case ColumnType.SET -> new SetCell(metadata, column.members());
            case ColumnType.VARCHAR, ColumnType.VAR_STRING, ColumnType.STRING ->
                new StringCell(metadata > 255 ? 2 : 1, TextEncodings.of(column.charset()));
            case ColumnType.TINY_BLOB, ColumnType.BLOB, ColumnType.MEDIUM_BLOB, ColumnType.LONG_BLOB ->
                new StringCell(metadata, TextEncodings.of(column.charset()));
            case ColumnType.MARIADB_VARCHAR_COMPRESSED -> new StringCell(metadata > 255 ? 2 : 1, null);
            case ColumnType.MARIADB_BLOB_COMPRESSED, ColumnType.VECTOR -> new StringCell(metadata, null);
            case ColumnType.JSON -> new JsonCell(metadata);
            case ColumnType.GEOMETRY -> new GeometryCell(metadata);
            default -> null;
        };
    }

    /** The column's type as in SQL, as far as it is known; of text columns without character set the length is not. */
    static String sqlType(ColumnDescription column) {
        int metadata = column.metadata();
        String sign = column.unsigned() ? " unsigned" : "";
        return switch (column.type()) {
            case ColumnType.TINY -> "tinyint" + sign;
            case ColumnType.SHORT -> "smallint" + sign;
            case ColumnType.INT24 -> "mediumint" + sign;
            case ColumnType.LONG -> "int" + sign;
            case ColumnType.LONGLONG -> "bigint" + sign;
            case ColumnType.YEAR -> "year";
            case ColumnType.BIT -> "bit(" + bits(metadata) + ")";
            case ColumnType.FLOAT -> "float" + sign;
            case ColumnType.DOUBLE -> "double" + sign;
            case ColumnType.DECIMAL -> "decimal(" + (metadata & 0xff) + "," + (metadata >> 8) + ")" + sign;
            case ColumnType.DATE -> "date";
            case ColumnType.TIME -> "time";
            case ColumnType.TIME2 -> "time" + inParentheses(metadata);
            case ColumnType.DATETIME -> "datetime";
            case ColumnType.DATETIME2 -> "datetime" + inParentheses(metadata);
            case ColumnType.TIMESTAMP -> "timestamp";
            case ColumnType.TIMESTAMP2 -> "timestamp" + inParentheses(metadata);
            case ColumnType.ENUM -> "enum" + members(column.members());
            case ColumnType.SET -> "set" + members(column.members());
            case ColumnType.VARCHAR, ColumnType.VAR_STRING -> text(column, metadata, "varchar", "varbinary");
            case ColumnType.STRING -> text(column, metadata, "char", "binary");
            case ColumnType.TINY_BLOB, ColumnType.BLOB, ColumnType.MEDIUM_BLOB, ColumnType.LONG_BLOB ->
                blobPrefix(metadata) + (isBinary(column) ? "blob" : "text");
            case ColumnType.MARIADB_VARCHAR_COMPRESSED ->
                text(column, metadata - 1, "varchar", "varbinary") + " compressed";
            case ColumnType.MARIADB_BLOB_COMPRESSED ->
                blobPrefix(metadata) + (isBinary(column) ? "blob" : "text") + " compressed";
            case ColumnType.JSON -> "json";
            case ColumnType.GEOMETRY -> "geometry";
            case ColumnType.VECTOR -> "vector";
            default -> "type " + column.type();
        };
    }

    /** The character set that readers of the log are told: that of columns with text. */
    static @Nullable String shownCharset(ColumnDescription column) {
        return switch (column.type()) {
            case ColumnType.VARCHAR, ColumnType.VAR_STRING, ColumnType.STRING, ColumnType.ENUM, ColumnType.SET ->
                isBinary(column) ? null : column.charset();
            case ColumnType.TINY_BLOB, ColumnType.BLOB, ColumnType.MEDIUM_BLOB, ColumnType.LONG_BLOB ->
                isBinary(column) ? null : column.charset();
            default -> null;
        };
    }

    private static int bits(int metadata) {
        int bits = (metadata >> 8) * 8 + (metadata & 0xff);
        if (bits < 1 || bits > 64) {
            throw new IllegalArgumentException("bit(" + bits + ")");
        }
        return bits;
    }

    private static boolean isBinary(ColumnDescription column) {
        return "binary".equals(column.charset());
    }

    private static String inParentheses(int digits) {
        return digits == 0 ? "" : "(" + digits + ")";
    }

    /** @param length in bytes; that of compressed columns has one more for the compression's own header */
    private static String text(ColumnDescription column, int length, String text, String binary) {
        String charset = column.charset();
        if (charset == null) {
            return text;
        }
        return isBinary(column)
                ? binary + "(" + length + ")"
                : text + "(" + length / Collations.maxBytesPerCharacter(charset) + ")";
    }

    private static String blobPrefix(int lengthBytes) {
        return switch (lengthBytes) {
            case 1 -> "tiny";
            case 3 -> "medium";
            case 4 -> "long";
            default -> "";
        };
    }

    private static String members(@Nullable List<String> members) {
        if (members == null) {
            return "";
        }
        return members.stream()
                .map(member -> "'" + member.replace("'", "''") + "'")
                .collect(Collectors.joining(",", "(", ")"));
    }
}
