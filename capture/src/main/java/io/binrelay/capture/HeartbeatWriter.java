package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.HeartbeatTable;
import io.binrelay.capture.source.SourceException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the source's heartbeat table once a second, on a thread of its own: capture never waits for it. */
final class HeartbeatWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatWriter.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final HeartbeatTable table;
    private final RepeatedTask beating;
    private @Nullable String told;

    /** @param table used and closed by the writer's own thread */
    HeartbeatWriter(HeartbeatTable table) {
        this.table = requireNonNull(table, "table is null");
        this.beating = new RepeatedTask("heartbeat-table", this::beat, INTERVAL, table::close);
    }

    void start() {
        beating.start();
    }

    /** Does not wait for a beat that is being written. */
    @Override
    public void close() {
        beating.close();
    }

    /** A failure is told once, and so is its end. */
    private void beat() {
        try {
            table.beat();
            if (told != null) {
                LOG.info("The heartbeat table is written again");
            }
            told = null;
        } catch (SourceException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(told)) {
                LOG.warn("The heartbeat table is not written: {}", message);
            }
            told = message;
        }
    }
}
