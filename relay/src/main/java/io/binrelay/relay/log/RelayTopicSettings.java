package io.binrelay.relay.log;

import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What capture wants of the relay topic.
 *
 * @param replicationFactor of a topic that is created; null for the broker's default
 * @param maxMessageBytes setting max.message.bytes of a topic that is created
 */
public record RelayTopicSettings(@Nullable Integer replicationFactor, long maxMessageBytes) {
    public RelayTopicSettings {
        if (maxMessageBytes <= 0 || maxMessageBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("max.message.bytes " + maxMessageBytes);
        }
    }

    /** As capture is configured. */
    public static RelayTopicSettings of(Configuration configuration) {
        return new RelayTopicSettings(
                configuration.find(CommonKeys.TOPIC_REPLICATION_FACTOR).orElse(null),
                configuration.get(CommonKeys.TOPIC_MAX_MESSAGE_BYTES));
    }
}
