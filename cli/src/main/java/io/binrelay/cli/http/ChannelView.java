package io.binrelay.cli.http;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Monitor;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.StatusReader;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all services of the channel announce, followed from the first question on, by a thread of its own: answers do
 * not wait for Kafka, apart from the first. Thread-safe.
 */
public final class ChannelView implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

    /** Older than this it tells nothing about now. */
    private static final Duration STALE = Duration.ofSeconds(15);

    private final KafkaSettings kafka;
    private final String channel;
    private final Monitor monitor = new Monitor();
    private @Nullable Thread thread;
    private @Nullable ChannelStatus latest;
    private long latestNanos;
    private @Nullable BinrelayException failure;
    private boolean closed;

    /** Connects to nothing yet. */
    public ChannelView(KafkaSettings kafka, String channel) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.channel = requireNonNull(channel, "channel is null");
    }

    /** What was heard a moment ago; empty when Kafka cannot be reached, or nothing was heard yet. */
    Optional<ChannelStatus> recent() {
        awaitFirst();
        return monitor.look(() -> {
            boolean fresh = latest != null && System.nanoTime() - latestNanos < STALE.toNanos();
            return fresh ? Optional.ofNullable(latest) : Optional.empty();
        });
    }

    /**
     * The same, or why there is none.
     *
     * @throws BinrelayException (KAFKA) unreachable
     * @throws HttpProblem (503) there is no answer yet
     */
    ChannelStatus require() {
        awaitFirst();
        return monitor.look(() -> {
            if (failure != null) {
                throw failure;
            }
            if (latest == null) {
                throw new HttpProblem(503, "Kafka has not told yet what the services announce. Ask again.");
            }
            return latest;
        });
    }

    @Override
    public void close() {
        monitor.change(() -> closed = true);
    }

    private void awaitFirst() {
        monitor.change(this::startOnce);
        try {
            monitor.await(() -> closed || latest != null || failure != null, FIRST_ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startOnce() {
        if (thread == null && !closed) {
            thread = new Thread(this::follow, "channel-view-" + channel);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void follow() {
        boolean going = true;
        while (going) {
            try (StatusReader reader = new StatusReader(kafka, channel)) {
                while (going) {
                    heard(reader.readChannel(), null);
                    going = pause();
                }
            } catch (BinrelayException e) {
                heard(null, e);
                going = pause();
            }
        }
    }

    private void heard(@Nullable ChannelStatus status, @Nullable BinrelayException trouble) {
        monitor.change(() -> {
            failure = trouble;
            if (status != null) {
                latest = status;
                latestNanos = System.nanoTime();
            }
        });
    }

    /** False at the end. */
    private boolean pause() {
        try {
            return !monitor.await(() -> closed, INTERVAL);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
