package io.binrelay.relay.events;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.ChannelTopicReader;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.TopicEntry;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a channel's history. Holds no connection between two calls; thread-safe. */
public final class EventReader {
    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private final KafkaSettings kafka;
    private final String channel;
    private final ChannelTopic topic;

    /** Connects to nothing yet. */
    public EventReader(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
        this.topic = EventTopic.of(kafka, channel);
    }

    /** How long Kafka keeps an event. */
    public static Duration retention() {
        return EventTopic.RETENTION;
    }

    /** The topic's name. */
    public String topic() {
        return topic.name();
    }

    /**
     * Hands over all events there are, oldest first.
     *
     * @throws BinrelayException (KAFKA) unreachable, or no service of the channel has ever written one
     */
    public void read(Consumer<ServiceEvent> events) {
        if (!topic.exists()) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "No service of channel " + channel + " has left any event on Kafka at " + kafka.bootstrapServers()
                            + " (there is no topic " + topic.name()
                            + "). Check the channel's name, or start capture.",
                    true,
                    null);
        }
        try (ChannelTopicReader reader = new ChannelTopicReader(topic)) {
            reader.readToEnd(entry -> take(entry, events));
        }
    }

    private void take(TopicEntry entry, Consumer<ServiceEvent> events) {
        byte[] value = entry.value();
        try {
            if (value == null) {
                throw new IOException("it is empty");
            }
            events.accept(EventJson.read(value));
        } catch (IOException e) {
            LOG.warn("The event at offset {} of {} cannot be read", entry.offset(), topic.name(), e);
        }
    }
}
