package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.SourceMeter;
import io.binrelay.cli.http.ChannelView;
import io.binrelay.cli.http.HealthRoutes;
import io.binrelay.cli.http.HttpRoutes;
import io.binrelay.cli.http.HttpSettings;
import io.binrelay.cli.http.LogRoutes;
import io.binrelay.cli.http.LoopPulse;
import io.binrelay.cli.http.MetricsRoute;
import io.binrelay.cli.http.OrderRoutes;
import io.binrelay.cli.http.OwnStatus;
import io.binrelay.cli.http.QuestionRoutes;
import io.binrelay.cli.http.ServedService;
import io.binrelay.cli.http.StatusRoutes;
import io.binrelay.cli.metrics.ServiceMetrics;
import io.binrelay.relay.config.KeyCatalogue;
import io.binrelay.relay.control.Order;
import io.binrelay.relay.control.Orders;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.Activity;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusSink;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * All that a service answers over HTTP, and what it must hear for that. Connects to nothing until it is asked.
 * Thread-safe.
 */
final class ServiceApi implements StatusSink, AutoCloseable {
    /** Below it stand the verbs; itself it lists all paths. */
    static final String ROOT = "/api/v1";

    private final ServedService service;
    private final KeyCatalogue keys;
    private final Supplier<Orders> standing;
    private final ToLongFunction<Order> giver;
    private final KafkaSettings kafka;
    private final ChannelView view;
    private final OwnStatus own = new OwnStatus();
    private final ServiceMetrics metrics = new ServiceMetrics();
    private final LoopPulse pulse = new LoopPulse(System::nanoTime);
    private volatile Supplier<Map<String, Double>> measurements = Map::of;

    /**
     * Of one service.
     *
     * @param keys that it knows
     * @param standing what all orders to it come to, at the moment of the call
     * @param giver records an order to it and returns the order's offset
     */
    ServiceApi(ServedService service, KeyCatalogue keys, Supplier<Orders> standing, ToLongFunction<Order> giver) {
        this.service = requireNonNull(service, "service is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.standing = requireNonNull(standing, "standing is null");
        this.giver = requireNonNull(giver, "giver is null");
        this.kafka = KafkaSettings.of(service.configuration());
        this.view = new ChannelView(kafka, service.id().channel());
    }

    /** Who answers what. */
    HttpRoutes routes(HttpSettings settings) {
        String channel = service.id().channel();
        return HttpRoutes.NONE
                .with(new HealthRoutes(own, pulse, settings.liveLimit()).routes())
                .with(new MetricsRoute(metrics, view, () -> measurements.get(), InstantSource.system()).routes())
                .with(new StatusRoutes(channel, own, view, new EventReader(kafka, channel)).routes())
                .with(new QuestionRoutes(service).routes())
                .with(new LogRoutes(service).routes())
                .with(new OrderRoutes(service.id(), keys, standing, giver).routes())
                .withIndex(ROOT);
    }

    @Override
    public void publish(ServiceStatus status) {
        own.publish(status);
        metrics.publish(status);
    }

    /** What the service measures, for the metrics. */
    void measure(Supplier<Map<String, Double>> ofService) {
        measurements = ofService;
    }

    /** With what tells that the service hangs, or its source: the service cannot say it itself. */
    ServiceStatus stamped(ServiceStatus status) {
        ServiceStatus stamped = status.withDetail(
                Activity.LOOP_SILENT, Long.toString(pulse.sinceLast().toMillis()));
        Double silent = measurements.get().get(SourceMeter.SOURCE_SILENT);
        return silent == null ? stamped : stamped.withDetail(Activity.SOURCE_SILENT, Long.toString(silent.longValue()));
    }

    /** The service's loop turns. */
    void roundFinished() {
        pulse.beat();
    }

    @Override
    public void close() {
        view.close();
    }
}
