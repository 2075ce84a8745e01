package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.metrics.ServiceMetrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /metrics}, for Prometheus. */
public final class MetricsRoute {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final ServiceMetrics metrics;
    private final ChannelView view;
    private final Supplier<Map<String, Double>> measurements;
    private final InstantSource clock;

    /** @param measurements of the service, at the moment of the call */
    public MetricsRoute(
            ServiceMetrics metrics, ChannelView view, Supplier<Map<String, Double>> measurements, InstantSource clock) {
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.view = requireNonNull(view, "view is null");
        this.measurements = requireNonNull(measurements, "measurements is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** It. */
    public HttpRoutes routes() {
        return HttpRoutes.NONE.get("/metrics", request -> page());
    }

    private Response page() {
        return new Response(
                200, TEXT_FORMAT, metrics.scrape(view.recent(), measurements.get(), clock.millis()), Map.of());
    }
}
