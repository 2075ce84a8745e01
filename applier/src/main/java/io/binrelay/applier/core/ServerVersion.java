package io.binrelay.applier.core;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's version.
 *
 * @param text as the server says it
 */
public record ServerVersion(Family family, int major, int minor, int patch, String text) {
    /** MariaDB puts {@code 5.5.5-} in front, for old clients. */
    private static final Pattern NUMBERS = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    public ServerVersion {
        requireNonNull(family, "family is null");
        requireNonNull(text, "text is null");
    }

    /**
     * Reads what a server says of itself.
     *
     * @param text {@code 8.0.15}, {@code 8.4.3-log}, {@code 11.4.5-MariaDB-log}
     * @throws IllegalArgumentException it does not begin with numbers
     */
    public static ServerVersion parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("'" + text + "' is not the version of a MySQL or MariaDB server");
        }
        Family family = text.toLowerCase(Locale.ROOT).contains("mariadb") ? Family.MARIADB : Family.MYSQL;
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new ServerVersion(
                family, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch, text);
    }

    /** Whether it is this version or a newer one of the same family. */
    public boolean isAtLeast(int thatMajor, int thatMinor, int thatPatch) {
        if (major != thatMajor) {
            return major > thatMajor;
        }
        return minor != thatMinor ? minor > thatMinor : patch >= thatPatch;
    }

    /**
     * Whether a replica of this version understands all a source writes: same family, and not older. Within a release
     * series the form of the events is stable, except in MySQL 8.0, which got features in patches.
     */
    public boolean canReplay(ServerVersion source) {
        boolean patchesMatter = source.family == Family.MYSQL && source.major == 8 && source.minor == 0;
        return family == source.family && isAtLeast(source.major, source.minor, patchesMatter ? source.patch : 0);
    }

    @Override
    public String toString() {
        return (family == Family.MARIADB ? "MariaDB " : "MySQL ") + major + "." + minor + "." + patch;
    }
}
