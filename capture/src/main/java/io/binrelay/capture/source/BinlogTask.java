package io.binrelay.capture.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link BinlogStream} under the engine's life cycle: the engine starts and stops it. Its events do not go
 * through the engine and its failures neither: those end the stream's queue, and whoever polls that closes the engine.
 * (An engine whose task fails logs what its user is told anyway, and ends while it is being closed.) Public only
 * because the engine makes it by name.
 */
public final class BinlogTask extends SourceTask {
    /** How long the engine's end can wait for us to notice. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private @Nullable BinlogStream stream;

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> properties) {
        String ticket = requireNonNull(properties.get(StreamTickets.PROPERTY), "no ticket");
        BinlogStream collected = StreamTickets.collect(ticket);
        stream = collected;
        collected.connect();
    }

    /**
     * Waits for a while, or for the stop.
     *
     * @return null: there are no records
     */
    @Override
    @SuppressWarnings("NullAway") // null is what the contract says, in code without null annotations
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        requireNonNull(stream, "stream is null").awaitDisconnect(LOOK_AGAIN);
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
