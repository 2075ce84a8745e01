package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.SourceException;
import io.binrelay.capture.source.SourceInspection;
import io.binrelay.schemas.model.FilePosition;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the source every few seconds where its binary log ends, for the report and to notice a source that went back, on
 * a thread of its own: what capture does never waits for it.
 */
final class SourceProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceProbe.class);

    private final Supplier<SourceInspection> inspector;
    private final CaptureReport report;
    private final SourceWatch watch;
    private final RepeatedTask looking;

    /** @param inspector may be called from another thread */
    SourceProbe(Supplier<SourceInspection> inspector, CaptureReport report, SourceWatch watch, Duration interval) {
        this.inspector = requireNonNull(inspector, "inspector is null");
        this.report = requireNonNull(report, "report is null");
        this.watch = requireNonNull(watch, "watch is null");
        this.looking = new RepeatedTask("source-probe", this::look, interval, () -> {});
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
            FilePosition read = watch.read();
            SourceInspection source = inspector.get();
            if (source.position() != null) {
                watch.compare(read, source.position());
                report.detail(CaptureReport.SOURCE_POSITION, source.position().toString());
                report.detail(CaptureReport.SOURCE_GTIDS, source.gtidSet());
            }
        } catch (SourceException e) {
            // The stream notices the same, and retries; the last position stays in the report.
            LOG.debug("Could not ask the source for its position", e);
        }
    }
}
