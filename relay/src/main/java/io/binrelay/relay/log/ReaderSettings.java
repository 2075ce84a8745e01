package io.binrelay.relay.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** How an applier's consumer is set. */
final class ReaderSettings {
    /** A member that was killed is replaced after this time; brokers allow no less (group.min.session.timeout.ms). */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    /** The polling thread is never busy for long; one that hangs gives up its membership. */
    private static final int POLL_INTERVAL_MS = 30_000;

    /** Usual size of the largest records: bounds what one poll takes out of a well compressed batch. */
    private static final long LARGE_RECORD_BYTES = 1 << 20;

    private ReaderSettings() {}

    static Map<String, Object> of(KafkaSettings kafka, String group, long bufferBytes) {
        Map<String, Object> ours = new HashMap<>();
        ours.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        ours.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 4);
        ours.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_INTERVAL_MS);
        ours.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, recordsPerPoll(bufferBytes));
        ours.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        ours.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        ours.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        // The operating system sizes the window.
        ours.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        ours.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        ours.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        ours.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return kafka.forConsumer(ours, fixed(group));
    }

    private static Map<String, Object> fixed(String group) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "classic",
                // The owner stays the owner when a standby joins.
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }

    private static int recordsPerPoll(long bufferBytes) {
        return (int) Math.max(8, Math.min(500, bufferBytes / LARGE_RECORD_BYTES));
    }
}
