package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.ChannelTopicReader;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.TopicEntry;
import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the orders given to a service, in a thread of its own. When Kafka is away, what was heard last goes on to
 * count; all is read again afterwards. Thread-safe.
 */
public final class OrderFollower implements StandingOrders, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final ChannelTopic topic;
    private final String service;
    private final @Nullable Integer replicationFactor;
    private final Thread thread;
    private volatile @Nullable Orders heard;
    private volatile @Nullable BinrelayException failure;
    private volatile @Nullable ChannelTopicReader open;
    private volatile boolean closed;

    /**
     * Begins to listen; connects in the background, and again whenever that is needed.
     *
     * @param service {@code capture} or {@code applier/NAME}
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public OrderFollower(KafkaSettings kafka, String channel, String service, @Nullable Integer replicationFactor) {
        this.topic = ControlTopic.of(kafka, channel);
        this.service = requireNonNull(service, "service is null");
        this.replicationFactor = replicationFactor;
        this.thread = new Thread(this::run, "orders-" + channel);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Optional<Orders> current() {
        return Optional.ofNullable(heard);
    }

    @Override
    public Optional<BinrelayException> trouble() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
        ChannelTopicReader reading = open;
        if (reading != null) {
            reading.wakeUp();
        }
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (BinrelayException e) {
                lost(e);
            }
        }
    }

    private void follow() {
        topic.ensure(replicationFactor);
        try (ChannelTopicReader reader = new ChannelTopicReader(topic)) {
            open = reader;
            Folding folding = new Folding();
            reader.readToEnd(folding::take);
            if (failure != null) {
                LOG.info("Orders are heard again");
            }
            failure = null;
            heard = folding.orders;
            while (!closed) {
                reader.poll(POLL, folding::take);
                heard = folding.orders;
            }
        } finally {
            open = null;
        }
    }

    private void lost(BinrelayException e) {
        if (closed) {
            return;
        }
        BinrelayException known = failure;
        if (known == null || !String.valueOf(known.getMessage()).equals(e.getMessage())) {
            LOG.warn("Orders cannot be heard: {}", e.getMessage());
        }
        failure = e;
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Adds up the orders to the service, and passes over those to others. */
    private final class Folding {
        private Orders orders = Orders.NONE;

        void take(TopicEntry entry) {
            if (entry.key().equals(service)) {
                GivenOrder given = OrderLog.read(topic, entry);
                if (heard != null) {
                    LOG.info("Order from {}: {}", given.by(), given.order());
                }
                orders = orders.with(given);
            }
        }
    }
}
