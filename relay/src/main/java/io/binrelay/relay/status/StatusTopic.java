package io.binrelay.relay.status;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.KafkaSettings;
import java.util.Map;

/** The topic of a channel's announcements: {@code CHANNEL.status}, one partition, compacted. */
final class StatusTopic {
    /** Kafka's least (KIP-1030): a service announces a kilobyte a second, and only the last announcement matters. */
    private static final int SEGMENT_BYTES = 1 << 20;

    private StatusTopic() {}

    static ChannelTopic of(KafkaSettings kafka, String channel) {
        return new ChannelTopic(
                kafka,
                channel + ".status",
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "segment.bytes",
                        Integer.toString(SEGMENT_BYTES),
                        "min.cleanable.dirty.ratio",
                        "0.1",
                        "delete.retention.ms",
                        "60000",
                        // One clock for all services: the broker's.
                        "message.timestamp.type",
                        "LogAppendTime"));
    }
}
