package io.binrelay.relay.filter;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.text.Normalizer;
import java.util.Locale;

/**
 * How a server compares the names of databases and tables with its filter rules.
 *
 * <p>MySQL 8 follows {@code lower_case_table_names} everywhere. MariaDB compares databases to the byte, but tables in
 * the collation utf8mb3_general_ci, whatever that variable says: case and accents do not count there (MariaDB
 * {@code sql/rpl_filter.cc}: strcmp, system_charset_info).
 *
 * @param lowerCaseTableNames whether the server's {@code lower_case_table_names} is 1 or 2
 */
public record NameComparison(Family family, boolean lowerCaseTableNames) {
    public NameComparison {
        requireNonNull(family, "family is null");
    }

    /** What a database's name is compared by: names with the same form are the same. */
    String database(String name) {
        return lowerCaseTableNames ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** What the name of a table, {@code database.table}, or a pattern for such names is compared by. */
    String table(String name) {
        if (family == Family.MARIADB) {
            return withoutAccents(name).toUpperCase(Locale.ROOT);
        }
        return lowerCaseTableNames ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** Each letter without its marks; not the marks that stand alone. */
    private static String withoutAccents(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name;
        }
        StringBuilder letters = new StringBuilder();
        name.codePoints().forEach(character -> {
            String parts = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
            letters.appendCodePoint(parts.codePointAt(0));
        });
        return letters.toString();
    }
}
