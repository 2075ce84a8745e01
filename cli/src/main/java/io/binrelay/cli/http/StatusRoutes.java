package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.status.ErrorReport;
import io.binrelay.cli.status.StatusReport;
import io.binrelay.relay.events.ErrorHistory;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.status.ServiceReport;
import io.binrelay.relay.status.ServiceStatus;
import java.util.concurrent.Semaphore;

/** What the verbs {@code status --json} and {@code errors --json} tell, over HTTP. */
public final class StatusRoutes {
    private static final int LAST = 10;
    private static final int MOST = 1_000;

    /** Reading the history takes seconds and a connection to Kafka. */
    private final Semaphore readers = new Semaphore(1);

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
                .get(
                        "/api/v1/status",
                        request -> Response.json(200, StatusReport.service(new ServiceReport(status(), 0))))
                .get("/api/v1/channel", request -> Response.json(200, new StatusReport(channel, view.require()).json()))
                .get("/api/v1/errors", this::errors);
    }

    private Response errors(Request request) {
        int last = request.number("last", LAST, 1, MOST);
        ErrorHistory history = new ErrorHistory(status().service().serviceKey(), last);
        if (!readers.tryAcquire()) {
            throw new HttpProblem(503, "The history is being read for somebody else. Ask again.");
        }
        try {
            events.read(history);
        } finally {
            readers.release();
        }
        return Response.json(200, new ErrorReport(channel, history).json());
    }

    private ServiceStatus status() {
        return own.latest().orElseThrow(() -> new HttpProblem(503, "The service is about to start. Ask again."));
    }
}
