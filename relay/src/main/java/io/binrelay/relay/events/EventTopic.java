package io.binrelay.relay.events;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.KafkaSettings;
import java.time.Duration;
import java.util.Map;

/** The topic of a channel's history: {@code CHANNEL.events}, one partition, 30 days or 64 MiB of it. */
final class EventTopic {
    /** How long an event is kept. */
    static final Duration RETENTION = Duration.ofDays(30);

    private static final long RETENTION_BYTES = 64L << 20;

    /** Kafka deletes whole segments. */
    private static final long SEGMENT_BYTES = 4L << 20;

    private EventTopic() {}

    static ChannelTopic of(KafkaSettings kafka, String channel) {
        return new ChannelTopic(
                kafka,
                channel + ".events",
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(RETENTION.toMillis()),
                        "retention.bytes",
                        Long.toString(RETENTION_BYTES),
                        "segment.bytes",
                        Long.toString(SEGMENT_BYTES),
                        // One clock for all services: the broker's.
                        "message.timestamp.type",
                        "LogAppendTime"));
    }
}
