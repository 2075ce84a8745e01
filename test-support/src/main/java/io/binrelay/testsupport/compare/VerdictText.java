package io.binrelay.testsupport.compare;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays a result out as a table: one line per table, the rows on each server, the digest, identical or not. */
final class VerdictText {
    private final ComparisonResult result;

    VerdictText(ComparisonResult result) {
        this.result = requireNonNull(result, "result is null");
    }

    String render() {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("table"));
        head.addAll(result.servers());
        head.addAll(List.of("checksum", "identical"));
        lines.add(head);
        for (TableVerdict table : result.tables()) {
            lines.add(line(table));
        }
        int[] widths = widths(lines);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            append(text, lines.get(i), widths);
            if (i == 0) {
                text.append("-".repeat(text.length() - 1)).append('\n');
            }
        }
        text.append(summary());
        return text.toString();
    }

    private List<String> line(TableVerdict table) {
        List<String> line = new ArrayList<>();
        line.add(table.table().schema() + "." + table.table().name());
        for (String server : result.servers()) {
            Long rows = table.rows().get(server);
            line.add(rows == null ? "no table" : String.format(Locale.ROOT, "%,d", rows));
        }
        line.add(checksums(table));
        line.add(table.identical() ? "yes" : "NO");
        return line;
    }

    private String checksums(TableVerdict table) {
        List<String> distinct = table.digests().values().stream().distinct().toList();
        return distinct.size() == 1 ? distinct.get(0) : distinct.size() + " different";
    }

    private String summary() {
        int count = result.servers().size();
        String compared = String.format(
                Locale.ROOT,
                "%d tables, %,d rows and %d definitions on %d servers",
                result.tables().size(),
                result.rows(),
                result.definitions(),
                count);
        return result.identical()
                ? compared + ": identical"
                : compared + ": " + result.differences().size() + " differences";
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static void append(StringBuilder text, List<String> line, int[] widths) {
        for (int i = 0; i < line.size(); i++) {
            String padding = " ".repeat(widths[i] - line.get(i).length());
            // Numbers to the right, names to the left.
            boolean left = i == 0 || i == line.size() - 1;
            text.append(left ? line.get(i) + padding : padding + line.get(i));
            text.append(i == line.size() - 1 ? "\n" : "  ");
        }
    }
}
