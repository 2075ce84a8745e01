package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.binrelay.cli.status.StatusReport;
import io.binrelay.relay.status.ServiceState;
import io.binrelay.relay.status.ServiceStatus;
import java.time.Duration;
import java.util.Locale;

/**
 * Whether the service's process should be left alone ({@code /health/live}), and whether the service is in order
 * ({@code /health/ready}: does its work, or stands by for it). Answered from memory: 200 or 503.
 */
public final class HealthRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final OwnStatus own;
    private final LoopPulse pulse;
    private final Duration liveLimit;

    /** @param liveLimit how long ago the last round may have been finished */
    public HealthRoutes(OwnStatus own, LoopPulse pulse, Duration liveLimit) {
        this.own = requireNonNull(own, "own is null");
        this.pulse = requireNonNull(pulse, "pulse is null");
        this.liveLimit = requireNonNull(liveLimit, "liveLimit is null");
    }

    /** Both. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE.get("/health/live", request -> live()).get("/health/ready", request -> ready());
    }

    private Response live() {
        Duration since = pulse.sinceLast();
        boolean live = since.compareTo(liveLimit) < 0;
        ObjectNode body = MAPPER.createObjectNode();
        body.put("live", live);
        body.put("last_round_seconds", since.toMillis() / 1000.0);
        return Response.json(live ? 200 : 503, body);
    }

    private Response ready() {
        ServiceStatus status = own.latest().orElse(null);
        ServiceState state = status == null ? ServiceState.STARTING : status.state();
        boolean ready = state.ready();
        ObjectNode body = MAPPER.createObjectNode();
        body.put("ready", ready);
        body.put("state", state.name().toLowerCase(Locale.ROOT));
        body.set("error", StatusReport.error(ready || status == null ? null : status.lastError()));
        return Response.json(ready ? 200 : 503, body);
    }
}
