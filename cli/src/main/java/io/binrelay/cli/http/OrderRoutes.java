package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.control.ResetOrder;
import io.binrelay.cli.control.SettingsChange;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.control.Until;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ServiceId;
import io.binrelay.relay.status.ServiceRole;
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
 * POST /api/v1/reset   {"all": false}                            appliers only, while stopped
 * POST /api/v1/change  {"settings": {"key": "value"}, "reset": ["key"]}
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class OrderRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeyCatalogue keys;
    private final ServiceId service;
    private final Supplier<Orders> standing;
    private final ToLongFunction<Order> giver;

    /**
     * Of one service.
     *
     * @param keys of the service
     * @param standing what all orders to it come to, at the moment of the call
     * @param giver records an order and returns its offset; called by one thread at a time
     */
    public OrderRoutes(ServiceId service, KeyCatalogue keys, Supplier<Orders> standing, ToLongFunction<Order> giver) {
        this.service = requireNonNull(service, "service is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.standing = requireNonNull(standing, "standing is null");
        this.giver = requireNonNull(giver, "giver is null");
    }

    /** The routes. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE
                .post("/api/v1/start", request -> give(start(request.object("until"))))
                .post("/api/v1/stop", request -> give(stop(request.object())))
                .post("/api/v1/skip", request -> give(skip(request.object("transactions", "gtids"))))
                .post("/api/v1/reset", request -> reset(request.object("all")))
                .post("/api/v1/change", request -> give(change(request.object("settings", "reset"))));
    }

    private synchronized Response give(Order order) {
        return recorded(giver.applyAsLong(order));
    }

    private synchronized Response reset(ObjectNode body) {
        requireApplier("reset");
        JsonNode all = body.path("all");
        if (!all.isMissingNode() && !all.isBoolean()) {
            throw new HttpProblem(400, "all is true or false.");
        }
        return recorded(new ResetOrder(service.name(), standing, giver).give(all.asBoolean()));
    }

    private static Response recorded(long offset) {
        return Response.json(202, MAPPER.createObjectNode().put("order", offset));
    }

    /** @param unused it has nothing to tell */
    private static Order stop(ObjectNode unused) {
        return new Order.Stop(null);
    }

    private Order start(ObjectNode body) {
        JsonNode until = body.get("until");
        if (until == null || until.isNull()) {
            return new Order.Start(null);
        }
        requireApplier("until");
        return Request.checked(() -> new Order.Start(Until.parse(until.asText())));
    }

    private Order skip(ObjectNode body) {
        requireApplier("skip");
        return Request.checked(() -> {
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
        if (service.role() != ServiceRole.APPLIER) {
            throw new HttpProblem(400, what + " is for appliers, this is capture.");
        }
    }
}
