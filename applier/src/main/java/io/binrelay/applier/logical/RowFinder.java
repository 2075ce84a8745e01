package io.binrelay.applier.logical;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conditions that find the row of a before image: by the primary key, else by another key that finds at most
 * one row, else by all columns to the byte (trap 4).
 */
final class RowFinder {
    private final ColumnMap columns;
    private final List<List<Integer>> keys = new ArrayList<>();

    RowFinder(ColumnMap columns, TargetTable target) {
        this.columns = requireNonNull(columns, "columns is null");
        for (List<String> key : target.keys()) {
            List<Integer> indexes = key.stream().map(columns::indexOf).toList();
            if (indexes.stream().allMatch(index -> index >= 0 && columns.form(index) != null)) {
                keys.add(indexes);
            }
        }
    }

    /** Whether a key finds the row; if not, all its columns do, and a change of any of them hides it. */
    boolean byKey(RowImage before) {
        return keyOf(before) != null;
    }

    /** @throws CannotCrossException the image has too few columns */
    void append(RowImage before, StringBuilder out) {
        List<Integer> key = keyOf(before);
        if (key == null) {
            all(before, out);
            return;
        }
        String separator = "";
        for (int index : key) {
            out.append(separator);
            form(index).lookup(quoted(index), before.event(), before.start(index), before.end(index), out);
            separator = " AND ";
        }
    }

    private @Nullable List<Integer> keyOf(RowImage before) {
        return keys.stream()
                .filter(key -> key.stream().allMatch(i -> before.isPresent(i) && !before.isNull(i)))
                .findFirst()
                .orElse(null);
    }

    private void all(RowImage before, StringBuilder out) {
        String separator = "";
        for (int i = 0; i < columns.size(); i++) {
            ColumnForm form = columns.form(i);
            if (form == null) {
                continue;
            }
            if (!before.isPresent(i)) {
                throw new CannotCrossException("the event has not all columns of the row before its change"
                        + " (binlog_row_image other than FULL), and the replica's table has no primary key that would find"
                        + " it. Give the replica's table the source's keys");
            }
            out.append(separator);
            if (before.isNull(i)) {
                out.append(quoted(i)).append(" IS NULL");
            } else {
                form.identity(quoted(i), before.event(), before.start(i), before.end(i), out);
            }
            separator = " AND ";
        }
        if (separator.isEmpty()) {
            out.append("TRUE");
        }
    }

    private ColumnForm form(int index) {
        return requireNonNull(columns.form(index), "a key over a generated column");
    }

    private String quoted(int index) {
        return columns.target(index).quoted();
    }
}
