package io.binrelay.cli.control;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.output.JsonText;
import io.binrelay.cli.output.TextTable;
import io.binrelay.relay.control.GivenOrder;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.OrderJson;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orders that were given to the services of a channel, for people and for programs. */
public final class OrderReport {
    private final String channel;
    private final List<GivenOrder> orders;

    /**
     * Of all services, or of one.
     *
     * @param channel its name
     * @param all in order
     * @param name {@code capture} or a replica's; null for all services
     */
    public OrderReport(String channel, List<GivenOrder> all, @Nullable String name) {
        this.channel = requireNonNull(channel, "channel is null");
        String key = name == null ? null : Operator.keyOf(name);
        this.orders = all.stream()
                .filter(given -> key == null || given.service().equals(key))
                .toList();
    }

    /**
     * One object: {@code channel}, and {@code orders}, oldest first, each with its {@code offset}, {@code time},
     * {@code by}, {@code service} and what the order says.
     */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("channel", channel);
        ArrayNode array = root.putArray("orders");
        for (GivenOrder given : orders) {
            ObjectNode node = array.addObject()
                    .put("offset", given.offset())
                    .put("time", time(given))
                    .put("by", given.by())
                    .put("service", given.service());
            node.setAll(OrderJson.toJson(given.order()));
        }
        return JsonText.of(root);
    }

    /** A table; a sentence when there is no order. */
    public List<String> lines() {
        if (orders.isEmpty()) {
            return List.of("No order was ever given.");
        }
        TextTable table =
                new TextTable().column("time").column("by").column("service").column("order");
        orders.forEach(
                given -> table.row(time(given), given.by(), given.service().replace('/', ' '), text(given.order())));
        return table.lines();
    }

    private static String time(GivenOrder given) {
        return Instant.ofEpochMilli(given.atMillis()).toString();
    }

    private static String text(Order order) {
        if (order instanceof Order.Start start) {
            return start.until() == null ? "start" : "start until " + start.until();
        }
        if (order instanceof Order.Stop stop) {
            return stop.reason() == null ? "stop" : "stop: " + stop.reason();
        }
        if (order instanceof Order.Change change) {
            return "change "
                    + Stream.concat(
                                    change.settings().entrySet().stream()
                                            .map(entry -> entry.getKey() + "=" + entry.getValue()),
                                    change.takenBack().stream().map(key -> key + " taken back"))
                            .collect(Collectors.joining(", "));
        }
        if (order instanceof Order.Skip skip) {
            return "skip "
                    + (skip.gtids().isEmpty()
                            ? "transactions "
                                    + skip.sequences().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))
                            : String.join(", ", skip.gtids()));
        }
        if (order instanceof Order.Reset reset) {
            return reset.all() ? "reset --all" : "reset";
        }
        if (order instanceof Order.Log log) {
            return "the relay log is in the topic with id " + log.topicId();
        }
        return order instanceof Order.ResetDone ? "reset: done" : "begin anew";
    }
}
