package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopicWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.Monitor;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces a service's status on the channel's status topic, from a thread of its own: when it changes, at most five
 * times a second; and every second, so that silence tells something. Failures are logged. Thread-safe.
 */
public final class StatusPublisher implements StatusSink, AutoCloseable {
    /** An announcement is repeated after this time. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(StatusPublisher.class);
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

    private final StatusSender sender;
    private final UnaryOperator<ServiceStatus> stamp;
    private final Monitor monitor = new Monitor();
    private final Thread thread;
    private @Nullable ServiceStatus latest;
    private boolean fresh;
    private boolean closed;

    /** Used by the thread only. */
    private boolean failing;

    /**
     * Begins to announce; connects in the background, and again whenever that is needed.
     *
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public StatusPublisher(KafkaSettings kafka, String channel, @Nullable Integer replicationFactor) {
        this(kafka, channel, replicationFactor, UnaryOperator.identity());
    }

    /**
     * The same.
     *
     * @param stamp adds what changes from one announcement to the next though the service does not tell it: a service
     *     that hangs says nothing
     */
    public StatusPublisher(
            KafkaSettings kafka,
            String channel,
            @Nullable Integer replicationFactor,
            UnaryOperator<ServiceStatus> stamp) {
        this.stamp = requireNonNull(stamp, "stamp is null");
        this.sender =
                new StatusSender(ChannelTopicWriter.ofRepeated(StatusTopic.of(kafka, channel), replicationFactor));
        this.thread = new Thread(this::run, "status-" + channel);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void publish(ServiceStatus status) {
        requireNonNull(status, "status is null");
        monitor.change(() -> {
            latest = status;
            fresh = true;
        });
    }

    /**
     * Announces the end, and waits for it, but not for long. A service that has not failed is stopped from now on; one
     * that did not speak for its service is not listed any more.
     */
    @Override
    public void close() {
        monitor.change(() -> closed = true);
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (awaitTurn()) {
                announce();
            }
            farewell();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sender.close();
        }
    }

    /** Waits for a change, or for the time to repeat; false at the end. */
    private boolean awaitTurn() throws InterruptedException {
        monitor.await(() -> closed || fresh, INTERVAL);
        return !monitor.look(() -> closed);
    }

    private void announce() throws InterruptedException {
        ServiceStatus status = taken().orElse(null);
        if (status == null) {
            return;
        }
        monitor.await(() -> closed, send(status) ? LEAST_INTERVAL : RETRY);
    }

    private void farewell() {
        ServiceStatus status = taken().orElse(null);
        if (status == null) {
            return;
        }
        if (!status.state().speaksForService()) {
            attempt(() -> sender.withdraw(status));
            return;
        }
        boolean failed = status.state() == ServiceState.FAILED;
        send(failed ? status : status.withState(ServiceState.STOPPED, System.currentTimeMillis()));
    }

    private Optional<ServiceStatus> taken() {
        return monitor.look(() -> {
            fresh = false;
            return Optional.ofNullable(latest);
        });
    }

    private boolean send(ServiceStatus status) {
        return attempt(() -> sender.send(stamp.apply(status).announcedAt(System.currentTimeMillis())));
    }

    /** Only the first of many failures is worth a line: they go on for as long as Kafka is away. */
    private boolean attempt(Runnable sending) {
        try {
            sending.run();
            if (failing) {
                LOG.info("Status is announced again");
            }
            failing = false;
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Status cannot be announced: {}", e.getMessage());
            }
            failing = true;
            return false;
        }
    }
}
