package io.binrelay.schemas.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's GTID set: per server UUID, and per tag since 8.3, intervals of transaction numbers.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/replication-gtids-concepts.html">GTID Format and Storage</a>
 */
public final class MysqlGtidSet implements GtidSet {
    static final MysqlGtidSet EMPTY = new MysqlGtidSet(new TreeMap<>());

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    /** By UUID and tag, none of them empty; in the order of the canonical form. */
    private final NavigableMap<Origin, Intervals> intervals;

    private MysqlGtidSet(NavigableMap<Origin, Intervals> intervals) {
        this.intervals = intervals;
    }

    /** @param tag empty for none */
    private record Origin(String uuid, String tag) implements Comparable<Origin> {
        @Override
        public int compareTo(Origin other) {
            int byUuid = uuid.compareTo(other.uuid);
            return byUuid != 0 ? byUuid : tag.compareTo(other.tag);
        }
    }

    private record Gtid(Origin origin, long number) {}

    static MysqlGtidSet parse(String text) {
        String plain =
                requireNonNull(text, "text is null").replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        TreeMap<Origin, Intervals> intervals = new TreeMap<>();
        for (String part : plain.split(",", -1)) {
            if (!part.isEmpty()) {
                parseServer(part, intervals, text);
            }
        }
        return new MysqlGtidSet(intervals);
    }

    private static void parseServer(String part, NavigableMap<Origin, Intervals> intervals, String text) {
        String[] pieces = part.split(":", -1);
        if (pieces.length < 2 || !UUID.matcher(pieces[0]).matches()) {
            throw malformed(text);
        }
        String tag = "";
        boolean tagPending = false;
        for (int i = 1; i < pieces.length; i++) {
            if (TAG.matcher(pieces[i]).matches()) {
                if (tagPending) {
                    throw malformed(text);
                }
                tag = pieces[i];
                tagPending = true;
            } else {
                intervals.merge(new Origin(pieces[0], tag), interval(pieces[i], text), Intervals::union);
                tagPending = false;
            }
        }
        if (tagPending) {
            throw malformed(text);
        }
    }

    private static Intervals interval(String piece, String text) {
        int dash = piece.indexOf('-');
        long first = number(dash < 0 ? piece : piece.substring(0, dash), text);
        long last = dash < 0 ? first : number(piece.substring(dash + 1), text);
        if (last < first) {
            throw malformed(text);
        }
        return Intervals.of(first, last);
    }

    private static long number(String digits, String text) {
        try {
            if (NUMBER.matcher(digits).matches()) {
                long number = Long.parseLong(digits);
                if (number > 0 && number < Long.MAX_VALUE) {
                    return number;
                }
            }
            throw malformed(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(message(text), e);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(message(text));
    }

    private static String message(String text) {
        return "'" + text + "' is no GTID set of MySQL (expected e.g. 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7)";
    }

    private static Gtid gtid(String text) {
        MysqlGtidSet single = parse(text);
        Map.Entry<Origin, Intervals> entry = single.intervals.firstEntry();
        int colon = text.lastIndexOf(':');
        if (single.intervals.size() != 1 || colon < 0 || text.indexOf('-', colon) >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no GTID of MySQL (expected e.g. 3e11fa47-71ca-11e1-9e33-c80aa9429562:23)");
        }
        long number = number(text.substring(colon + 1).trim(), text);
        if (!entry.getValue().equals(Intervals.of(number, number))) {
            throw new IllegalArgumentException("'" + text + "' is more than one GTID");
        }
        return new Gtid(entry.getKey(), number);
    }

    @Override
    public Family family() {
        return Family.MYSQL;
    }

    @Override
    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    @Override
    public boolean contains(String gtid) {
        Gtid parsed = gtid(gtid);
        return intervals.getOrDefault(parsed.origin(), Intervals.NONE).contains(parsed.number());
    }

    @Override
    public MysqlGtidSet add(String gtid) {
        Gtid parsed = gtid(gtid);
        TreeMap<Origin, Intervals> result = new TreeMap<>(intervals);
        result.merge(parsed.origin(), Intervals.of(parsed.number(), parsed.number()), Intervals::union);
        return new MysqlGtidSet(result);
    }

    @Override
    public MysqlGtidSet union(GtidSet other) {
        TreeMap<Origin, Intervals> result = new TreeMap<>(intervals);
        mysql(other).intervals.forEach((origin, theirs) -> result.merge(origin, theirs, Intervals::union));
        return new MysqlGtidSet(result);
    }

    @Override
    public MysqlGtidSet subtract(GtidSet other) {
        MysqlGtidSet theirs = mysql(other);
        TreeMap<Origin, Intervals> result = new TreeMap<>();
        intervals.forEach((origin, mine) -> {
            Intervals rest = mine.subtract(theirs.intervals.getOrDefault(origin, Intervals.NONE));
            if (!rest.isEmpty()) {
                result.put(origin, rest);
            }
        });
        return new MysqlGtidSet(result);
    }

    @Override
    public boolean isSubsetOf(GtidSet other) {
        return subtract(other).isEmpty();
    }

    private static MysqlGtidSet mysql(GtidSet other) {
        if (other instanceof MysqlGtidSet set) {
            return set;
        }
        throw new IllegalArgumentException("'" + other + "' is a GTID position of MariaDB, expected a set of MySQL");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MysqlGtidSet that && intervals.equals(that.intervals);
    }

    @Override
    public int hashCode() {
        return intervals.hashCode();
    }

    /** UUIDs ascending, in each the intervals without tag first: {@code uuid:1-5:7:tag:1,uuid:2}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        String uuid = "";
        for (Map.Entry<Origin, Intervals> entry : intervals.entrySet()) {
            Origin origin = entry.getKey();
            if (!origin.uuid().equals(uuid)) {
                text.append(text.isEmpty() ? "" : ",").append(origin.uuid());
                uuid = origin.uuid();
            }
            text.append(origin.tag().isEmpty() ? "" : ":").append(origin.tag());
            entry.getValue().appendTo(text);
        }
        return text.toString();
    }
}
