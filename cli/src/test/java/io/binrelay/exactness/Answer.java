package io.binrelay.exactness;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to a statement.
 *
 * @param changed rows it has changed
 * @param labels columns of its first result; empty when it has none, or nobody asked
 * @param rows as text, NULL as null
 */
record Answer(long changed, List<String> labels, List<List<@Nullable String>> rows) {
    /** No rows, or an error. */
    static final Answer NOTHING = new Answer(0, List.of(), List.of());

    Answer {
        labels = List.copyOf(labels);
        rows = List.copyOf(rows);
    }

    /** The values of the first row with tabs between, as mysqltest has them; empty without one. */
    String firstRow() {
        if (rows.isEmpty()) {
            return "";
        }
        List<String> values = new ArrayList<>();
        for (String value : rows.get(0)) {
            values.add(value == null ? "NULL" : value);
        }
        return String.join("\t", values);
    }

    /**
     * One value; empty when there is none.
     *
     * @param row from 1
     */
    String value(int row, String column) {
        for (int i = 0; i < labels.size() && row >= 1 && row <= rows.size(); i++) {
            if (labels.get(i).equalsIgnoreCase(column)) {
                String value = rows.get(row - 1).get(i);
                return value == null ? "NULL" : value;
            }
        }
        return "";
    }
}
