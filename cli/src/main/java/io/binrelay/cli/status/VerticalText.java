package io.binrelay.cli.status;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows as the mysql client prints them behind {@code \\G}: a line for each column, names to the right. */
public final class VerticalText {
    private static final String STARS = "*".repeat(27);

    private final UnaryOperator<String> names;

    /** @param names what each column is called */
    public VerticalText(UnaryOperator<String> names) {
        this.names = requireNonNull(names, "names is null");
    }

    /** The names SHOW SLAVE STATUS had for the columns of SHOW REPLICA STATUS, before MySQL 8.0.22 and on MariaDB. */
    public static String legacyName(String column) {
        if (column.equals("Get_Source_public_key")) {
            return "Get_master_public_key";
        }
        return column.replace("Replica_", "Slave_")
                .replace("Source_", "Master_")
                .replace("_Source", "_Master");
    }

    /**
     * The lines.
     *
     * @param number of the row, from 1
     * @param row values by column; null is NULL
     */
    public List<String> lines(int number, Map<String, @Nullable String> row) {
        int width = row.keySet().stream()
                .mapToInt(column -> names.apply(column).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(STARS + " " + number + ". row " + STARS);
        row.forEach((column, value) -> {
            String title = names.apply(column);
            lines.add(" ".repeat(width - title.length()) + title + ": " + (value == null ? "NULL" : value));
        });
        return lines;
    }
}
