package io.binrelay.capture;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.binrelay.capture.source.SourceException;
import io.binrelay.relay.control.Work;
import io.binrelay.relay.log.WriterFencedException;
import io.binrelay.relay.service.Backoff;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stages;
import io.binrelay.schemas.avro.RelayRecordBuilder;
import io.binrelay.schemas.relay.RecordHeader;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures a channel until it is told to end: opens a session, runs it, and after a failure that may pass closes all of
 * it, waits, and opens another, which finds in the log itself where to go on.
 *
 * <pre>
 * STARTING --opened--> RUNNING --failure that may pass--> RETRYING --opened--> RUNNING
 * any      --failure that does not pass--> FAILED (runOnce throws)
 * any      --another capture has taken over--> SUPERSEDED (runOnce throws): never tried again, the two would fence each
 *            other for ever
 * </pre>
 *
 * <p>Whether a failure may pass is said by who threw it. Until the first session was opened, failures are tried for
 * {@link CaptureSettings#patience} only: a wrong host name is not a lost connection.
 */
public final class CaptureService implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureService.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /** Less is no reason to wake anybody up. */
    private static final long MOST_SKEW_MILLIS = 2_000;

    private final CapturePorts ports;
    private final CaptureSettings settings;
    private final Backoff backoff;
    private final CaptureReport report;
    private final CaptureClock clock;
    private final LoopSurroundings surroundings;
    private final long bornNanos;
    private final SourceWatch watch = new SourceWatch();
    private @Nullable CaptureSession session;
    private boolean everOpened;
    private boolean warnedOfClock;
    private long retryAtNanos;
    private long opaqueEventsReported;

    /** Whether the log was compared with the source because of a refused position, and nothing was read since. */
    private boolean positionExamined;

    /** The failure that is in the log already. */
    private @Nullable String lastWarning;

    /** @param backoff before each further attempt; begins anew when something was committed */
    public CaptureService(
            CapturePorts ports,
            CaptureSettings settings,
            Backoff backoff,
            CaptureReport report,
            CaptureClock clock,
            Stages stages) {
        this.ports = requireNonNull(ports, "ports is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.backoff = requireNonNull(backoff, "backoff is null");
        this.report = requireNonNull(report, "report is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.surroundings = new LoopSurroundings(clock, stages, new Listener());
        this.bornNanos = clock.nanos();
        this.retryAtNanos = bornNanos;
    }

    @Override
    public void runOnce() {
        try {
            if (session != null) {
                watch.judge();
                session.runOnce();
                reportOpaqueEvents(session.records());
                return;
            }
            long wait = retryAtNanos - clock.nanos();
            if (wait > 0) {
                clock.pause(Duration.ofNanos(Math.min(wait, LONGEST_PAUSE.toNanos())));
                return;
            }
            open();
        } catch (WriterFencedException e) {
            report.superseded(e);
            throw e;
        } catch (SourceException e) {
            String message = requireNonNullElse(e.getMessage(), "the source has failed");
            fail(new BinrelayException(codeOf(e), message, e.retriable() || mayBeExplained(e), e));
        } catch (BinrelayException e) {
            fail(e);
        } catch (RuntimeException e) {
            report.failed(e);
            throw e;
        }
    }

    /** What notices that the source goes back; it has to be told where the source ends. */
    SourceWatch watch() {
        return watch;
    }

    /**
     * Whether a refusal is worth another session: the source says only that it cannot go on ("could not find next log",
     * "I/O error reading log event"), the beginning of a session compares it with the log and says why.
     */
    private boolean mayBeExplained(SourceException failure) {
        boolean worth = session != null && failure.isAboutPosition() && !positionExamined;
        positionExamined |= worth;
        return worth;
    }

    @Override
    public boolean hasWorked() {
        return everOpened;
    }

    /** Most failures of reading are the source's; some are about the heap. */
    private static ErrorCode codeOf(SourceException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof BinrelayException ours) {
            return ours.code();
        }
        return cause instanceof OutOfMemoryError ? ErrorCode.MEMORY : ErrorCode.SOURCE;
    }

    private void open() {
        CaptureSession opened = CaptureSession.open(ports, settings, surroundings);
        session = opened;
        everOpened = true;
        opaqueEventsReported = 0;
        lastWarning = null;
        report.running(opened.tail());
        report.source(opened.identity(), opened.aheadMillis());
        warnOfClock(opened.aheadMillis());
        LOG.info(
                "Reading the source {}; the relay log {}",
                CaptureReport.describe(opened.start()),
                opened.tail().last() == null
                        ? "is empty"
                        : "ends with transaction " + (opened.tail().nextSequence() - 1));
    }

    /** Once, not at every connection. */
    private void warnOfClock(long aheadMillis) {
        if (Math.abs(aheadMillis) < MOST_SKEW_MILLIS || warnedOfClock) {
            return;
        }
        warnedOfClock = true;
        LOG.warn(
                "The source's clock is {} s {} this machine's. What is told of lag is corrected for that, a delay"
                        + " (apply.delay.seconds) is not. On the machine that is off, run: timedatectl set-ntp true (or"
                        + " restart chronyd)",
                String.format(Locale.ROOT, "%.1f", Math.abs(aheadMillis) / 1000.0),
                aheadMillis > 0 ? "ahead of" : "behind");
    }

    private void reportOpaqueEvents(RelayRecordBuilder records) {
        long opaque = records.opaqueEvents();
        if (opaque > opaqueEventsReported) {
            report.opaqueEvents(opaque - opaqueEventsReported, String.valueOf(records.lastOpaqueReason()));
            opaqueEventsReported = opaque;
        }
    }

    private void fail(BinrelayException failure) {
        closeSession();
        boolean patient =
                everOpened || clock.nanos() - bornNanos < settings.patience().toNanos();
        if (!failure.retriable() || !patient) {
            report.failed(failure);
            throw failure;
        }
        Duration wait = backoff.next();
        retryAtNanos = clock.nanos() + wait.toNanos();
        report.retrying(failure);
        if (failure.getMessage() != null && failure.getMessage().equals(lastWarning)) {
            LOG.debug("Failed again; the next attempt is in {} ms", wait.toMillis());
            return;
        }
        lastWarning = failure.getMessage();
        LOG.warn("Interrupted, and tried again until it works: {}", failure.getMessage());
    }

    private void closeSession() {
        CaptureSession open = session;
        session = null;
        watch.forget();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closeSession();
        ports.close();
        report.stopped();
    }

    private final class Listener implements CaptureListener {
        @Override
        public void committed(RecordHeader last, long transactions) {
            backoff.reset();
            positionExamined &= transactions == 0;
            watch.reached(last.resumePosition());
            report.committed(last, transactions);
        }

        @Override
        public void transactionWritten(RecordHeader last) {
            report.retrieved(last);
        }

        @Override
        public void statementRead() {
            ports.definitionsMayHaveChanged();
        }
    }
}
