package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.log.LogSizeReader;
import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka every few seconds how large the relay log is, for the report alone, on a thread of its own. */
final class LogProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogProbe.class);

    private final Supplier<LogSizeReader> readers;
    private final CaptureReport report;
    private final Duration interval;
    private final Thread thread;
    private volatile boolean closed;

    /** @param readers called by the probe's thread, which closes what it gets */
    LogProbe(Supplier<LogSizeReader> readers, CaptureReport report, Duration interval) {
        this.readers = requireNonNull(readers, "readers is null");
        this.report = requireNonNull(report, "report is null");
        this.interval = requireNonNull(interval, "interval is null");
        this.thread = new Thread(this::run, "log-probe");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Does not wait for a question that is being asked. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try (LogSizeReader reader = readers.get()) {
                while (!closed) {
                    reader.read().ifPresent(report::logSize);
                    Thread.sleep(interval.toMillis());
                }
            } catch (BinrelayException e) {
                // Capture itself notices when Kafka is away; the last size stays in the report.
                LOG.debug("Could not ask Kafka for the size of the relay log", e);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(interval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
