package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.control.Operator;
import io.binrelay.cli.status.ErrorReport;
import io.binrelay.cli.status.ReplicaReport;
import io.binrelay.cli.status.StatusReport;
import io.binrelay.relay.events.ErrorHistory;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Duration;

/**
 * What the verbs {@code status} and {@code errors} tell, over HTTP.
 *
 * <pre>
 * GET /api/v1/status                                    this service only
 * GET /api/v1/channel                                   all of them: status --json
 * GET /api/v1/channel?replica=NAME&amp;legacy_names=true    status NAME --json --legacy-names
 * GET /api/v1/errors?last=N&amp;name=NAME                   of this service, or of another
 * </pre>
 */
public final class StatusRoutes {
    private static final int LAST = 10;
    private static final int MOST = 1_000;

    private final BoundedAnswers histories = new BoundedAnswers("errors", 1, Duration.ofSeconds(60));
    private final String channel;
    private final OwnStatus own;
    private final ChannelView view;
    private final EventReader events;

    public StatusRoutes(String channel, OwnStatus own, ChannelView view, EventReader events) {
        this.channel = requireNonNull(channel, "channel is null");
        this.own = requireNonNull(own, "own is null");
        this.view = requireNonNull(view, "view is null");
        this.events = requireNonNull(events, "events is null");
    }

    /** All of them. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE
                .get("/api/v1/status", this::own)
                .get("/api/v1/channel", this::channel)
                .get("/api/v1/errors", this::errors);
    }

    private Response own(Request request) {
        request.allow();
        return Response.json(200, StatusReport.service(new ServiceReport(status(), 0)));
    }

    private Response channel(Request request) {
        request.allow("replica", "legacy_names");
        boolean legacyNames = request.flag("legacy_names");
        ChannelStatus now = view.require();
        return Response.json(
                200,
                request.text("replica")
                        .map(name -> new ReplicaReport(channel, now, name, legacyNames).json())
                        .orElseGet(() -> new StatusReport(channel, now).json()));
    }

    private Response errors(Request request) {
        request.allow("last", "name");
        int last = request.number("last", LAST, 1, MOST);
        String key = request.text("name")
                .map(Operator::keyOf)
                .orElseGet(() -> status().service().serviceKey());
        return histories.answer(() -> {
            ErrorHistory history = new ErrorHistory(key, last);
            events.read(history);
            return Response.json(200, new ErrorReport(channel, history).json());
        });
    }

    private ServiceStatus status() {
        return own.latest().orElseThrow(() -> new HttpProblem(503, "The service is about to start. Ask again."));
    }
}
