package io.binrelay.relay.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.relay.log.TopicEntry;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Orders as JSON: {@code {"order":"start","until":"gtid=...","by":"dba@host1","at":1767225600000}}. An order of a kind
 * that is not known is an error, not passed over: a newer binrelay gave it, and it may matter.
 */
public final class OrderJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private OrderJson() {}

    static byte[] write(Order order, String by, long atMillis) {
        ObjectNode node = toJson(order).put("by", by).put("at", atMillis);
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An order cannot be written as JSON", e);
        }
    }

    /** What is ordered: {@code order}, and what belongs to an order of this kind. */
    public static ObjectNode toJson(Order order) {
        ObjectNode node = MAPPER.createObjectNode();
        if (order instanceof Order.Start start) {
            node.put("order", "start");
            if (start.until() != null) {
                node.put("until", start.until().toString());
            }
        } else if (order instanceof Order.Stop stop) {
            node.put("order", "stop");
            if (stop.reason() != null) {
                node.put("reason", stop.reason());
            }
        } else if (order instanceof Order.Change change) {
            node.put("order", "change");
            ObjectNode settings = node.putObject("settings");
            change.settings().forEach(settings::put);
            ArrayNode takenBack = node.putArray("takenBack");
            change.takenBack().forEach(takenBack::add);
        } else if (order instanceof Order.Skip skip) {
            node.put("order", "skip");
            ArrayNode sequences = node.putArray("transactions");
            skip.sequences().forEach(sequences::add);
            ArrayNode gtids = node.putArray("gtids");
            skip.gtids().forEach(gtids::add);
        } else if (order instanceof Order.Reset reset) {
            node.put("order", "reset").put("all", reset.all());
        } else if (order instanceof Order.ResetDone done) {
            node.put("order", "reset-done").put("reset", done.reset());
        } else if (order instanceof Order.Log log) {
            node.put("order", "log").put("topic", log.topicId());
        } else {
            node.put("order", "begin");
        }
        return node;
    }

    /** @throws IOException it is no order, or of a kind that this version does not know */
    static GivenOrder read(TopicEntry entry) throws IOException {
        byte @Nullable [] value = entry.value();
        JsonNode node = value == null ? null : MAPPER.readTree(value);
        if (node == null || !node.isObject()) {
            throw new IOException("it is no JSON object");
        }
        try {
            return new GivenOrder(
                    entry.offset(),
                    entry.key(),
                    order(node),
                    node.path("by").asText("unknown"),
                    node.path("at").asLong());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Order order(JsonNode node) throws IOException {
        String kind = node.path("order").asText();
        return switch (kind) {
            case "start" ->
                new Order.Start(
                        node.has("until") ? Until.parse(node.get("until").asText()) : null);
            case "stop" ->
                new Order.Stop(node.has("reason") ? node.get("reason").asText() : null);
            case "change" -> change(node);
            case "skip" -> skip(node);
            case "begin" -> new Order.Begin();
            case "reset" -> new Order.Reset(node.path("all").asBoolean());
            case "reset-done" -> new Order.ResetDone(node.path("reset").asLong(-1));
            case "log" -> new Order.Log(node.path("topic").asText());
            default -> throw new IOException("an order '" + kind + "' is not known to this version of binrelay");
        };
    }

    private static Order.Change change(JsonNode node) {
        Map<String, String> settings = new TreeMap<>();
        node.path("settings")
                .properties()
                .forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
        Set<String> takenBack = new TreeSet<>();
        node.path("takenBack").forEach(key -> takenBack.add(key.asText()));
        return new Order.Change(settings, takenBack);
    }

    private static Order.Skip skip(JsonNode node) {
        Set<Long> sequences = new TreeSet<>();
        node.path("transactions").forEach(number -> sequences.add(number.asLong()));
        Set<String> gtids = new TreeSet<>();
        node.path("gtids").forEach(gtid -> gtids.add(gtid.asText()));
        return new Order.Skip(sequences, gtids);
    }
}
