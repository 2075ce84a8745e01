package io.binrelay.relay.control;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.KafkaSettings;
import java.util.Map;

/**
 * The topic of a channel's orders: {@code CHANNEL.control}, one partition. Nothing is ever taken out of it: orders are
 * few, what they come to is told by all of them, and who gave them is worth knowing years later.
 */
final class ControlTopic {
    private ControlTopic() {}

    static ChannelTopic of(KafkaSettings kafka, String channel) {
        return new ChannelTopic(
                kafka,
                channel + ".control",
                Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
    }
}
