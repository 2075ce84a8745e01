package io.binrelay.applier;

import static java.util.Objects.requireNonNull;

import io.binrelay.relay.control.Work;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.StopSignal;
import io.binrelay.relay.status.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Applies a channel to a replica until it is told to end, and tells how it is doing. Lost connections are tried again
 * for ever; but one that could never be made is tried only for so long: a wrong host name is not a lost connection.
 */
final class ApplierService implements Work {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final ApplyLoop loop;
    private final ApplierReport report;
    private final NameCheck name;
    private final StopSignal stop;
    private final InstantSource clock;
    private Instant next = Instant.MIN;
    private @Nullable Instant failingSince;
    private boolean hasRead;
    private boolean hasClaimed;

    ApplierService(ApplyLoop loop, ApplierReport report, NameCheck name, StopSignal stop, InstantSource clock) {
        this.loop = requireNonNull(loop, "loop is null");
        this.report = requireNonNull(report, "report is null");
        this.name = requireNonNull(name, "name is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void runOnce() {
        try {
            Duration wait = Duration.between(clock.instant(), next);
            if (!wait.isNegative() && !wait.isZero()) {
                stop.await(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
                return;
            }
            Duration pause = loop.runOnce();
            next = pause.isZero() ? Instant.MIN : clock.instant().plus(pause);
            ApplyProgress progress = loop.progress();
            report.tell(progress, loop.trouble());
            if (report.told().state() == ServiceState.STANDBY) {
                name.look(report.told(), clock.instant());
            }
            endIfHopeless(progress);
        } catch (NameTakenException e) {
            report.displaced(e);
            throw e;
        } catch (RuntimeException e) {
            report.failed(e, loop.progress());
            throw e;
        }
    }

    @Override
    public boolean hasWorked() {
        return hasClaimed;
    }

    private void endIfHopeless(ApplyProgress progress) {
        switch (progress.state()) {
            case APPLYING -> {
                hasRead = true;
                hasClaimed = true;
            }
            case CLAIMING -> hasRead = true;
            case REACHED, WAITING, RETRYING, STOPPED -> {}
        }
        BinrelayException failure = progress.failure();
        if (failure == null) {
            failingSince = null;
            return;
        }
        Instant now = clock.instant();
        if (failingSince == null) {
            failingSince = now;
        }
        boolean neverWorked = failure.code() == ErrorCode.KAFKA ? !hasRead : !hasClaimed;
        if (neverWorked && !now.isBefore(failingSince.plus(PATIENCE))) {
            throw failure;
        }
    }

    @Override
    public void close() {
        loop.close();
        name.close();
        report.stopped();
    }
}
