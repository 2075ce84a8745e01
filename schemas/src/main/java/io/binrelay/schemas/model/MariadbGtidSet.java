package io.binrelay.schemas.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's GTID position: the last transaction of each replication domain, and with it all transactions of the domain
 * with lower sequence numbers. Of several entries of one domain, as in {@code gtid_binlog_state}, the highest counts.
 *
 * @see <a href="https://mariadb.com/docs/server/ha-and-performance/standard-replication/gtid">Global Transaction ID</a>
 */
public final class MariadbGtidSet implements GtidSet {
    static final MariadbGtidSet EMPTY = new MariadbGtidSet(new TreeMap<>());

    private static final Pattern GTID = Pattern.compile("([0-9]{1,10})-([0-9]{1,10})-([0-9]{1,20})");

    /** The last transaction by domain. */
    private final NavigableMap<Long, Gtid> last;

    private MariadbGtidSet(NavigableMap<Long, Gtid> last) {
        this.last = last;
    }

    /** @param sequence unsigned */
    private record Gtid(long domain, long server, long sequence) {
        Gtid later(Gtid other) {
            return Long.compareUnsigned(sequence, other.sequence) >= 0 ? this : other;
        }

        boolean isAhead(@Nullable Gtid other) {
            return other == null || Long.compareUnsigned(sequence, other.sequence) > 0;
        }

        @Override
        public String toString() {
            return domain + "-" + server + "-" + Long.toUnsignedString(sequence);
        }
    }

    static MariadbGtidSet parse(String text) {
        String plain = requireNonNull(text, "text is null").replaceAll("\\s", "");
        TreeMap<Long, Gtid> last = new TreeMap<>();
        for (String part : plain.split(",", -1)) {
            if (!part.isEmpty()) {
                Gtid gtid = gtid(part, text);
                last.merge(gtid.domain(), gtid, Gtid::later);
            }
        }
        return new MariadbGtidSet(last);
    }

    private static Gtid gtid(String part, String text) {
        Matcher matcher = GTID.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(message(text));
        }
        try {
            return new Gtid(
                    Integer.toUnsignedLong(Integer.parseUnsignedInt(matcher.group(1))),
                    Integer.toUnsignedLong(Integer.parseUnsignedInt(matcher.group(2))),
                    Long.parseUnsignedLong(matcher.group(3)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(message(text), e);
        }
    }

    private static String message(String text) {
        return "'" + text + "' is no GTID position of MariaDB (expected e.g. 0-1-100,1-2-30)";
    }

    @Override
    public Family family() {
        return Family.MARIADB;
    }

    @Override
    public boolean isEmpty() {
        return last.isEmpty();
    }

    @Override
    public boolean contains(String gtid) {
        Gtid parsed = gtid(gtid, gtid);
        Gtid known = last.get(parsed.domain());
        return known != null && !parsed.isAhead(known);
    }

    @Override
    public MariadbGtidSet add(String gtid) {
        Gtid parsed = gtid(gtid, gtid);
        TreeMap<Long, Gtid> result = new TreeMap<>(last);
        result.merge(parsed.domain(), parsed, Gtid::later);
        return new MariadbGtidSet(result);
    }

    @Override
    public MariadbGtidSet union(GtidSet other) {
        TreeMap<Long, Gtid> result = new TreeMap<>(last);
        mariadb(other).last.forEach((domain, gtid) -> result.merge(domain, gtid, Gtid::later));
        return new MariadbGtidSet(result);
    }

    @Override
    public MariadbGtidSet subtract(GtidSet other) {
        Map<Long, Gtid> theirs = mariadb(other).last;
        TreeMap<Long, Gtid> result = new TreeMap<>();
        last.forEach((domain, gtid) -> {
            if (gtid.isAhead(theirs.get(domain))) {
                result.put(domain, gtid);
            }
        });
        return new MariadbGtidSet(result);
    }

    @Override
    public boolean isSubsetOf(GtidSet other) {
        return subtract(other).isEmpty();
    }

    private static MariadbGtidSet mariadb(GtidSet other) {
        if (other instanceof MariadbGtidSet set) {
            return set;
        }
        throw new IllegalArgumentException("'" + other + "' is a GTID set of MySQL, expected a position of MariaDB");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MariadbGtidSet that && last.equals(that.last);
    }

    @Override
    public int hashCode() {
        return last.hashCode();
    }

    /** Domains ascending: {@code 0-1-100,1-2-30}. */
    @Override
    public String toString() {
        return last.values().stream().map(Gtid::toString).collect(Collectors.joining(","));
    }
}
