package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link BinlogStream} under the engine's life cycle: the engine starts it, learns from {@link #poll} that it
 * has ended, and stops it. Its events do not go through the engine. Public only because the engine makes it by name.
 */
public final class BinlogTask extends SourceTask {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private @Nullable BinlogStream stream;

    @Override
    public String version() {
        return "1";
    }

    /**
     * Connects.
     *
     * @throws SourceException when the source cannot be reached or refuses
     */
    @Override
    public void start(Map<String, String> properties) {
        String ticket = requireNonNull(properties.get(StreamTickets.PROPERTY), "no ticket");
        BinlogStream collected = StreamTickets.collect(ticket);
        stream = collected;
        try {
            collected.connect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while connecting to the source", e);
        }
    }

    /**
     * Waits for the end of the stream.
     *
     * @return null: there are no records
     * @throws ConnectException when the stream has ended; why, the stream's queue tells
     */
    @Override
    @SuppressWarnings("NullAway") // null is what the contract says, in code without null annotations
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        if (requireNonNull(stream, "stream is null").awaitEnd(LOOK_AGAIN)) {
            throw new ConnectException("the stream of the source has ended");
        }
        return null;
    }

    @Override
    public void stop() {
        BinlogStream running = stream;
        if (running != null) {
            running.disconnect();
        }
    }
}
