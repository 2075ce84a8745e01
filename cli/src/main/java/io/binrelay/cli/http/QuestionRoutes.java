package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.control.OrderReport;
import io.binrelay.cli.doctor.Diagnosis;
import io.binrelay.cli.doctor.Doctor;
import io.binrelay.cli.filter.FilterExplanation;
import io.binrelay.cli.filter.FilterQuestion;
import io.binrelay.cli.position.GtidTarget;
import io.binrelay.cli.position.PositionTarget;
import io.binrelay.cli.position.ReplicaWait;
import io.binrelay.cli.position.SourcePosition;
import io.binrelay.cli.position.Target;
import io.binrelay.cli.source.SourceJson;
import io.binrelay.cli.source.SourceView;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.control.OrderLog;
import io.binrelay.relay.filter.NameComparison;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.List;

/**
 * What the verbs {@code source}, {@code doctor}, {@code orders}, {@code explain-filter} and {@code wait} tell, over
 * HTTP, when they are given the configuration of the service. So capture asks the source and an applier, which has no
 * account there, tells what capture announced of it; each examines the servers it has accounts for.
 *
 * <pre>
 * GET /api/v1/source
 * GET /api/v1/doctor
 * GET /api/v1/orders?name=replica1
 * GET /api/v1/explain-filter?name=shop.orders&amp;statement=true&amp;default_db=shop&amp;family=mariadb&amp;lower_case_table_names=true
 * GET /api/v1/wait?timeout=10&amp;replica=replica1&amp;gtid=...        or position=FILE:POS, or the source is asked
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class QuestionRoutes {
    private static final int MOST_WAIT_SECONDS = 60;
    private static final int MOST_WAITING = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ServedService service;
    private final BoundedAnswers sources = new BoundedAnswers("source", 1, LIMIT);
    private final BoundedAnswers doctors = new BoundedAnswers("doctor", 1, LIMIT);
    private final BoundedAnswers orders = new BoundedAnswers("orders", 1, LIMIT);
    private final BoundedAnswers waits =
            new BoundedAnswers("wait", MOST_WAITING, LIMIT.plusSeconds(MOST_WAIT_SECONDS / 2));

    public QuestionRoutes(ServedService service) {
        this.service = requireNonNull(service, "service is null");
    }

    /** All of them. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE
                .get("/api/v1/source", this::source)
                .get("/api/v1/doctor", this::doctor)
                .get("/api/v1/orders", this::orders)
                .get("/api/v1/explain-filter", this::explain)
                .get("/api/v1/wait", this::await);
    }

    private Response source(Request request) {
        request.allow();
        return sources.answer(() -> Response.json(200, new SourceJson(SourceView.of(service.endpoints())).text()));
    }

    private Response doctor(Request request) {
        request.allow();
        return doctors.answer(() ->
                Response.json(200, new Diagnosis(new Doctor(List.of(service.endpoints())).examine()).json()));
    }

    private Response orders(Request request) {
        request.allow("name");
        return orders.answer(() -> {
            try (OrderLog log = new OrderLog(service.kafka(), service.channel(), null)) {
                return Response.json(
                        200,
                        new OrderReport(
                                        service.channel(),
                                        log.all(),
                                        request.text("name").orElse(null))
                                .json());
            }
        });
    }

    private Response explain(Request request) {
        request.allow("name", "statement", "default_db", "family", "lower_case_table_names");
        FilterQuestion question = Request.checked(() -> FilterQuestion.of(
                request.required("name"),
                request.flag("statement"),
                request.text("default_db").orElse(null),
                new NameComparison(family(request), request.flag("lower_case_table_names"))));
        Configuration rules = Configuration.load(FilterExplanation.KEYS, service.current());
        return Response.json(
                200,
                (service.isApplier()
                                ? FilterExplanation.byApplier(rules, question)
                                : FilterExplanation.byCapture(rules, question))
                        .json());
    }

    private static Family family(Request request) {
        String text = request.text("family").orElse("mysql");
        for (Family family : Family.values()) {
            if (family.name().equalsIgnoreCase(text)) {
                return family;
            }
        }
        throw new HttpProblem(400, "Parameter family=" + text + ": mysql or mariadb is allowed.");
    }

    private Response await(Request request) {
        request.allow("replica", "timeout", "gtid", "position");
        if (request.text("gtid").isPresent() && request.text("position").isPresent()) {
            throw new HttpProblem(400, "Either gtid or position.");
        }
        String replica = service.isApplier()
                ? request.text("replica").orElse(service.id().name())
                : request.required("replica");
        String unused = request.required("timeout");
        int seconds = request.number("timeout", 0, 0, MOST_WAIT_SECONDS);
        return waits.answer(() -> {
            ReplicaWait wait =
                    new ReplicaWait(service.kafka(), service.channel(), replica, Duration.ofSeconds(seconds));
            Target target = target(request);
            wait.until(target);
            return Response.json(200, wait.json(target));
        });
    }

    private Target target(Request request) {
        return request.text("gtid")
                .<Target>map(set -> Request.checked(() -> new GtidTarget(set)))
                .orElseGet(() -> new PositionTarget(request.text("position")
                        .map(text -> Request.checked(() -> FilePosition.parse(text)))
                        .orElseGet(() -> SourcePosition.now(service.currentEndpoints()))));
    }
}
