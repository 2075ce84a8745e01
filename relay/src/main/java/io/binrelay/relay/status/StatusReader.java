package io.binrelay.relay.status;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.ChannelTopicReader;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.TopicEntry;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what the services of a channel announce. Used by one thread. */
public final class StatusReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Who lives announces himself within this time; the clocks of broker and reader need not agree. */
    private static final Duration SIGN_OF_LIFE =
            StatusPublisher.INTERVAL.multipliedBy(3).dividedBy(2);

    private final ChannelTopic topic;
    private final ChannelTopicReader reader;
    private final Map<String, Heard> heard = new TreeMap<>();
    private boolean caughtUp;

    /** The age of an announcement is what it was on arrival and the time since. */
    private record Heard(ServiceStatus status, long ageOnArrivalMillis, long arrivedNanos) {
        ServiceReport report(long nowNanos) {
            return new ServiceReport(
                    status, ageOnArrivalMillis + TimeUnit.NANOSECONDS.toMillis(nowNanos - arrivedNanos));
        }
    }

    /**
     * Connects.
     *
     * @throws BinrelayException (KAFKA) unreachable, or nobody of this channel has ever announced himself
     */
    public StatusReader(KafkaSettings kafka, String channel) {
        this.topic = StatusTopic.of(kafka, channel);
        if (!topic.exists()) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "No service of channel " + channel + " has ever announced itself on Kafka at "
                            + kafka.bootstrapServers() + " (there is no topic " + topic.name()
                            + "). Check the channel's name, or start capture.",
                    true,
                    null);
        }
        this.reader = new ChannelTopicReader(topic);
    }

    /**
     * The last announcement of every service, sorted by role and name; standbys only while they live. The first call
     * takes up to one and a half seconds more while a service that has not said farewell is silent.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public List<ServiceReport> read() {
        reader.readToEnd(entry ->
                take(entry, caughtUp ? 0 : Math.max(0, System.currentTimeMillis() - entry.timestampMillis())));
        if (!caughtUp) {
            caughtUp = true;
            awaitSignsOfLife();
        }
        return reports().stream()
                .filter(report -> report.status().state().speaksForService() || report.responding())
                .toList();
    }

    /** Reads once, as {@code read} does, and puts it together. */
    public ChannelStatus readChannel() {
        return ChannelStatus.of(read());
    }

    @Override
    public void close() {
        reader.close();
    }

    private void awaitSignsOfLife() {
        long deadline = System.nanoTime() + SIGN_OF_LIFE.toNanos();
        while (reports().stream().anyMatch(ServiceReport::missing) && System.nanoTime() - deadline < 0) {
            reader.poll(POLL, entry -> take(entry, 0));
        }
    }

    private void take(TopicEntry entry, long ageMillis) {
        byte[] value = entry.value();
        if (value == null) {
            heard.remove(entry.key());
            return;
        }
        try {
            heard.put(entry.key(), new Heard(StatusJson.read(value), ageMillis, System.nanoTime()));
        } catch (IOException e) {
            LOG.warn("The announcement at offset {} of {} cannot be read", entry.offset(), topic.name(), e);
        }
    }

    private List<ServiceReport> reports() {
        long now = System.nanoTime();
        return heard.values().stream().map(one -> one.report(now)).toList();
    }
}
