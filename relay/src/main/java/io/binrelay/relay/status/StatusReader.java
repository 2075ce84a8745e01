package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaFailures;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what the services of a channel announce. Used by one thread. */
public final class StatusReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Who lives announces himself within this time; the clocks of broker and reader need not agree. */
    private static final Duration SIGN_OF_LIFE =
            StatusPublisher.INTERVAL.multipliedBy(3).dividedBy(2);

    private final KafkaSettings kafka;
    private final StatusTopic topic;
    private final Consumer<byte[], byte[]> consumer;
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
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.topic = new StatusTopic(kafka, channel);
        if (!topic.exists()) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "No service of channel " + channel + " has ever announced itself on Kafka at "
                            + kafka.bootstrapServers() + " (there is no topic " + topic.name()
                            + "). Check the channel's name, or start capture.",
                    true,
                    null);
        }
        this.consumer = connect();
    }

    /**
     * The last announcement of every service, sorted by role and name; standbys only while they live. The first call
     * takes up to one and a half seconds more while a service that has not said farewell is silent.
     *
     * @throws BinrelayException (KAFKA) unreachable
     */
    public List<ServiceReport> read() {
        try {
            readTo(consumer.endOffsets(Set.of(topic.partition())).getOrDefault(topic.partition(), 0L));
            if (!caughtUp) {
                caughtUp = true;
                awaitSignsOfLife();
            }
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(kafka, "reading " + topic.name(), e);
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
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void awaitSignsOfLife() {
        long deadline = System.nanoTime() + SIGN_OF_LIFE.toNanos();
        while (reports().stream().anyMatch(ServiceReport::missing) && System.nanoTime() - deadline < 0) {
            consumer.poll(POLL).records(topic.partition()).forEach(record -> take(record, 0));
        }
    }

    private void readTo(long end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(topic.partition()) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(topic.partition())) {
                take(record, caughtUp ? 0 : Math.max(0, System.currentTimeMillis() - record.timestamp()));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new org.apache.kafka.common.errors.TimeoutException(
                        "only read up to offset " + consumer.position(topic.partition()) + " of " + end);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long ageMillis) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            heard.remove(key);
            return;
        }
        try {
            heard.put(key, new Heard(StatusJson.read(record.value()), ageMillis, System.nanoTime()));
        } catch (IOException e) {
            LOG.warn("The announcement at offset {} of {} cannot be read", record.offset(), topic.name(), e);
        }
    }

    private List<ServiceReport> reports() {
        long now = System.nanoTime();
        return heard.values().stream().map(one -> one.report(now)).toList();
    }

    private Consumer<byte[], byte[]> connect() {
        try {
            Consumer<byte[], byte[]> connected = new KafkaConsumer<>(
                    kafka.forConsumer(
                            Map.of(
                                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                                    ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
                            Map.of(
                                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false)),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            connected.assign(List.of(topic.partition()));
            connected.seekToBeginning(List.of(topic.partition()));
            return connected;
        } catch (RuntimeException e) {
            throw KafkaFailures.explain(kafka, "connecting", e);
        }
    }
}
