package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the orders to reset an applier come to. Only those count that it was stopped for when they were given.
 * Immutable.
 *
 * @param pending what is to be forgotten and is not yet; null when there is nothing
 * @param last stamp of the last order to reset that counts; 0 when there was none
 * @param unlisted whether the last one was RESET REPLICA ALL, and nothing was ordered since
 */
public record Resets(@Nullable Pending pending, long last, boolean unlisted) {
    /** Nobody has ordered any. */
    public static final Resets NONE = new Resets(null, 0, false);

    /**
     * A reset that nobody has carried out yet.
     *
     * @param offset of the order
     * @param stamp higher than those of all resets before: the time of the order in milliseconds, moved on where clocks
     *     disagree. So it is higher too than those of a topic of orders that was deleted since
     * @param by who gave it
     * @param settings the changed keys of the configuration when it was given, which say where the replica is that has
     *     to forget
     */
    public record Pending(long offset, long stamp, String by, Map<String, String> settings) {
        public Pending {
            requireNonNull(by, "by is null");
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

    /** One more was ordered, of an applier with these settings. While one is pending its settings go on to count. */
    Resets ordered(GivenOrder given, boolean all, Map<String, String> settings) {
        Map<String, String> before = pending == null ? settings : pending.settings();
        long stamp = Math.max(last + 1, given.atMillis());
        return new Resets(new Pending(given.offset(), stamp, given.by(), before), stamp, all);
    }

    /** The one that was given at this offset is carried out. */
    Resets done(long offset) {
        return pending != null && pending.offset() == offset ? new Resets(null, last, unlisted) : this;
    }

    /** Something else was ordered. */
    Resets listed() {
        return unlisted ? new Resets(pending, last, false) : this;
    }
}
