package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.ApplierKeys;
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
 * @param resets what orders to reset come to
 * @param log id of the topic that capture writes the relay log to; null while it has not said so
 * @param lastOffset of the last order of any kind; -1 when there was none
 */
public record Orders(
        @Nullable GivenOrder lastRun,
        @Nullable Until until,
        Map<String, String> settings,
        Set<Long> skippedSequences,
        Set<String> skippedGtids,
        Resets resets,
        @Nullable String log,
        long lastOffset) {
    /** Nobody has ordered anything. */
    public static final Orders NONE = new Orders(null, null, Map.of(), Set.of(), Set.of(), Resets.NONE, null, -1);

    public Orders {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        skippedSequences = Collections.unmodifiableSet(new TreeSet<>(skippedSequences));
        skippedGtids = Collections.unmodifiableSet(new TreeSet<>(skippedGtids));
        requireNonNull(resets, "resets is null");
    }

    /** With one more order, given behind the others. */
    public Orders with(GivenOrder given) {
        requireNonNull(given, "given is null");
        Order order = given.order();
        long offset = given.offset();
        if (order instanceof Order.Start start) {
            return new Orders(
                    given, start.until(), settings, skippedSequences, skippedGtids, resets.listed(), log, offset);
        }
        if (order instanceof Order.Stop) {
            return new Orders(given, null, settings, skippedSequences, skippedGtids, resets.listed(), log, offset);
        }
        if (order instanceof Order.Change change) {
            Map<String, String> changed = new TreeMap<>(settings);
            changed.keySet().removeAll(change.takenBack());
            changed.putAll(change.settings());
            return new Orders(lastRun, until, changed, skippedSequences, skippedGtids, resets.listed(), log, offset);
        }
        if (order instanceof Order.Skip skip) {
            Set<Long> sequences = new TreeSet<>(skippedSequences);
            sequences.addAll(skip.sequences());
            Set<String> gtids = new TreeSet<>(skippedGtids);
            gtids.addAll(skip.gtids());
            return new Orders(lastRun, until, settings, sequences, gtids, resets.listed(), log, offset);
        }
        if (order instanceof Order.Reset reset) {
            return running() ? heard(resets, offset) : reset(given, reset.all());
        }
        if (order instanceof Order.ResetDone done) {
            return heard(resets.done(done.reset()), offset);
        }
        if (order instanceof Order.Log written) {
            return new Orders(
                    lastRun, until, settings, skippedSequences, skippedGtids, resets, written.topicId(), offset);
        }
        return new Orders(lastRun, until, settings, Set.of(), Set.of(), resets, log, offset);
    }

    private Orders heard(Resets newResets, long offset) {
        return new Orders(lastRun, until, settings, skippedSequences, skippedGtids, newResets, log, offset);
    }

    /** As RESET REPLICA does, the delay is forgotten in any case (manual, "Delayed Replication"). */
    private Orders reset(GivenOrder given, boolean all) {
        Map<String, String> kept = new TreeMap<>(settings);
        kept.remove(ApplierKeys.APPLY_DELAY_SECONDS.name());
        return new Orders(
                lastRun,
                until,
                all ? Map.of() : kept,
                Set.of(),
                Set.of(),
                resets.ordered(given, all, settings),
                log,
                given.offset());
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
