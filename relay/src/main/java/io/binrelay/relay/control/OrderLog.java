package io.binrelay.relay.control;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopic;
import io.binrelay.relay.log.ChannelTopicReader;
import io.binrelay.relay.log.ChannelTopicWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.log.TopicEntry;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders of a channel, for who gives them and who looks them up. Thread-safe. */
public final class OrderLog implements AutoCloseable {
    private final ChannelTopic topic;
    private final ChannelTopicWriter writer;

    /**
     * Connects when needed.
     *
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public OrderLog(KafkaSettings kafka, String channel, @Nullable Integer replicationFactor) {
        this.topic = ControlTopic.of(kafka, channel);
        this.writer = ChannelTopicWriter.ofDurable(topic, replicationFactor);
    }

    /**
     * Gives an order; it is on all in-sync brokers then.
     *
     * @param service {@code capture} or {@code applier/NAME}
     * @param by who gives it
     * @return the order's offset; {@link Orders#lastOffset} tells whether a service has heard of it
     * @throws BinrelayException (KAFKA) the brokers did not take it in time; it may come to be there nevertheless
     */
    public synchronized long give(String service, Order order, String by) {
        return writer.put(
                requireNonNull(service, "service is null"), OrderJson.write(order, by, System.currentTimeMillis()));
    }

    /**
     * All orders ever given, in order.
     *
     * @throws BinrelayException (KAFKA) unreachable, or an order is of a kind that this version does not know
     */
    public List<GivenOrder> all() {
        List<GivenOrder> orders = new ArrayList<>();
        if (topic.exists()) {
            try (ChannelTopicReader reader = new ChannelTopicReader(topic)) {
                reader.readToEnd(entry -> orders.add(read(topic, entry)));
            }
        }
        return orders;
    }

    /** What the orders given to a service come to. */
    public Orders of(String service) {
        Orders orders = Orders.NONE;
        for (GivenOrder given : all()) {
            if (given.service().equals(service)) {
                orders = orders.with(given);
            }
        }
        return orders;
    }

    @Override
    public synchronized void close() {
        writer.close();
    }

    /** @throws BinrelayException (KAFKA) it is no order that this version knows */
    static GivenOrder read(ChannelTopic topic, TopicEntry entry) {
        try {
            return OrderJson.read(entry);
        } catch (IOException e) {
            throw new BinrelayException(
                    ErrorCode.KAFKA,
                    "The order at offset " + entry.offset() + " of topic " + topic.name() + " cannot be read: "
                            + e.getMessage() + ". Run the version of binrelay that gave it, or a newer one.",
                    false,
                    e);
        }
    }
}
