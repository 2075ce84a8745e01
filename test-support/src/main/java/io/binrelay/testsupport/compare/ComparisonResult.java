package io.binrelay.testsupport.compare;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a comparison found.
 *
 * @param servers their names, the reference first
 * @param tables every table that any server has
 * @param definitions how many definitions were compared
 * @param differences all that was found; empty when the servers are identical
 */
public record ComparisonResult(
        List<String> servers, List<TableVerdict> tables, int definitions, List<Difference> differences) {
    public ComparisonResult {
        servers = List.copyOf(servers);
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }

    /** Whether all servers are identical. */
    public boolean identical() {
        return differences.isEmpty();
    }

    /** Rows of the reference, over all tables. */
    public long rows() {
        String reference = servers.get(0);
        return tables.stream()
                .mapToLong(table -> table.rows().getOrDefault(reference, 0L))
                .sum();
    }

    /** The verdict as a table for a terminal, followed by the differences. */
    public String toText() {
        String text = new VerdictText(this).render();
        if (identical()) {
            return text;
        }
        return text + "\n\n" + differences.stream().map(Difference::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return toText();
    }
}
