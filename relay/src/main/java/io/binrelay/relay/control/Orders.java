package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What all orders given to a service come to. Immutable.
 *
 * @param lastRun the last order to start or stop; null when there was none
 * @param until where a service that runs is to stop by itself; null for nowhere
 * @param settings changed keys of the configuration
 * @param skippedSequences numbers of transactions that are not to be applied
 * @param skippedGtids GTIDs of such
 * @param lastOffset of the last order of any kind; -1 when there was none
 */
public record Orders(
        @Nullable GivenOrder lastRun,
        @Nullable Until until,
        Map<String, String> settings,
        Set<Long> skippedSequences,
        Set<String> skippedGtids,
        long lastOffset) {
    /** Nobody has ordered anything. */
    public static final Orders NONE = new Orders(null, null, Map.of(), Set.of(), Set.of(), -1);

    public Orders {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        skippedSequences = Collections.unmodifiableSet(new TreeSet<>(skippedSequences));
        skippedGtids = Collections.unmodifiableSet(new TreeSet<>(skippedGtids));
    }

    /** With one more order, given behind the others. */
    public Orders with(GivenOrder given) {
        requireNonNull(given, "given is null");
        long offset = given.offset();
        Order order = given.order();
        if (order instanceof Order.Start start) {
            return new Orders(given, start.until(), settings, skippedSequences, skippedGtids, offset);
        }
        if (order instanceof Order.Stop) {
            return new Orders(given, null, settings, skippedSequences, skippedGtids, offset);
        }
        if (order instanceof Order.Change change) {
            Map<String, String> changed = new TreeMap<>(settings);
            changed.keySet().removeAll(change.takenBack());
            changed.putAll(change.settings());
            return new Orders(lastRun, until, changed, skippedSequences, skippedGtids, offset);
        }
        if (order instanceof Order.Skip skip) {
            Set<Long> sequences = new TreeSet<>(skippedSequences);
            sequences.addAll(skip.sequences());
            Set<String> gtids = new TreeSet<>(skippedGtids);
            gtids.addAll(skip.gtids());
            return new Orders(lastRun, until, settings, sequences, gtids, offset);
        }
        return new Orders(lastRun, until, settings, Set.of(), Set.of(), offset);
    }

    /** Whether the service is to run: it was not stopped, or started again since. */
    public boolean running() {
        return lastRun == null || lastRun.order() instanceof Order.Start;
    }

    /** Of the last order to start or stop; -1 when there was none. */
    public long runOffset() {
        return lastRun == null ? -1 : lastRun.offset();
    }
}
