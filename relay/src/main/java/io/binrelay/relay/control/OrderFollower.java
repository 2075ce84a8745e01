package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.ChannelTopicReader;
import io.binrelay.relay.log.ChannelTopicWatch;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.RelayTopic;
import io.binrelay.relay.log.TopicEntry;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the orders given to a service, in a thread of its own. When Kafka is away, what was heard last goes on to
 * count; all is read again afterwards.
 *
 * <p>When the topic is gone, the orders are, and a service that was stopped must not begin because nobody remembers it:
 * what was heard last goes on to count, also below what is ordered on a new topic; and a service that has heard nothing
 * waits for an order, unless the channel has no relay log either, which is new then. Thread-safe.
 */
public final class OrderFollower implements StandingOrders, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final ChannelTopic topic;
    private final ChannelTopic relayLog;
    private final String service;
    private final @Nullable Integer replicationFactor;
    private final Thread thread;
    private volatile @Nullable Orders heard;
    private volatile @Nullable BinrelayException failure;
    private volatile @Nullable ChannelTopicReader open;
    private volatile boolean closed;

    /** Id of the topic that was heard; null before. Used by the thread only. */
    private @Nullable String topicId;

    /**
     * Begins to listen; connects in the background, and again whenever that is needed.
     *
     * @param service {@code capture} or {@code applier/NAME}
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public OrderFollower(KafkaSettings kafka, String channel, String service, @Nullable Integer replicationFactor) {
        this.topic = ControlTopic.of(kafka, channel);
        this.relayLog = new ChannelTopic(kafka, new RelayTopic(kafka, channel).name(), Map.of());
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
        String id = present();
        Orders base = base(id);
        try (ChannelTopicReader reader = new ChannelTopicReader(topic);
                ChannelTopicWatch watch = topic.watch(id, consequence(true))) {
            open = reader;
            Folding folding = new Folding(base);
            reader.readToEnd(folding::take);
            if (failure != null) {
                LOG.info("Orders are heard again");
            }
            failure = null;
            topicId = id;
            heard = folding.orders;
            while (!closed) {
                watch.look();
                reader.poll(POLL, folding::take);
                heard = folding.orders;
            }
        } finally {
            open = null;
        }
    }

    /** The id of the topic, which is created only for a channel that is new. */
    private String present() {
        Optional<String> found = topic.id();
        if (found.isEmpty() && heard == null && !relayLog.exists()) {
            topic.ensure(replicationFactor);
        }
        // Again: the first service of the channel may just have created both topics.
        return found.or(topic::id)
                .orElseThrow(() -> new BinrelayException(
                        ErrorCode.KAFKA,
                        "Topic " + topic.name() + ", which holds the orders of operators, is gone. "
                                + consequence(heard != null) + ".",
                        true,
                        null));
    }

    private Orders base(String id) {
        Orders before = heard;
        if (before == null || topicId == null || topicId.equals(id)) {
            return Orders.NONE;
        }
        LOG.warn(
                "Topic {} is another one than it was: what was ordered before counts until this process ends, and is"
                        + " not known to the next one. Give those orders again that are to last",
                topic.name());
        return before;
    }

    private String consequence(boolean ordered) {
        return (ordered
                        ? "This service goes on as it was last ordered, and hears of nothing more"
                        : "The channel has a relay log already, so this service may have been ordered to stop, to skip or"
                                + " to wait: it does not begin without an order")
                + ". Give the orders again: 'binrelay start " + name() + "' or 'binrelay stop " + name()
                + "' creates the topic; delay, changed settings and transactions to be skipped are lost with it";
    }

    private String name() {
        return service.substring(service.indexOf('/') + 1);
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
        private Orders orders;

        /** @param base what is ordered already */
        Folding(Orders base) {
            orders = base;
        }

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
