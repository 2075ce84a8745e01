package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.control.SettingsChange;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Orders over HTTP, to the service that answers: what {@code start}, {@code stop}, {@code skip} and {@code change-...}
 * do. An answer means that the order is recorded; {@code /api/v1/status} tells when it was heeded.
 *
 * <pre>
 * POST /api/v1/start   {"until": "gtid=..."}                     until is optional, and for appliers only
 * POST /api/v1/stop
 * POST /api/v1/skip    {"transactions": [17], "gtids": ["..."]}  appliers only
 * POST /api/v1/change  {"settings": {"key": "value"}, "reset": ["key"]}
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class OrderRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeyCatalogue keys;
    private final boolean applier;
    private final ToLongFunction<Order> giver;

    /**
     * Of one service.
     *
     * @param keys of the service
     * @param applier whether it is one; else it is capture
     * @param giver records an order and returns its offset; called by one thread at a time
     */
    public OrderRoutes(KeyCatalogue keys, boolean applier, ToLongFunction<Order> giver) {
        this.keys = requireNonNull(keys, "keys is null");
        this.applier = applier;
        this.giver = requireNonNull(giver, "giver is null");
    }

    /** The routes. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE
                .post("/api/v1/start", request -> give(start(request.json())))
                .post("/api/v1/stop", request -> give(new Order.Stop(null)))
                .post("/api/v1/skip", request -> give(skip(request.json())))
                .post("/api/v1/change", request -> give(change(request.json())));
    }

    private synchronized Response give(Order order) {
        return Response.json(202, MAPPER.createObjectNode().put("order", giver.applyAsLong(order)));
    }

    private Order start(ObjectNode body) {
        JsonNode until = body.get("until");
        if (until == null || until.isNull()) {
            return new Order.Start(null);
        }
        requireApplier("until");
        return checked(() -> new Order.Start(Until.parse(until.asText())));
    }

    private Order skip(ObjectNode body) {
        requireApplier("skip");
        return checked(() -> {
            Set<Long> sequences = new TreeSet<>();
            for (JsonNode number : body.path("transactions")) {
                if (!number.canConvertToLong() || number.asLong() < 1) {
                    throw new IllegalArgumentException("transactions: " + number + " is no number of a transaction");
                }
                sequences.add(number.asLong());
            }
            Set<String> gtids = new TreeSet<>();
            body.path("gtids").forEach(gtid -> gtids.add(new Until.BeforeGtids(gtid.asText()).set()));
            return new Order.Skip(sequences, gtids);
        });
    }

    private Order change(ObjectNode body) {
        SettingsChange change = new SettingsChange(keys);
        try {
            body.path("settings")
                    .properties()
                    .forEach(field ->
                            change.with(field.getKey(), field.getValue().asText()));
            body.path("reset").forEach(key -> change.without(key.asText()));
        } catch (BinrelayException e) {
            throw e.code() == ErrorCode.CONFIGURATION ? new HttpProblem(400, String.valueOf(e.getMessage()), e) : e;
        }
        return change.order().orElseThrow(() -> new HttpProblem(400, "Nothing is changed: give settings or reset."));
    }

    private void requireApplier(String what) {
        if (!applier) {
            throw new HttpProblem(400, what + " is for appliers, this is capture.");
        }
    }

    private static Order checked(Supplier<Order> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, String.valueOf(e.getMessage()), e);
        }
    }
}
