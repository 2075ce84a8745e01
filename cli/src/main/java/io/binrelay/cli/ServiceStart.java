package io.binrelay.cli;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.config.CommonKeys;
import io.binrelay.relay.config.Configuration;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.HaltAtStage;
import io.binrelay.relay.service.Service;
import io.binrelay.relay.service.ServiceRuntime;
import io.binrelay.relay.service.Stages;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.ReadyFile;
import io.binrelay.relay.status.StatusPublisher;
import io.binrelay.relay.status.StatusSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.MDC;

/**
 * Runs a service of a channel in the foreground, with its status announced, until it fails or the process is asked to
 * end.
 */
final class ServiceStart {
    /** After a signal; docker stop sends SIGKILL after 10 s. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(9);

    private final String name;
    private final Configuration configuration;

    /** @param name what it is, for log lines, such as {@code capture} or {@code applier of replica1} */
    ServiceStart(String name, Configuration configuration) {
        this.name = requireNonNull(name, "name is null");
        this.configuration = requireNonNull(configuration, "configuration is null");
    }

    /** Makes a service; both services have such a method. */
    @FunctionalInterface
    interface Wiring {
        Service service(Configuration configuration, StopSignal stop, StatusSink sink, String version, Stages stages);
    }

    /**
     * Runs it.
     *
     * @return the exit code
     */
    int run(Wiring wiring) {
        String channel = configuration.get(CommonKeys.CHANNEL);
        KafkaSettings kafka = KafkaSettings.of(configuration);
        Stages stages = HaltAtStage.ofSystemProperty();
        String version = Version.number();
        MDC.put("channel", channel);
        return new ServiceRuntime(name + " of channel " + channel, SHUTDOWN_LIMIT).run(stop -> {
            StatusPublisher publisher = new StatusPublisher(
                    kafka,
                    channel,
                    configuration.find(CommonKeys.TOPIC_REPLICATION_FACTOR).orElse(null));
            try {
                return new Announced(
                        wiring.service(configuration, stop, withReadyFile(publisher), version, stages), publisher);
            } catch (RuntimeException e) {
                publisher.close();
                throw e;
            }
        });
    }

    private StatusSink withReadyFile(StatusSink publisher) {
        String path = configuration.find(CommonKeys.SERVICE_READY_PATH).orElse(null);
        if (path == null) {
            return publisher;
        }
        try {
            return new ReadyFile(Path.of(path), publisher);
        } catch (IOException e) {
            throw new BinrelayException(
                    ErrorCode.CONFIGURATION,
                    CommonKeys.SERVICE_READY_PATH.name() + " = " + path + ": the file cannot be deleted (" + e + ")",
                    false,
                    e);
        }
    }

    /** A service, and what announces its status: closed last, so that the end is announced as well. */
    private record Announced(Service service, StatusPublisher publisher) implements Service {
        @Override
        public void runOnce() {
            service.runOnce();
        }

        @Override
        public void hurry() {
            service.hurry();
        }

        @Override
        public void close() {
            try {
                service.close();
            } finally {
                publisher.close();
            }
        }
    }
}
