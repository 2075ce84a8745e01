package io.binrelay.schemas.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Adds up GTIDs that mostly follow one another, cheaply. Not thread-safe. */
public final class GtidCollector {
    private final Family family;
    private GtidSet collected;

    /** What the GTIDs of the open run begin with, the last separator included; null before the first. */
    private @Nullable String prefix;

    private long first;
    private long last;

    public GtidCollector(Family family) {
        this.family = requireNonNull(family, "family is null");
        this.collected = GtidSet.empty(family);
    }

    /**
     * Adds a transaction.
     *
     * @param gtid as its source writes it
     * @throws IllegalArgumentException it is no GTID of the family
     */
    public void add(String gtid) {
        int end = gtid.lastIndexOf(family == Family.MYSQL ? ':' : '-') + 1;
        String begin = prefix;
        long number = Long.parseUnsignedLong(gtid, end, gtid.length(), 10);
        if (begin != null && begin.length() == end && number == last + 1 && gtid.startsWith(begin)) {
            last = number;
            return;
        }
        closeRun();
        prefix = gtid.substring(0, end);
        first = number;
        last = number;
    }

    /** All that were added. */
    public GtidSet set() {
        closeRun();
        return collected;
    }

    private void closeRun() {
        if (prefix == null) {
            return;
        }
        collected = family == Family.MYSQL
                ? collected.union(GtidSet.parse(family, prefix + first + "-" + last))
                : collected.add(prefix + Long.toUnsignedString(last));
        prefix = null;
    }
}
