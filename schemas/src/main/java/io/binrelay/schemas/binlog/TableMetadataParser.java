package io.binrelay.schemas.binlog;

import io.binrelay.schemas.model.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parses the optional metadata of a TABLE_MAP event: fields of a type byte, a length-encoded length and a value. Most
 * fields have one entry per column of a certain class (numeric, character, ENUM, SET ...), in the order of the columns;
 * a field whose entries do not fit the table's columns is kept as unknown rather than attached to the wrong columns.
 */
final class TableMetadataParser {
    private static final int SIGNEDNESS = 1;
    private static final int DEFAULT_CHARSET = 2;
    private static final int COLUMN_CHARSET = 3;
    private static final int COLUMN_NAME = 4;
    private static final int SET_STR_VALUE = 5;
    private static final int ENUM_STR_VALUE = 6;
    private static final int GEOMETRY_TYPE = 7;
    private static final int SIMPLE_PRIMARY_KEY = 8;
    private static final int PRIMARY_KEY_WITH_PREFIX = 9;
    private static final int ENUM_AND_SET_DEFAULT_CHARSET = 10;
    private static final int ENUM_AND_SET_COLUMN_CHARSET = 11;
    private static final int COLUMN_VISIBILITY = 12;
    private static final int VECTOR_DIMENSIONALITY = 13;

    private final @Nullable Family family;
    private final List<TableMapEvent.Column> columns;
    private final @Nullable String[] names;
    private final @Nullable Boolean[] unsigned;
    private final @Nullable Boolean[] visible;
    private final int[] collations;
    private final @Nullable List<?>[] labels;
    private final int[] geometryTypes;
    private final int[] dimensions;
    private final Map<Integer, byte[]> unknown = new HashMap<>();
    private @Nullable List<Integer> primaryKey;
    private @Nullable List<Integer> primaryKeyPrefixes;

    private TableMetadataParser(@Nullable Family family, List<TableMapEvent.Column> columns) {
        this.family = family;
        this.columns = columns;
        int count = columns.size();
        names = new String[count];
        unsigned = new Boolean[count];
        visible = new Boolean[count];
        collations = unsaid(count);
        labels = new List<?>[count];
        geometryTypes = unsaid(count);
        dimensions = unsaid(count);
    }

    /**
     * Parses all that is left in {@code reader}.
     *
     * @param family whose event it is; null where not known
     */
    static TableMetadata parse(@Nullable Family family, List<TableMapEvent.Column> columns, EventReader reader) {
        if (!reader.hasRemaining()) {
            return TableMetadata.untold(columns.size());
        }
        TableMetadataParser parser = new TableMetadataParser(family, columns);
        while (reader.hasRemaining()) {
            int type = reader.uint8("metadata type");
            byte[] value = reader.bytes(reader.count("metadata length"), "metadata");
            parser.field(type, value);
        }
        return parser.result();
    }

    private static int[] unsaid(int count) {
        int[] values = new int[count];
        Arrays.fill(values, -1);
        return values;
    }

    private void field(int type, byte[] value) {
        try {
            if (!attach(type, value, new EventReader(value, 0, value.length))) {
                unknown.put(type, value);
            }
        } catch (MalformedEventException e) {
            unknown.put(type, value); // the metadata is for readers; rows can be read without it
        }
    }

    /** Whether the field fits the columns; if not, nothing of it was attached to them. */
    private boolean attach(int type, byte[] value, EventReader reader) {
        return switch (type) {
            case SIGNEDNESS -> signedness(value);
            case DEFAULT_CHARSET -> defaultCharset(reader, select(Selection.CHARACTER));
            case COLUMN_CHARSET -> charsets(reader, select(Selection.CHARACTER));
            case COLUMN_NAME -> names(reader);
            case SET_STR_VALUE -> labels(reader, select(Selection.SET));
            case ENUM_STR_VALUE -> labels(reader, select(Selection.ENUM));
            case GEOMETRY_TYPE -> numbers(reader, select(Selection.GEOMETRY), geometryTypes);
            case SIMPLE_PRIMARY_KEY -> primaryKey(reader);
            case PRIMARY_KEY_WITH_PREFIX -> primaryKeyWithPrefixes(reader);
            case ENUM_AND_SET_DEFAULT_CHARSET -> defaultCharset(reader, select(Selection.ENUM_OR_SET));
            case ENUM_AND_SET_COLUMN_CHARSET -> charsets(reader, select(Selection.ENUM_OR_SET));
            case COLUMN_VISIBILITY -> bits(value, select(Selection.ALL), visible);
            case VECTOR_DIMENSIONALITY -> numbers(reader, select(Selection.VECTOR), dimensions);
            default -> false;
        };
    }

    /** The classes of columns the fields speak of. */
    private enum Selection {
        ALL,
        NUMERIC,
        NUMERIC_OR_YEAR,
        CHARACTER,
        ENUM,
        SET,
        ENUM_OR_SET,
        GEOMETRY,
        VECTOR;

        boolean has(int type) {
            return switch (this) {
                case ALL -> true;
                case NUMERIC -> ColumnType.isNumeric(type);
                case NUMERIC_OR_YEAR -> ColumnType.isNumeric(type) || type == ColumnType.YEAR;
                // MySQL 9 counts VECTOR among them, with collation binary; MariaDB's vectors are VARBINARY.
                case CHARACTER -> ColumnType.isCharacter(type) || type == ColumnType.VECTOR;
                case ENUM -> type == ColumnType.ENUM;
                case SET -> type == ColumnType.SET;
                case ENUM_OR_SET -> type == ColumnType.ENUM || type == ColumnType.SET;
                case GEOMETRY -> type == ColumnType.GEOMETRY;
                case VECTOR -> type == ColumnType.VECTOR;
            };
        }
    }

