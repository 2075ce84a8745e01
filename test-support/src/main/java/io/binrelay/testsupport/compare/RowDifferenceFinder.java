package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows in which a table differs between two servers that have the same columns: merges the sorted digests of
 * all rows of both, which needs no key, counts duplicates and takes constant memory here, then reads a few of the rows
 * found.
 */
final class RowDifferenceFinder {
    private static final int MAX_EXAMPLES = 100;

    private final ComparedServer reference;
    private final ComparedServer other;
    private final TableShape shape;

    RowDifferenceFinder(ComparedServer reference, ComparedServer other, TableShape shape) {
        this.reference = requireNonNull(reference, "reference is null");
        this.other = requireNonNull(other, "other is null");
        this.shape = requireNonNull(shape, "shape is null");
    }

    RowDifference find() throws SQLException {
        try (Connection left = ServerReader.open(reference);
                Connection right = ServerReader.open(other)) {
            Merge merge = new Merge();
            try (Statement leftStatement = streaming(left);
                    Statement rightStatement = streaming(right);
                    ResultSet leftRows = leftStatement.executeQuery(sortedDigests());
                    ResultSet rightRows = rightStatement.executeQuery(sortedDigests())) {
                merge.run(leftRows, rightRows);
            }
            List<Row> missing = read(left, merge.missingExamples);
            List<Row> extra = read(right, merge.extraExamples);
            return new RowDifference(merge.missing, merge.extra, example(missing, extra));
        }
    }

    private static Statement streaming(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        // Connector/J: row by row instead of the whole result in memory.
        statement.setFetchSize(Integer.MIN_VALUE);
        return statement;
    }

    private String sortedDigests() {
        return "SELECT " + shape.rowDigest() + " AS d" + shape.from() + " ORDER BY d";
    }

    private List<Row> read(Connection connection, List<String> digests) throws SQLException {
        if (digests.isEmpty()) {
            return List.of();
        }
        String wanted = digests.stream().distinct().map(Quoting::string).collect(Collectors.joining(", "));
        String columns =
                shape.columns().stream().map(ColumnExpression::readable).collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + shape.from() + " WHERE " + shape.rowDigest() + " IN (" + wanted + ")";
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= shape.columns().size(); i++) {
                    @Nullable String value = result.getString(i);
                    values.add(value == null ? "NULL" : "'" + value + "'");
                }
                rows.add(new Row(values));
            }
        }
        return rows;
    }

    /** Two rows of the same primary key if there are such, else the first row that only one server has. */
    private String example(List<Row> missing, List<Row> extra) {
        for (Row left : missing) {
            Optional<Row> right =
                    extra.stream().filter(row -> sameKey(left, row)).findFirst();
            if (right.isPresent()) {
                return render(left, right.get());
            }
        }
        if (!missing.isEmpty()) {
            return "only on " + reference.name() + ": " + render(missing.get(0));
        }
        return extra.isEmpty() ? "" : "only on " + other.name() + ": " + render(extra.get(0));
    }

    private boolean sameKey(Row left, Row right) {
        return !shape.primaryKey().isEmpty()
                && shape.primaryKey().stream().allMatch(key -> value(left, key).equals(value(right, key)));
    }

    private String value(Row row, String column) {
        for (int i = 0; i < shape.columns().size(); i++) {
            if (shape.columns().get(i).name().equals(column)) {
                return row.values().get(i);
            }
        }
        throw new IllegalStateException("no column " + column + " in " + shape.name());
    }

    /** The key and the columns that differ. */
    private String render(Row left, Row right) {
        StringBuilder text = new StringBuilder();
        if (left.equals(right)) {
            text.append("(the values read alike, their bytes differ) ");
        }
        for (String key : shape.primaryKey()) {
            text.append(key).append('=').append(value(left, key)).append(' ');
        }
        for (int i = 0; i < shape.columns().size(); i++) {
            if (!left.values().get(i).equals(right.values().get(i))) {
                text.append('\n').append(shape.columns().get(i).name()).append(": ");
                text.append(left.values().get(i))
                        .append(" on ")
                        .append(reference.name())
                        .append(", ");
                text.append(right.values().get(i)).append(" on ").append(other.name());
            }
        }
        return text.toString();
    }

    private String render(Row row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shape.columns().size(); i++) {
            parts.add(shape.columns().get(i).name() + "=" + row.values().get(i));
        }
        return String.join(" ", parts);
    }

    /** @param values of all columns, readable */
    private record Row(List<String> values) {}

    /** Walks two sorted lists of digests side by side. */
    private static final class Merge {
        private long missing;
        private long extra;
        private final List<String> missingExamples = new ArrayList<>();
        private final List<String> extraExamples = new ArrayList<>();

        void run(ResultSet left, ResultSet right) throws SQLException {
            @Nullable String leftDigest = next(left);
            @Nullable String rightDigest = next(right);
            while (leftDigest != null || rightDigest != null) {
                int order = order(leftDigest, rightDigest);
                if (order < 0) {
                    missing++;
                    keep(missingExamples, leftDigest);
                } else if (order > 0) {
                    extra++;
                    keep(extraExamples, rightDigest);
                }
                leftDigest = order <= 0 ? next(left) : leftDigest;
                rightDigest = order >= 0 ? next(right) : rightDigest;
            }
        }

        private static int order(@Nullable String left, @Nullable String right) {
            if (left == null) {
                return 1;
            }
            return right == null ? -1 : left.compareTo(right);
        }

        private static @Nullable String next(ResultSet rows) throws SQLException {
            return rows.next() ? rows.getString(1) : null;
        }

        private static void keep(List<String> examples, @Nullable String digest) {
            if (examples.size() < MAX_EXAMPLES && digest != null) {
                examples.add(digest);
            }
        }
    }
}
