package io.binrelay.schemas.avro;

import io.binrelay.schemas.binlog.Collations;
import io.binrelay.schemas.binlog.TableMapEvent;
import io.binrelay.schemas.binlog.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one column: from its TABLE_MAP event and, where that leaves something unsaid, from labels.
 *
 * @param name {@code @1}, {@code @2} ... where not known
 * @param type the type code
 * @param metadata as in {@link TableMapEvent.Column}
 * @param unsigned false where not known
 * @param charset MySQL's name of the character set; null where there is none or it is not known
 * @param members of an ENUM or SET; null where not known
 */
record ColumnDescription(
        String name,
        int type,
        int metadata,
        boolean nullable,
        boolean unsigned,
        @Nullable String charset,
        @Nullable List<String> members) {

    /** The columns of a table, in order. */
    static List<ColumnDescription> of(TableMapEvent table, Labels labels) {
        boolean fits = fits(table, labels);
        List<ColumnDescription> columns = new ArrayList<>(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
            columns.add(of(
                    i,
                    table.columns().get(i),
                    table.metadata().columns().get(i),
                    fits ? labels.columns().get(i) : new Labels.Column(-1, null, null, null, null)));
        }
        return columns;
    }

    /** Whether the event says about every column all that labels could say. */
    static boolean isComplete(TableMapEvent table) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.metadata().columns().get(i).name() == null) {
                return false; // names come with FULL only, which says everything else too
            }
        }
        return true;
    }

    private static boolean fits(TableMapEvent table, Labels labels) {
        if (labels.columns().size() != table.columns().size()) {
            return false;
        }
        for (int i = 0; i < table.columns().size(); i++) {
            int type = labels.columns().get(i).type();
            if (type != -1 && type != table.columns().get(i).type()) {
                return false;
            }
        }
        return true;
    }

    private static ColumnDescription of(
            int index, TableMapEvent.Column column, TableMetadata.Column metadata, Labels.Column label) {
        String name = firstOf(metadata.name(), label.name());
        Boolean unsigned = metadata.unsigned() == null ? label.unsigned() : metadata.unsigned();
        // A collation of the user's own has a character set all the same, which nobody can tell from its id.
        String charset = metadata.collation() < 0 ? label.charset() : Collations.charset(metadata.collation());
        List<String> members = metadata.labels() == null ? label.members() : readable(charset, metadata.labels());
        return new ColumnDescription(
                name == null ? "@" + (index + 1) : name,
                column.type(),
                column.metadata(),
                column.nullable(),
                unsigned != null && unsigned,
                charset,
                members);
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private static List<String> readable(@Nullable String charset, List<byte[]> members) {
        List<String> texts = new ArrayList<>(members.size());
        for (byte[] member : members) {
            texts.add(TextEncodings.readable(charset, member));
        }
        return texts;
    }
}
