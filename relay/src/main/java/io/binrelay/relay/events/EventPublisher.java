package io.binrelay.relay.events;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.ChannelTopicWriter;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.service.Monitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends events to the channel's history, from a thread of its own: nobody waits for Kafka. While that is away, the
 * last thousand events are kept and sent later, in their order; one may be there twice. Connected only while there is
 * something to send. Thread-safe.
 */
public final class EventPublisher implements Consumer<ServiceEvent>, AutoCloseable {
    /** An event is a kilobyte or a few; errors that repeat are one event: this is many hours of the worst. */
    private static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ChannelTopicWriter topic;
    private final Monitor monitor = new Monitor();
    private final Deque<ServiceEvent> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long dropped;
    private boolean closed;

    /** Used by the thread only. */
    private boolean failing;

    /**
     * Connects to nothing yet.
     *
     * @param replicationFactor of the topic when it has to be created; null for the broker's default
     */
    public EventPublisher(KafkaSettings kafka, String channel, @Nullable Integer replicationFactor) {
        this.topic = ChannelTopicWriter.ofDurable(EventTopic.of(kafka, channel), replicationFactor);
        this.thread = new Thread(this::run, "events-" + channel);
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. Drops the oldest event when too many are waiting, and says so in the log. */
    @Override
    public void accept(ServiceEvent event) {
        requireNonNull(event, "event is null");
        monitor.change(() -> {
            if (waiting.size() == MOST_WAITING) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(event);
        });
    }

    /** Waits for what is left to be sent, but not for long. */
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
            while (awaitWork()) {
                sendFirst();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            topic.close();
        }
    }

    /** Waits until there is an event; false at the end. */
    private boolean awaitWork() throws InterruptedException {
        if (!monitor.await(this::hasTurn, IDLE)) {
            topic.close();
            monitor.await(this::hasTurn);
        }
        return monitor.look(() -> !waiting.isEmpty());
    }

    private boolean hasTurn() {
        return closed || !waiting.isEmpty();
    }

    private void sendFirst() throws InterruptedException {
        ServiceEvent event = monitor.look(waiting::getFirst);
        try {
            topic.put(event.service(), EventJson.write(event));
        } catch (RuntimeException e) {
            // Only the first of many failures is worth a line: they go on for as long as Kafka is away.
            if (!failing) {
                LOG.warn("Events cannot be written to the channel's history: {}", e.getMessage());
            }
            failing = true;
            pause();
            return;
        }
        long lost = sent(event);
        if (lost > 0) {
            LOG.warn("{} events are missing in the channel's history: it could not be written for too long", lost);
        }
        if (failing) {
            LOG.info("Events are written to the channel's history again");
        }
        failing = false;
    }

    /** Takes it out, if it was not dropped meanwhile. */
    private long sent(ServiceEvent event) {
        return monitor.look(() -> {
            waiting.remove(event);
            long lost = dropped;
            dropped = 0;
            return lost;
        });
    }

    /** At the end there is one attempt. */
    private void pause() throws InterruptedException {
        boolean attempted = monitor.look(() -> closed);
        if (attempted) {
            monitor.change(waiting::clear);
            return;
        }
        monitor.await(() -> closed, RETRY);
    }
}
