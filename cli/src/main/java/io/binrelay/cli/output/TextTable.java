package io.binrelay.cli.output;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An aligned table for a terminal: a header, a line below it, the rows. Columns are two spaces apart and as wide as
 * their widest cell; numbers go to the right. Immutable once rendered; not thread-safe while rows are added.
 */
public final class TextTable {
    /** Where a column's cells stand. */
    public enum Align {
        /** Text. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private final List<String> header = new ArrayList<>();
    private final List<Align> alignment = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of text. All columns are added before the first row. */
    public TextTable column(String title) {
        return column(title, Align.LEFT);
    }

    /** Adds a column. All columns are added before the first row. */
    public TextTable column(String title, Align align) {
        if (!rows.isEmpty()) {
            throw new IllegalStateException("column '" + title + "' is added behind the first row");
        }
        header.add(requireNonNull(title, "title is null"));
        alignment.add(requireNonNull(align, "align is null"));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one per column, without line breaks
     */
    public TextTable row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns");
        }
        rows.add(List.copyOf(Arrays.asList(cells)));
        return this;
    }

    /** The lines of the table, without line breaks and without spaces at their ends. */
    public List<String> lines() {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = header.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        lines.add(line(rules, widths));
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        return List.copyOf(lines);
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ")
                    .append(alignment.get(column) == Align.RIGHT ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
