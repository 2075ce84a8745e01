package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of a suite: found by the names in which they include each other, read once. */
final class SuiteSources {
    /** What only looks, waits, or controls servers. */
    private static final Pattern NO_SET_UP = Pattern.compile(
            "(have|not|no|need|wait|sync|start|stop|restart|kill|count|begin|end|assert|diff|show|check|search|"
                    + "grep|big|rpl_init|rpl_end|rpl_reset|rpl_sync|rpl_start|rpl_stop|rpl_connect|rpl_change|reset|master-slave|"
                    + "ctype_not|is_|get_|print_|windows|linux|mysql_upgrade|shutdown|expect|write_|read_|explain|running_|"
                    + "default_|galera|install|uninstall|add_|report|maybe|setup_fake|save|force_restart|mysqlbinlog|kill_)[\\w-]*\\.inc");

    private final Map<Path, List<SuiteCommand>> read = new HashMap<>();

    /** The commands of a file; each of its bytes is a character. */
    List<SuiteCommand> commands(Path file) {
        return read.computeIfAbsent(requireNonNull(file, "file is null"), SuiteSources::parse);
    }

    private static List<SuiteCommand> parse(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return file.toString().endsWith(".sql") ? SuiteReader.readSql(text) : SuiteReader.read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file of this name may leave something on a server. */
    static boolean isSetUp(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !NO_SET_UP.matcher(last).matches();
    }

    /** What a file includes by this name: beside it, or beside one of the directories it is in. */
    static Optional<Path> find(Path from, String name) {
        for (@Nullable Path directory = from.getParent(); directory != null; directory = directory.getParent()) {
            Path found = directory.resolve(name);
            if (Files.isRegularFile(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The directory std_data of the suite a file belongs to. */
    static Optional<Path> data(Path from) {
        for (@Nullable Path directory = from.getParent(); directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve("std_data"))) {
                return Optional.of(directory.resolve("std_data"));
            }
        }
        return Optional.empty();
    }
}
