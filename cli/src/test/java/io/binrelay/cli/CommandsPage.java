package io.binrelay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * docs/COMMANDS.md as rows.
 *
 * @param left what the servers' own replication has
 * @param right what binrelay has for it, or why nothing
 */
record CommandsPage(String left, String right) {
    /** All rows of all tables, without their headings. */
    static List<CommandsPage> rows() {
        List<CommandsPage> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : text().lines().toList()) {
            if (line.startsWith("|---")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable) {
                String[] cells = line.split("(?<!\\\\)\\|", -1);
                if (cells.length != 4) {
                    throw new IllegalStateException("not two cells: " + line);
                }
                rows.add(new CommandsPage(cells[1].strip(), cells[2].strip()));
            }
        }
        return rows;
    }

    private static String text() {
        try {
            return Files.readString(Documentation.page("docs/COMMANDS.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
