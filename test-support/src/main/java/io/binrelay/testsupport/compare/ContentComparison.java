package io.binrelay.testsupport.compare;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what was read of the servers, and looks for the rows where tables differ. */
final class ContentComparison {
    private static final int MAX_LINES = 5;

    private final List<ServerContent> contents;
    private final ServerContent reference;
    private final List<Difference> differences = new ArrayList<>();

    /** @param contents the reference first */
    ContentComparison(List<ServerContent> contents) {
        this.contents = List.copyOf(contents);
        this.reference = contents.get(0);
    }

    ComparisonResult result() throws SQLException {
        for (ServerContent other : contents.subList(1, contents.size())) {
            compareDefinitions(other);
            compareTables(other);
        }
        return new ComparisonResult(
                contents.stream().map(content -> content.server().name()).toList(),
                verdicts(),
                reference.definitions().size(),
                differences);
    }

    private void compareDefinitions(ServerContent other) {
        SortedSet<ObjectName> names = new TreeSet<>(reference.definitions().keySet());
        names.addAll(other.definitions().keySet());
        for (ObjectName name : names) {
            String expected = reference.definitions().get(name);
            String actual = other.definitions().get(name);
            if (expected == null) {
                add(other, name, "exists, but not on " + reference.server().name(), "");
            } else if (actual == null) {
                add(other, name, "is missing", "");
            } else if (!DefinitionReader.fits(name, expected, actual)) {
                add(other, name, "is defined differently", linesThatDiffer(expected, actual, other));
            }
        }
    }

    /** The lines that only one of the two has; their order aside, a comma at the end aside. */
    private String linesThatDiffer(String expected, String actual, ServerContent other) {
        List<String> expectedLines = lines(expected);
        List<String> actualLines = lines(actual);
        List<String> shown = new ArrayList<>();
        expectedLines.stream()
                .filter(line -> !actualLines.contains(line))
                .limit(MAX_LINES)
                .forEach(line -> shown.add(reference.server().name() + ": " + line));
        actualLines.stream()
                .filter(line -> !expectedLines.contains(line))
                .limit(MAX_LINES)
                .forEach(line -> shown.add(other.server().name() + ": " + line));
        return shown.isEmpty() ? "the same lines in another order, or more often" : String.join("\n", shown);
    }

    private static List<String> lines(String text) {
        return text.lines().map(line -> line.strip().replaceFirst(",$", "")).toList();
    }

    private void compareTables(ServerContent other) throws SQLException {
        for (Map.Entry<ObjectName, TableContent> table : reference.tables().entrySet()) {
            TableContent actual = other.tables().get(table.getKey());
            // A missing table is told of among the definitions.
            if (actual != null) {
                compareRows(other, table.getValue(), actual);
            }
        }
    }

    private void compareRows(ServerContent other, TableContent expected, TableContent actual) throws SQLException {
        ObjectName table = expected.shape().name();
        boolean sameRows = expected.rows() == actual.rows() && expected.digest().equals(actual.digest());
        if (!sameRows) {
            addRowDifference(other, expected, actual);
            return;
        }
        if (checksumsTell(other, table) && !expected.checksum().equals(actual.checksum())) {
            add(
                    other,
                    table,
                    "CHECKSUM TABLE differs although every column reads the same",
                    reference.server().name() + ": " + expected.checksum() + "\n"
                            + other.server().name() + ": " + actual.checksum());
        }
    }

    /**
     * Between versions the checksum of the same rows may differ (MySQL manual, CHECKSUM TABLE). MariaDB's takes bytes
     * left in memory for virtual columns that are NULL: with 11.8, FLUSH TABLES alone changed that of a table.
     */
    private boolean checksumsTell(ServerContent other, ObjectName table) {
        String definition = reference.definitions().getOrDefault(table, "");
        boolean leftovers = reference.version().contains("MariaDB") && definition.contains(" VIRTUAL");
        return reference.version().equals(other.version()) && !leftovers;
    }

    private void addRowDifference(ServerContent other, TableContent expected, TableContent actual) throws SQLException {
        ObjectName table = expected.shape().name();
        if (!expected.shape().columns().equals(actual.shape().columns())) {
            add(
                    other,
                    table,
                    "holds other rows (" + expected.rows() + " on "
                            + reference.server().name() + ", " + actual.rows()
                            + " here), not compared one by one as the columns differ",
                    "");
            return;
        }
        RowDifference rows = new RowDifferenceFinder(reference.server(), other.server(), expected.shape()).find();
        add(other, table, rows.summary(reference.server().name(), expected.rows(), actual.rows()), rows.example());
    }

    private List<TableVerdict> verdicts() {
        SortedSet<ObjectName> names = new TreeSet<>();
        contents.forEach(content -> names.addAll(content.tables().keySet()));
        List<TableVerdict> verdicts = new ArrayList<>();
        for (ObjectName name : names) {
            Map<String, Long> rows = new HashMap<>();
            Map<String, String> digests = new HashMap<>();
            for (ServerContent content : contents) {
                @Nullable TableContent table = content.tables().get(name);
                if (table != null) {
                    rows.put(content.server().name(), table.rows());
                    digests.put(content.server().name(), table.digest());
                }
            }
            boolean identical = differences.stream()
                    .noneMatch(difference -> difference.object().equals(name));
            verdicts.add(new TableVerdict(name, rows, digests, identical));
        }
        return verdicts;
    }

    private void add(ServerContent other, ObjectName object, String what, String detail) {
        differences.add(new Difference(other.server().name(), object, what, detail));
    }
}
