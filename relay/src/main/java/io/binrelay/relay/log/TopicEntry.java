package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A record of a {@link ChannelTopic}. The array is not copied.
 *
 * @param timestampMillis when it was written, by the clock the topic goes by, milliseconds since the epoch
 * @param key what it is about
 * @param value null when what the key stood for is gone
 */
public record TopicEntry(long offset, long timestampMillis, String key, byte @Nullable [] value) {
    public TopicEntry {
        requireNonNull(key, "key is null");
    }
}
