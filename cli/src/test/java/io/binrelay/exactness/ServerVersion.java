package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Family and version of a server, e.g. {@code MYSQL 8.0.15}. Ordered within a family. */
record ServerVersion(Family family, int major, int minor, int patch) implements Comparable<ServerVersion> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

    ServerVersion {
        requireNonNull(family, "family is null");
    }

    /** Of what VERSION() says. */
    static ServerVersion of(String text) {
        boolean mariadb = text.toLowerCase(Locale.ROOT).contains("mariadb");
        return of(mariadb ? Family.MARIADB : Family.MYSQL, text);
    }

    /** Of a family and numbers such as {@code 8.0.21} or {@code 9}; what is missing counts as 0. */
    static ServerVersion of(Family family, String numbers) {
        Matcher matcher = NUMBERS.matcher(numbers);
        if (!matcher.find()) {
            throw new IllegalArgumentException("'" + numbers + "' holds no version");
        }
        return new ServerVersion(family, number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether it is of the family and at least of the version. */
    boolean isAtLeast(Family other, String numbers) {
        return family == other && compareTo(of(other, numbers)) >= 0;
    }

    @Override
    public int compareTo(ServerVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = Integer.compare(minor, other.minor);
        return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return (family == Family.MYSQL ? "MySQL " : "MariaDB ") + major + "." + minor + "." + patch;
    }
}
