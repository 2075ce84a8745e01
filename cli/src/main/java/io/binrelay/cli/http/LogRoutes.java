package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.control.Operator;
import io.binrelay.cli.control.Purge;
import io.binrelay.cli.transcript.LogPage;
import io.binrelay.cli.transcript.Place;
import java.time.Duration;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the verbs {@code log} and {@code purge} do, over HTTP. Both take the token: the log holds the rows of all
 * tables.
 *
 * <pre>
 * GET  /api/v1/log?from=PLACE&amp;to=PLACE&amp;most=100   a page; next tells where the one behind it begins
 * POST /api/v1/purge   {"to": "PLACE", "force": false}
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class LogRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LogRoutes.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TRANSACTIONS = 100;

    private final ServedService service;
    private final BoundedAnswers pages = new BoundedAnswers("log", 1, LIMIT);
    private final BoundedAnswers purges = new BoundedAnswers("purge", 1, LIMIT);

    public LogRoutes(ServedService service) {
        this.service = requireNonNull(service, "service is null");
    }

    /** Both. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE.getGuarded("/api/v1/log", this::page).post("/api/v1/purge", this::purge);
    }

    private Response page(Request request) {
        request.allow("from", "to", "most");
        Place from = place(request.text("from").orElse("earliest"));
        Place to = place(request.text("to").orElse("latest"));
        int most = request.number("most", TRANSACTIONS, 1, LogPage.MOST_TRANSACTIONS);
        return pages.answer(() -> Response.json(
                200,
                LogPage.read(service.kafka(), service.channel(), from, to, most).json()));
    }

    private Response purge(Request request) {
        ObjectNode body = request.object("to", "force");
        JsonNode to = body.path("to");
        JsonNode force = body.path("force");
        if (!to.isValueNode() || to.isNull() || !(force.isMissingNode() || force.isBoolean())) {
            throw new HttpProblem(400, "Give to, a place in the log, and force, true or false, or leave force out.");
        }
        Place place = place(to.asText());
        return purges.answer(() -> purge(place, to.asText(), force.asBoolean()));
    }

    private Response purge(Place place, String typed, boolean force) {
        try (Operator operator = new Operator(service.configuration())) {
            Purge purge = new Purge(operator);
            Purge.Plan plan = purge.plan(place, typed, force);
            long begin = plan.log().begin();
            if (plan.deletes()) {
                begin = purge.run(plan);
                LOG.info(
                        "Offsets {} to {} of the relay log were deleted, as ordered over HTTP{}",
                        plan.log().begin(),
                        begin - 1,
                        force ? ", whoever needs them" : "");
            }
            return Response.json(
                    200,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("begin", begin)
                            .put("deleted", begin - plan.log().begin()));
        }
    }

    private static Place place(String text) {
        return Request.checked(() -> Place.parse(text, ZoneId.systemDefault()));
    }
}
