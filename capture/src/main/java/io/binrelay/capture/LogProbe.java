package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.LogSizeReader;
import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka every few seconds how large the relay log is, for the report alone, on a thread of its own. */
final class LogProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogProbe.class);

    private final Supplier<LogSizeReader> readers;
    private final CaptureReport report;
    private final RepeatedTask looking;
    private @Nullable LogSizeReader reader;

    /** @param readers called by the probe's thread, which closes what it gets */
    LogProbe(Supplier<LogSizeReader> readers, CaptureReport report, Duration interval) {
        this.readers = requireNonNull(readers, "readers is null");
        this.report = requireNonNull(report, "report is null");
        this.looking = new RepeatedTask("log-probe", this::look, interval, this::closeReader);
    }

    void start() {
        looking.start();
    }

    /** Does not wait for a question that is being asked. */
    @Override
    public void close() {
        looking.close();
    }

    private void look() {
        try {
            LogSizeReader open = reader;
            if (open == null) {
                open = readers.get();
                reader = open;
            }
            open.read().ifPresent(report::logSize);
        } catch (BinrelayException e) {
            // Capture itself notices when Kafka is away; the last size stays in the report.
            LOG.debug("Could not ask Kafka for the size of the relay log", e);
            closeReader();
        }
    }

    private void closeReader() {
        LogSizeReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
