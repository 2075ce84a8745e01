package io.binrelay.relay.log;

import static java.util.Objects.requireNonNull;

/**
 * What of a topic does not suit a relay log.
 *
 * @param setting which of its settings, by Kafka's name
 * @param found what is wrong, without a full stop
 * @param remedy what to do, with the command to run, without the last full stop
 */
public record TopicDefect(String setting, String found, String remedy) {
    public TopicDefect {
        requireNonNull(setting, "setting is null");
        requireNonNull(found, "found is null");
        requireNonNull(remedy, "remedy is null");
    }

    /** {@code FOUND. REMEDY}, without the last full stop, since a command may stand there. */
    @Override
    public String toString() {
        return found + ". " + remedy;
    }
}
