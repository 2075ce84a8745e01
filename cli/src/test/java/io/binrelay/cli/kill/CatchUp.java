package io.binrelay.cli.kill;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.demo.SourceEnd;
import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.cli.position.PositionTarget;
import io.binrelay.cli.position.Target;
import io.binrelay.relay.log.KafkaSettings;
import io.binrelay.relay.status.ChannelStatus;
import io.binrelay.relay.status.StatusReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits until every replica has applied what the source has written. Used by one thread. */
public final class CatchUp {
    private static final long PAUSE_MILLIS = 50;

    private final Fleet fleet;

    /** Of all replicas of the fleet. */
    public CatchUp(Fleet fleet) {
        this.fleet = requireNonNull(fleet, "fleet is null");
    }

    /** Fails when it takes longer, or when a service that runs ends. */
    public void await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Target target = new PositionTarget(SourceEnd.of(fleet.source()));
        while (!statusExists(deadline)) {
            Thread.sleep(PAUSE_MILLIS);
        }
        try (StatusReader reader = reader()) {
            while (true) {
                ChannelStatus channel = reader.readChannel();
                // No shortcut: each target remembers what it has seen of capture.
                List<String> behind = new ArrayList<>();
                for (Replica replica : fleet.replicas()) {
                    if (!target.isAppliedBy(replica.name(), channel)) {
                        behind.add(replica.name());
                    }
                }
                if (behind.isEmpty()) {
                    return;
                }
                failIfServiceEnded();
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError(behind + " have not applied the source up to " + target + " within "
                            + patience.toSeconds() + " s");
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Before capture has announced itself for the first time there is no topic to read. */
    private boolean statusExists(long deadline) {
        failIfServiceEnded();
        try (StatusReader reader = reader()) {
            return reader.readChannel().capture().isPresent();
        } catch (io.binrelay.relay.service.BinrelayException e) {
            if (!e.retriable() || System.nanoTime() - deadline > 0) {
                throw e;
            }
            return false;
        }
    }

    private void failIfServiceEnded() {
        List<ServiceProcess> services = new ArrayList<>(List.of(fleet.capture()));
        fleet.replicas().stream().map(Replica::applier).forEach(services::add);
        for (ServiceProcess service : services) {
            if (service.hasEndedByItself()) {
                throw new AssertionError(service + " has ended with exit code " + service.exitCode()
                        + "; nothing may need a restart by hand");
            }
        }
    }

    private StatusReader reader() {
        return new StatusReader(
                KafkaSettings.ofBootstrapServers(fleet.bootstrapServers()),
                fleet.settings().channel());
    }
}
