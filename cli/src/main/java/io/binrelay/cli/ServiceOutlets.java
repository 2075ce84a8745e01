package io.binrelay.cli;

import io.binrelay.cli.http.ChannelView;
import io.binrelay.cli.http.HealthRoutes;
import io.binrelay.cli.http.HttpRoutes;
import io.binrelay.cli.http.HttpSettings;
import io.binrelay.cli.http.LoopPulse;
import io.binrelay.cli.http.MetricsRoute;
import io.binrelay.cli.http.OwnStatus;
import io.binrelay.cli.http.ServiceHttp;
import io.binrelay.cli.http.StatusRoutes;
import io.binrelay.cli.metrics.ServiceMetrics;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.events.EventPublisher;
import io.binrelay.relay.events.EventReader;
import io.binrelay.relay.events.EventRecorder;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.status.ReadyFile;
import io.binrelay.relay.status.ServiceStatus;
import io.binrelay.relay.status.StatusPublisher;
import io.binrelay.relay.status.StatusSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a service's status goes, so that neither capture nor an applier need know:
 *
 * <pre>
 * service -- ServiceOutlets -- EventRecorder -- ReadyFile -- StatusPublisher   CHANNEL.status
 *                         |                '- EventPublisher                   CHANNEL.events
 *                         |- OwnStatus       /health, /api/v1/status
 *                         '- ServiceMetrics  /metrics
 * </pre>
 *
 * <p>Thread-safe.
 */
final class ServiceOutlets implements StatusSink, AutoCloseable {
    /** Detail of the status: where the HTTP server listens, {@code ADDRESS:PORT}. */
    static final String HTTP = "http";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceOutlets.class);

    private final OwnStatus own = new OwnStatus();
    private final ServiceMetrics metrics = new ServiceMetrics();
    private final LoopPulse pulse = new LoopPulse(System::nanoTime);
    private final ChannelView view;
    private final @Nullable ServiceHttp http;
    private final StatusPublisher publisher;
    private final EventPublisher events;
    private final StatusSink recorder;
    private volatile Supplier<Map<String, Long>> measurements = Map::of;

    /**
     * Begins to listen, and to announce.
     *
     * @param more routes of the HTTP server beside those that tell of the service
     * @throws BinrelayException (CONFIGURATION) the HTTP server cannot listen where it shall, the ready file cannot be
     *     deleted, or settings contradict each other
     */
    ServiceOutlets(Configuration configuration, HttpRoutes more) {
        String channel = configuration.get(CommonKeys.CHANNEL);
        KafkaSettings kafka = KafkaSettings.of(configuration);
        Integer replication =
                configuration.find(CommonKeys.TOPIC_REPLICATION_FACTOR).orElse(null);
        StatusSink announced = withReadyFile(configuration);
        view = new ChannelView(kafka, channel);
        http = HttpSettings.of(configuration)
                .map(settings -> ServiceHttp.start(
                        settings, routes(settings, kafka, channel).with(more)))
                .orElse(null);
        publisher = new StatusPublisher(kafka, channel, replication);
        events = new EventPublisher(kafka, channel, replication);
        recorder = new EventRecorder(announced, events, InstantSource.system());
        if (http != null) {
            LOG.info("Health, metrics and status: http://{}", http.address());
        }
    }

    @Override
    public void publish(ServiceStatus status) {
        ServiceStatus told = http == null ? status : status.withDetail(HTTP, http.address());
        own.publish(told);
        metrics.publish(told);
        recorder.publish(told);
    }

    /** What the service measures, for the metrics. */
    void measure(Supplier<Map<String, Long>> ofService) {
        measurements = ofService;
    }

    /** The service's loop turns. */
    void roundFinished() {
        pulse.beat();
    }

    /** Tells the end, and waits for it, but not for long. */
    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        view.close();
        events.close();
        publisher.close();
    }

    private StatusSink withReadyFile(Configuration configuration) {
        String path = configuration.find(CommonKeys.SERVICE_READY_PATH).orElse(null);
        if (path == null) {
            return this::announce;
        }
        try {
            return new ReadyFile(Path.of(path), this::announce);
        } catch (IOException e) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    CommonKeys.SERVICE_READY_PATH.name() + " = " + path + ": the file cannot be deleted (" + e + ")",
                    false,
                    e);
        }
    }

    private void announce(ServiceStatus status) {
        publisher.publish(status);
    }

    private HttpRoutes routes(HttpSettings settings, KafkaSettings kafka, String channel) {
        return HttpRoutes.NONE
                .with(new HealthRoutes(own, pulse, settings.liveLimit()).routes())
                .with(new MetricsRoute(metrics, view, () -> measurements.get(), InstantSource.system()).routes())
                .with(new StatusRoutes(channel, own, view, new EventReader(kafka, channel)).routes());
    }
}
