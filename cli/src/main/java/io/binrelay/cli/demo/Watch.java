package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks at the fleet once a second, shows what it sees, and notices when a service has ended that nobody killed. Used
 * by one thread.
 */
final class Watch implements AutoCloseable {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int LOG_LINES = 20;

    private final Fleet fleet;
    private final Narrator narrator;
    private final Sampler sampler;

    Watch(Fleet fleet, ShopLoad load, Narrator narrator) {
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.narrator = requireNonNull(narrator, "narrator is null");
        this.sampler = new Sampler(fleet, load);
    }

    /** Shows progress for this long. */
    void during(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        until(sample -> System.nanoTime() - end >= 0, time.plusSeconds(10), "");
    }

    /**
     * Shows progress until something is true.
     *
     * @param what it is that is waited for, for the message of the failure
     * @throws BinrelayException (TIMEOUT) it takes longer than this, or a service that should run has ended
     */
    void until(Predicate<Sample> condition, Duration patience, String what) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            long next = System.nanoTime() + SECOND_NANOS;
            Sample sample = sampler.next();
            narrator.progress(ProgressLine.of(sample));
            failIfServiceEnded(sample);
            if (condition.test(sample)) {
                return;
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new BinrelayException(
                        ErrorCode.TIMEOUT,
                        "Still not true after " + patience.toSeconds() + " s: " + what + ". "
                                + ProgressLine.of(sample));
            }
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
        }
    }

    private void failIfServiceEnded(Sample sample) {
        List<ServiceProcess> services = new ArrayList<>(List.of(fleet.capture()));
        fleet.replicas().stream().map(Replica::applier).forEach(services::add);
        for (ServiceProcess service : services) {
            if (service.hasEndedByItself()) {
                throw new BinrelayException(
                        ErrorCode.INTERNAL,
                        "The " + service + " has ended by itself, exit code "
                                + service.exitCode().orElse(0) + ". The last it said:\n" + service.logTail(LOG_LINES)
                                + "\nAt that time: " + ProgressLine.of(sample));
            }
        }
    }

    @Override
    public void close() {
        sampler.close();
    }

    @Override
    public String toString() {
        return "watch";
    }
}
