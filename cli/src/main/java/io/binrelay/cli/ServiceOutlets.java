package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.http.HttpSettings;
import io.binrelay.cli.http.ServiceHttp;
import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.events.EventPublisher;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a service's status goes, so that neither capture nor an applier need know:
 *
 * <pre>
 * service -- ServiceOutlets -- EventRecorder -- ReadyFile -- StatusPublisher   CHANNEL.status
 *                         |                '- EventPublisher                   CHANNEL.events
 *                         '- ServiceApi -- ServiceHttp     /health, /metrics, /api/v1
 * </pre>
 *
 * <p>Thread-safe.
 */
final class ServiceOutlets implements StatusSink, AutoCloseable {
    /** Detail of the status: where the HTTP server listens, {@code ADDRESS:PORT}. */
    static final String HTTP = "http";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceOutlets.class);

    private final ServiceApi api;
    private final @Nullable ServiceHttp http;
    private final StatusPublisher publisher;
    private final EventPublisher events;
    private final StatusSink recorder;

    /**
     * Begins to listen, and to announce.
     *
     * @param api what the HTTP server answers
     * @throws BinrelayException (CONFIGURATION) the HTTP server cannot listen where it shall, the ready file cannot be
     *     deleted, or settings contradict each other
     */
    ServiceOutlets(Configuration configuration, ServiceApi api) {
        this.api = requireNonNull(api, "api is null");
        String channel = configuration.get(CommonKeys.CHANNEL);
        KafkaSettings kafka = KafkaSettings.of(configuration);
        Integer replication =
                configuration.find(CommonKeys.TOPIC_REPLICATION_FACTOR).orElse(null);
        StatusSink announced = withReadyFile(configuration);
        http = HttpSettings.of(configuration)
                .map(settings -> ServiceHttp.start(settings, api.routes(settings)))
                .orElse(null);
        publisher = new StatusPublisher(kafka, channel, replication, api::stamped);
        events = new EventPublisher(kafka, channel, replication);
        recorder = new EventRecorder(announced, events, InstantSource.system());
        if (http != null) {
            LOG.info("Health, metrics and status: http://{}", http.address());
        }
    }

    @Override
    public void publish(ServiceStatus status) {
        ServiceStatus told = http == null ? status : status.withDetail(HTTP, http.address());
        api.publish(told);
        recorder.publish(told);
    }

    /** Tells the end, and waits for it, but not for long. */
    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        api.close();
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
}
