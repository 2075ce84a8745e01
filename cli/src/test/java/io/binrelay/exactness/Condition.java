package io.binrelay.exactness;

import static java.util.Objects.requireNonNull;

import io.binrelay.schemas.model.Family;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which servers something is for: {@code mysql}, {@code mysql>=8.0.21}, {@code mariadb<11}, or several of them, one of
 * which has to hold: {@code mysql>=8.0.21, mariadb}.
 */
record Condition(List<Range> ranges) {
    /** Every server. */
    static final Condition ALWAYS = new Condition(
            Stream.of(Family.MYSQL, Family.MARIADB).map(Range::all).toList());

    /** One family from a version on (inclusive) up to another (exclusive); empty texts set no limit. */
    record Range(Family family, String from, String below) {
        Range {
            requireNonNull(family, "family is null");
            requireNonNull(from, "from is null");
            requireNonNull(below, "below is null");
        }

        static Range all(Family family) {
            return new Range(family, "", "");
        }

        static Range parse(String text) {
            String name = text.replaceFirst("[<>].*", "").strip().toUpperCase(Locale.ROOT);
            String limits = text.substring(name.length()).strip();
            Family family = Family.valueOf(name);
            if (limits.isEmpty()) {
                return all(family);
            }
            if (limits.startsWith(">=")) {
                String[] both = limits.substring(2).split("<", 2);
                return new Range(family, both[0].strip(), both.length == 1 ? "" : both[1].strip());
            }
            if (limits.startsWith("<")) {
                return new Range(family, "", limits.substring(1).strip());
            }
            throw new IllegalArgumentException("'" + text + "' is none of FAMILY, FAMILY>=VERSION, FAMILY<VERSION");
        }

        boolean holds(ServerVersion server) {
            return server.family() == family
                    && (from.isEmpty() || server.isAtLeast(family, from))
                    && (below.isEmpty() || !server.isAtLeast(family, below));
        }
    }

    Condition {
        ranges = List.copyOf(ranges);
    }

    static Condition parse(String text) {
        return new Condition(
                Stream.of(text.split(",")).map(String::strip).map(Range::parse).toList());
    }

    boolean holds(ServerVersion server) {
        return ranges.stream().anyMatch(range -> range.holds(server));
    }
}
