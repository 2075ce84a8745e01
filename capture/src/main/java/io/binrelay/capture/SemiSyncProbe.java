package io.binrelay.capture;

import static java.util.Objects.requireNonNull;

import io.binrelay.capture.source.AcknowledgementMeter;
import io.binrelay.capture.source.SemiSyncInspector;
import io.binrelay.capture.source.SemiSyncSource;
import io.binrelay.capture.source.SourceException;
import io.binrelay.relay.service.BinrelayException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the source's side of semi-synchronous replication, on a thread of its own: that a source has fallen back to
 * asynchronous replication shows nowhere else, since it goes on as if nothing were. What it sees goes to log and
 * report.
 */
final class SemiSyncProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SemiSyncProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Detail {@link SemiSyncReport#STATE} of a capture that does not read. */
    private static final String NOBODY = "not acknowledging";

    /** What it is worth, and what the source does without us, in words. */
    interface Advice {
        /**
         * What makes acknowledgements worth less; asked once, when capture reads.
         *
         * @throws BinrelayException Kafka cannot be asked
         */
        Iterable<String> warnings(Optional<SemiSyncSource> seen);

        /** What the source does when capture stops; empty when nothing changes for its commits. */
        Optional<String> whenStopped(Optional<SemiSyncSource> seen);
    }

    private final SemiSyncInspector inspector;
    private final AcknowledgementMeter acknowledged;
    private final CaptureReport report;
    private final SemiSyncCoverage coverage;
    private final Advice advice;
    private final RepeatedTask looking;
    private boolean advised;
    private volatile Optional<String> whenStopped = Optional.empty();

    /**
     * @param inspector used and closed by the probe's own thread
     * @param acknowledged what capture has sent
     */
    SemiSyncProbe(
            SemiSyncInspector inspector,
            AcknowledgementMeter acknowledged,
            CaptureReport report,
            SemiSyncCoverage coverage,
            Advice advice) {
        this.inspector = requireNonNull(inspector, "inspector is null");
        this.acknowledged = requireNonNull(acknowledged, "acknowledged is null");
        this.report = requireNonNull(report, "report is null");
        this.coverage = requireNonNull(coverage, "coverage is null");
        this.advice = requireNonNull(advice, "advice is null");
        this.looking = new RepeatedTask("semi-sync-probe", this::look, INTERVAL, inspector::close);
    }

    void start() {
        looking.start();
    }

    /** Says what the source will do now. Does not wait for a question that is being asked. */
    @Override
    public void close() {
        looking.close();
        synchronized (coverage) {
            report.detail(SemiSyncReport.STATE, NOBODY);
        }
        whenStopped.ifPresent(text -> LOG.warn("Stopping. {}", text));
    }

    private void look() {
        try {
            Optional<SemiSyncSource> seen = inspector.inspect();
            tell(seen);
            if (!advised && report.isRunning()) {
                advice.warnings(seen).forEach(LOG::warn);
                advised = true;
            }
        } catch (SourceException | BinrelayException e) {
            // Capture itself notices the same, and retries; the source counts what is not acknowledged meanwhile.
            LOG.debug("Could not ask how commits are covered", e);
        }
    }

    private void tell(Optional<SemiSyncSource> seen) {
        coverage.observe(seen, System.currentTimeMillis()).ifPresent(line -> {
            if (line.warning()) {
                LOG.warn(line.text());
            } else {
                LOG.info(line.text());
            }
        });
        whenStopped = advice.whenStopped(seen);
        synchronized (coverage) {
            if (!looking.isClosed()) {
                report.details(seenAndSent().details());
            }
        }
    }

    private SemiSyncReport seenAndSent() {
        AcknowledgementMeter.Reading sent = acknowledged.read();
        return new SemiSyncReport(
                coverage.state().orElseThrow().text(),
                Instant.ofEpochMilli(coverage.sinceMillis()).toString(),
                coverage.uncoveredSince(),
                coverage.uncoveredInAll(),
                whenStopped.orElse(""),
                sent.acknowledgements(),
                sent.commits(),
                sent.last().map(Object::toString).orElse(""),
                sent.median().toNanos() / 1_000,
                sent.percentile99().toNanos() / 1_000);
    }
}
