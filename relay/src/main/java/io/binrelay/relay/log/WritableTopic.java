package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

/**
 * A topic that fits, as a writer needs to know it.
 *
 * @param incarnation the topic's id: another one for each topic ever created under its name
 * @param maxMessageBytes its setting {@code max.message.bytes}: largest batch it takes, compressed
 */
public record WritableTopic(String incarnation, long maxMessageBytes) {
    public WritableTopic {
        requireNonNull(incarnation, "incarnation is null");
    }
}
