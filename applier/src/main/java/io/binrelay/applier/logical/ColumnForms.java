package io.binrelay.applier.logical;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.binlog.ColumnType;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.binlog.TableMetadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a column of the replica can hold the values of a column of the source, and how they are written.
 * COVERAGE.md, "Logical apply: what crosses", says the same in a table.
 */
final class ColumnForms {
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> TEXTS = Set.of("tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> BLOBS = Set.of("tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> GEOMETRIES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");

    /** A character set and those in which its bytes are the same characters. */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "utf8mb3", Set.of("utf8mb3", "utf8mb4"),
            "ascii", Set.of("ascii", "latin1", "utf8mb3", "utf8mb4"));

    private ColumnForms() {}

    /**
     * The form of a column's values.
     *
     * @throws CannotCrossException the replica's column does not hold all the values that the source's may have
     */
    static ColumnForm of(TableMapEvent.Column source, TableMetadata.Column told, TargetColumn target) {
        ColumnForm form = form(source, told, target);
        if (form == null) {
            throw new CannotCrossException("column " + target.name() + " is " + target.columnType()
                    + (target.charset() == null ? "" : " in " + target.charset())
                    + " on the replica, which does not hold what the source has there: " + describe(source, told)
                    + ". Give it the source's type");
        }
        return form;
    }

    private static @Nullable ColumnForm form(
            TableMapEvent.Column source, TableMetadata.Column told, TargetColumn target) {
        int metadata = source.metadata();
        return switch (source.type()) {
            case ColumnType.TINY -> whole(1, told, target);
            case ColumnType.SHORT -> whole(2, told, target);
            case ColumnType.INT24 -> whole(3, told, target);
            case ColumnType.LONG -> whole(4, told, target);
            case ColumnType.LONGLONG -> whole(8, told, target);
            case ColumnType.YEAR -> when(target.isOneOf("year"), new NumberForms.Year());
            case ColumnType.BIT ->
                when(target.isOneOf("bit") && target.precision() >= CellLength.bits(metadata), new NumberForms.Bits());
            case ColumnType.FLOAT -> when(target.isOneOf("float"), new NumberForms.Floating(4));
            case ColumnType.DOUBLE -> when(target.isOneOf("double"), new NumberForms.Floating(8));
            case ColumnType.DECIMAL ->
                when(
                        target.isOneOf("decimal") && target.digits() >= metadata >> 8,
                        new NumberForms.Decimal(metadata & 0xff, metadata >> 8));
            case ColumnType.DATE -> when(target.isOneOf("date"), new TemporalForms.Date());
            case ColumnType.TIME2 ->
                when(target.isOneOf("time") && target.digits() >= metadata, new TemporalForms.Time(metadata));
            case ColumnType.DATETIME2 ->
                when(target.isOneOf("datetime") && target.digits() >= metadata, new TemporalForms.DateTime(metadata));
            case ColumnType.TIMESTAMP2 ->
                when(target.isOneOf("timestamp") && target.digits() >= metadata, new TemporalForms.Timestamp(metadata));
            case ColumnType.ENUM, ColumnType.SET -> members(source, told, target);
            case ColumnType.STRING, ColumnType.VARCHAR, ColumnType.VAR_STRING -> string(source, told, target);
            case ColumnType.TINY_BLOB, ColumnType.BLOB, ColumnType.MEDIUM_BLOB, ColumnType.LONG_BLOB ->
                blob(source, told, target);
            case ColumnType.JSON ->
                when(
                        target.isOneOf("longtext") && "utf8mb4".equals(target.charset()),
                        new BytesForms.DocumentAsText(metadata));
            case ColumnType.GEOMETRY -> when(GEOMETRIES.contains(target.dataType()), new BytesForms.Geometry(metadata));
            case ColumnType.VECTOR -> vector(told, target, metadata);
            default -> null;
        };
    }

    private static @Nullable ColumnForm when(boolean holds, ColumnForm form) {
        return holds ? form : null;
    }

    /** Numbers too great for the replica's column give a warning, which stops the applier. */
    private static @Nullable ColumnForm whole(int bytes, TableMetadata.Column told, TargetColumn target) {
        Boolean unsigned = told.unsigned();
        return when(
                INTEGERS.contains(target.dataType()),
                new NumberForms.Whole(bytes, unsigned == null ? target.isUnsigned() : unsigned));
    }

    private static @Nullable ColumnForm members(
            TableMapEvent.Column source, TableMetadata.Column told, TargetColumn target) {
        boolean enumeration = source.type() == ColumnType.ENUM;
        List<byte[]> labels = told.labels();
        boolean same = labels == null || areMembers(labels, target.columnType());
        return when(
                same && target.isOneOf(enumeration ? "enum" : "set"),
                new NumberForms.Members(source.metadata(), enumeration));
    }

