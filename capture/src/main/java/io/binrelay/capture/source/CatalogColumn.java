package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as the source's catalog describes it now, which need not be what it was when rows were written.
 *
 * @param name the column's name
 * @param type as in SQL: {@code int unsigned}, {@code enum('a','b')}
 * @param unsigned whether it is a number without sign
 * @param charset the character set of a text, ENUM or SET column; null for others
 * @param labels those of an ENUM or SET in order; empty for others
 */
public record CatalogColumn(
        String name,
        String type,
        boolean unsigned,
        @Nullable String charset,
        List<String> labels) {
    public CatalogColumn {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        labels = List.copyOf(labels);
    }

    /**
     * A column from its row in {@code information_schema.columns}.
     *
     * @param type its {@code COLUMN_TYPE}
     */
    static CatalogColumn of(String name, String type, @Nullable String charset) {
        boolean labelled = type.startsWith("enum(") || type.startsWith("set(");
        return new CatalogColumn(
                name, type, type.contains(" unsigned"), charset, labelled ? ColumnLabels.parse(type) : List.of());
    }
}
