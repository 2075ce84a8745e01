package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.relay.LoadedFile;
import io.binrelay.schemas.relay.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * A LOAD DATA statement as it is run on a replica: with LOCAL, from a file of the applier (trap 28; MySQL
 * {@code sql/log_event.cc}, Execute_load_query_log_event::print).
 *
 * <p>LOCAL makes warnings of what would be errors, as IGNORE does. A statement that had neither IGNORE nor REPLACE met
 * none of these on its source, so that on a replica they are errors for us to raise.
 */
public final class LoadText {
    /**
     * Duplicate keys, foreign keys, CHECK constraints, no partition for a value, and CHECK OPTION of a view: rows that
     * IGNORE leaves out.
     */
    private static final Set<Integer> LEFT_OUT = Set.of(1022, 1062, 1586, 1216, 1452, 3819, 4025, 1526, 1748, 1369);

    private LoadText() {}

    /**
     * The text, one character for each byte.
     *
     * @param file its name for the client, in ASCII
     */
    public static String forReplica(Statement statement, String file) {
        LoadedFile load = requireNonNull(statement.load(), "the statement loads no file");
        String text = new String(statement.text(), StandardCharsets.ISO_8859_1);
        String replaced = text.substring(load.nameStart(), load.nameEnd());
        boolean into = replaced.stripTrailing().toUpperCase(Locale.ROOT).endsWith("INTO");
        String duplicates = load.duplicates() == LoadedFile.Duplicates.ERROR
                ? ""
                : " " + load.duplicates().name();
        return text.substring(0, load.nameStart()) + " LOCAL INFILE '" + file.replace("'", "''") + "'" + duplicates
                + (into ? " INTO" : " ") + text.substring(load.nameEnd());
    }

    /** Whether a warning with this number tells of a row left out that had to be an error. */
    public static boolean isError(LoadedFile load, int warning) {
        return load.duplicates() == LoadedFile.Duplicates.ERROR && LEFT_OUT.contains(warning);
    }
}
