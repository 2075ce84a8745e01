package io.binrelay.relay.control;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an operator wants of a service. Immutable. */
public sealed interface Order {
    /**
     * START REPLICA, START REPLICA UNTIL.
     *
     * @param until where to stop again; null for nowhere
     */
    record Start(@Nullable Until until) implements Order {}

    /**
     * STOP REPLICA.
     *
     * @param reason null when an operator gave the order; else why the service gave it to itself
     */
    record Stop(@Nullable String reason) implements Order {}

    /**
     * CHANGE REPLICATION SOURCE TO: keys of the configuration, which win over all other places where they are set.
     *
     * @param settings values by key
     * @param takenBack keys whose earlier changes do not count any more
     */
    record Change(Map<String, String> settings, Set<String> takenBack) implements Order {
        public Change {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
            takenBack = Collections.unmodifiableSet(new TreeSet<>(takenBack));
            if (settings.isEmpty() && takenBack.isEmpty()) {
                throw new IllegalArgumentException("nothing is changed");
            }
        }
    }

    /**
     * SQL_SLAVE_SKIP_COUNTER and its like: transactions that are not applied to this replica.
     *
     * @param sequences their numbers in the relay log
     * @param gtids or their GTIDs, as the source writes them
     */
    record Skip(Set<Long> sequences, Set<String> gtids) implements Order {
        public Skip {
            sequences = Collections.unmodifiableSet(new TreeSet<>(sequences));
            gtids = Collections.unmodifiableSet(new TreeSet<>(gtids));
            if (sequences.isEmpty() && gtids.isEmpty()) {
                throw new IllegalArgumentException("nothing is skipped");
            }
        }
    }

    /**
     * The replica begins anew, with nothing applied: what was to be skipped on its predecessor is not skipped again.
     * Given by appliers.
     */
    record Begin() implements Order {}

    /**
     * RESET REPLICA, RESET REPLICA ALL: the replica's position is forgotten, with the skips and the delay that were
     * ordered for it. Counts only for an applier that was stopped by order before.
     *
     * @param all whether all settings that were changed by order are forgotten too, and the applier is not listed any
     *     more until something else is ordered
     */
    record Reset(boolean all) implements Order {}

    /**
     * A reset is carried out: the replica knows no position any more. Given by appliers.
     *
     * @param reset offset of the order to reset
     */
    record ResetDone(long reset) implements Order {}

    /**
     * The relay log is in this topic. Given by capture, to itself: a topic that is deleted takes everything with it
     * that could tell.
     *
     * @param topicId Kafka's id of the topic, another one for each topic ever created under its name
     */
    record Log(String topicId) implements Order {
        public Log {
            if (topicId.isEmpty()) {
                throw new IllegalArgumentException("topicId is empty");
            }
        }
    }
}