    private int[] select(Selection selection) {
        int[] selected = new int[columns.size()];
        int count = 0;
        for (int i = 0; i < selected.length; i++) {
            if (selection.has(columns.get(i).type())) {
                selected[count++] = i;
            }
        }
        return Arrays.copyOf(selected, count);
    }

    /**
     * MariaDB counts YEAR, always unsigned, among the numeric columns, MySQL does not. Without knowing the family both
     * ways are tried, and columns about which two possible ways disagree remain untold.
     */
    private boolean signedness(byte[] value) {
        Boolean[] mysql = new Boolean[columns.size()];
        Boolean[] mariaDb = new Boolean[columns.size()];
        boolean mysqlFits = family != Family.MARIADB && bits(value, select(Selection.NUMERIC), mysql);
        boolean mariaDbFits = family != Family.MYSQL
                && bits(value, select(Selection.NUMERIC_OR_YEAR), mariaDb)
                && hasNoSignedYear(mariaDb);
        for (int i = 0; i < columns.size(); i++) {
            boolean agreed = !mysqlFits || !mariaDbFits || Objects.equals(mysql[i], mariaDb[i]);
            if (agreed && columns.get(i).type() != ColumnType.YEAR) {
                unsigned[i] = mysqlFits ? mysql[i] : mariaDb[i];
            }
        }
        return mysqlFits || mariaDbFits;
    }

    private boolean hasNoSignedYear(@Nullable Boolean[] unsignedColumns) {
        for (int i = 0; i < unsignedColumns.length; i++) {
            if (columns.get(i).type() == ColumnType.YEAR && Boolean.FALSE.equals(unsignedColumns[i])) {
                return false;
            }
        }
        return true;
    }

    /** One bit per selected column, the first in the high bit of the first byte. */
    private static boolean bits(byte[] value, int[] selected, @Nullable Boolean[] target) {
        int unused = value.length * 8 - selected.length;
        if (unused < 0 || unused > 7 || (unused > 0 && (value[value.length - 1] & ((1 << unused) - 1)) != 0)) {
            return false;
        }
        for (int i = 0; i < selected.length; i++) {
            target[selected[i]] = (value[i >> 3] & 0x80 >> (i & 7)) != 0;
        }
        return true;
    }

    /** The collation of most, then pairs of index (among the selected) and collation for the others. */
    private boolean defaultCharset(EventReader reader, int[] selected) {
        int[] values = new int[selected.length];
        Arrays.fill(values, (int) reader.lengthEncoded("default collation"));
        while (reader.hasRemaining()) {
            int index = (int) reader.lengthEncoded("column index");
            if (index < 0 || index >= values.length) {
                return false;
            }
            values[index] = (int) reader.lengthEncoded("collation");
        }
        for (int i = 0; i < values.length; i++) {
            collations[selected[i]] = values[i];
        }
        return true;
    }

    private boolean charsets(EventReader reader, int[] selected) {
        return numbers(reader, selected, collations);
    }

    private static boolean numbers(EventReader reader, int[] selected, int[] target) {
        int[] values = new int[selected.length];
        for (int i = 0; i < values.length; i++) {
            if (!reader.hasRemaining()) {
                return false;
            }
            values[i] = (int) reader.lengthEncoded("metadata entry");
        }
        if (reader.hasRemaining()) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            target[selected[i]] = values[i];
        }
        return true;
    }

    private boolean names(EventReader reader) {
        List<String> found = new ArrayList<>(names.length);
        while (reader.hasRemaining()) {
            found.add(reader.text(reader.count("column name length"), "column name"));
        }
        if (found.size() != names.length) {
            return false;
        }
        found.toArray(names);
        return true;
    }

    private boolean labels(EventReader reader, int[] selected) {
        List<List<byte[]>> found = new ArrayList<>();
        while (reader.hasRemaining()) {
            int count = reader.count("member count");
            List<byte[]> members = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                members.add(reader.bytes(reader.count("member length"), "member"));
            }
            found.add(members);
        }
        if (found.size() != selected.length) {
            return false;
        }
        for (int i = 0; i < selected.length; i++) {
            labels[selected[i]] = found.get(i);
        }
        return true;
    }

    private boolean primaryKey(EventReader reader) {
        List<Integer> key = new ArrayList<>();
        while (reader.hasRemaining()) {
            key.add((int) reader.lengthEncoded("key column"));
        }
        primaryKey = key;
        return true;
    }

    private boolean primaryKeyWithPrefixes(EventReader reader) {
        List<Integer> key = new ArrayList<>();
        List<Integer> prefixes = new ArrayList<>();
        while (reader.hasRemaining()) {
            key.add((int) reader.lengthEncoded("key column"));
            prefixes.add((int) reader.lengthEncoded("key prefix"));
        }
        primaryKey = key;
        primaryKeyPrefixes = prefixes;
        return true;
    }

    private TableMetadata result() {
        List<TableMetadata.Column> result = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            result.add(new TableMetadata.Column(
                    names[i], unsigned[i], collations[i], members(i), geometryTypes[i], dimensions[i], visible[i]));
        }
        return new TableMetadata(result, primaryKey, primaryKeyPrefixes, unknown);
    }

    @SuppressWarnings("unchecked") // only labels(EventReader, int[]) fills the array
    private @Nullable List<byte[]> members(int column) {
        return (List<byte[]>) labels[column];
    }
}