    /**
     * Members beyond ASCII are told in the column's character set, which may have no counterpart here: not compared.
     */
    private static boolean areMembers(List<byte[]> labels, String columnType) {
        List<String> members = MemberNames.of(columnType);
        if (members.size() != labels.size()) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            byte[] label = labels.get(i);
            boolean ascii = true;
            for (byte b : label) {
                ascii &= b > 0;
            }
            if (ascii && !new String(label, StandardCharsets.US_ASCII).equals(members.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable ColumnForm string(
            TableMapEvent.Column source, TableMetadata.Column told, TargetColumn target) {
        boolean fixed = source.type() == ColumnType.STRING;
        int prefix = CellLength.prefix(source);
        if (isBinary(told, target)) {
            if (target.isOneOf("binary")) {
                return when(fixed && target.length() == source.metadata(), new BytesForms.Binary(prefix, (int)
                        target.length()));
            }
            boolean variable = target.isOneOf("varbinary") || BLOBS.contains(target.dataType());
            return when(!fixed && variable, new BytesForms.Binary(prefix, 0));
        }
        boolean variable = target.isOneOf("varchar") || TEXTS.contains(target.dataType());
        boolean holds = fixed ? holdsFixed(source, told, target, variable) : variable;
        return holds ? text(prefix, told, target) : null;
    }

    /**
     * Where the source does not tell character sets (MariaDB's binlog_row_metadata=NO_LOG), UUID and INET look like
     * CHAR: only of the very length a column is taken for one.
     */
    private static boolean holdsFixed(
            TableMapEvent.Column source, TableMetadata.Column told, TargetColumn target, boolean variable) {
        if (told.collation() >= 0) {
            return variable || target.isOneOf("char");
        }
        String charset = target.charset();
        return charset != null
                && target.isOneOf("char")
                && source.metadata() == target.length() * Collations.maxBytesPerCharacter(charset);
    }

    private static @Nullable ColumnForm blob(
            TableMapEvent.Column source, TableMetadata.Column told, TargetColumn target) {
        int prefix = source.metadata();
        if (target.isOneOf("json")) {
            String charset = charsetOf(told);
            boolean utf8 = charset == null || charset.equals("utf8mb4") || charset.equals("utf8mb3");
            return when(utf8, new BytesForms.TextAsDocument(prefix, "utf8mb4"));
        }
        if (isBinary(told, target)) {
            boolean holds = target.isOneOf("varbinary") || BLOBS.contains(target.dataType());
            return when(holds, new BytesForms.Binary(prefix, 0));
        }
        boolean holds = target.isOneOf("varchar") || TEXTS.contains(target.dataType());
        return holds ? text(prefix, told, target) : null;
    }

    private static @Nullable ColumnForm text(int prefix, TableMetadata.Column told, TargetColumn target) {
        String replica = target.charset();
        if (replica == null) {
            return null;
        }
        String name = replica.equals("utf8") ? "utf8mb3" : replica;
        String source = charsetOf(told);
        boolean same =
                source == null || WIDER.getOrDefault(source, Set.of(source)).contains(name);
        return when(same, new BytesForms.Text(prefix, replica));
    }

    private static @Nullable ColumnForm vector(TableMetadata.Column told, TargetColumn target, int prefix) {
        boolean same = target.columnType().equals("vector(" + told.vectorDimensions() + ")");
        return when(same, new BytesForms.Binary(prefix, 0));
    }

    private static boolean isBinary(TableMetadata.Column told, TargetColumn target) {
        String charset = charsetOf(told);
        return charset == null
                ? target.isOneOf("binary", "varbinary") || BLOBS.contains(target.dataType())
                : charset.equals("binary");
    }

    /** Null where the source did not say: then it is what the replica's column has. */
    private static @Nullable String charsetOf(TableMetadata.Column told) {
        return told.collation() < 0 ? null : Collations.charset(told.collation());
    }

    private static String describe(TableMapEvent.Column source, TableMetadata.Column told) {
        String charset = charsetOf(told);
        String name = switch (source.type()) {
            case ColumnType.TIMESTAMP, ColumnType.TIME, ColumnType.DATETIME ->
                "a time in the form of servers before MySQL 5.6 and MariaDB 10.1 (ALTER TABLE .. FORCE on the source"
                        + " renews it)";
            case ColumnType.MARIADB_BLOB_COMPRESSED, ColumnType.MARIADB_VARCHAR_COMPRESSED -> "a COMPRESSED column";
            case ColumnType.VECTOR -> "VECTOR(" + told.vectorDimensions() + ")";
            case ColumnType.JSON -> "JSON";
            case ColumnType.GEOMETRY -> "a geometry";
            case ColumnType.STRING -> "CHAR, BINARY or a type of fixed length of " + source.metadata() + " bytes";
            case ColumnType.VARCHAR, ColumnType.VAR_STRING -> "VARCHAR or VARBINARY";
            case ColumnType.TINY_BLOB, ColumnType.BLOB, ColumnType.MEDIUM_BLOB, ColumnType.LONG_BLOB -> "TEXT or BLOB";
            case ColumnType.ENUM -> "an ENUM";
            case ColumnType.SET -> "a SET";
            case ColumnType.BIT -> "BIT(" + CellLength.bits(source.metadata()) + ")";
            case ColumnType.DECIMAL -> "DECIMAL(" + (source.metadata() & 0xff) + "," + (source.metadata() >> 8) + ")";
            case ColumnType.TIME2 -> "TIME(" + source.metadata() + ")";
            case ColumnType.DATETIME2 -> "DATETIME(" + source.metadata() + ")";
            case ColumnType.TIMESTAMP2 -> "TIMESTAMP(" + source.metadata() + ")";
            case ColumnType.FLOAT -> "FLOAT";
            case ColumnType.DOUBLE -> "DOUBLE";
            case ColumnType.DATE -> "DATE";
            case ColumnType.YEAR -> "YEAR";
            default -> "an integer, or a type that is not known (code " + source.type() + ")";
        };
        return charset == null ? name : name + " in " + charset;
    }
}
