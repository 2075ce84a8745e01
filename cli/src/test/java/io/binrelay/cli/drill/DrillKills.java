package io.binrelay.cli.drill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.testsupport.servers.KafkaCluster;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Kills as a round says, with SIGKILL, and makes sure that it did. Used by one thread. */
final class DrillKills {
    /** 128 + 9. */
    private static final int KILLED = 137;

    private final Fleet fleet;
    private final KafkaCluster kafka;

    DrillKills(Fleet fleet, KafkaCluster kafka) {
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.kafka = requireNonNull(kafka, "kafka is null");
    }

    /** The round's time begins with the call; returns when source and capture are dead. */
    void play(DrillRound round) throws InterruptedException {
        long begun = System.nanoTime();
        List<Map.Entry<DrillVictim, Integer>> inOrder = round.moments().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .toList();
        for (Map.Entry<DrillVictim, Integer> one : inOrder) {
            sleepUntil(begun, one.getValue());
            kill(one.getKey(), round);
        }
        sleepUntil(begun, round.endMillis());
        if (round.applierDies()) {
            kill(applier());
        }
        // The source first: capture may still write what it has received.
        fleet.source().kill();
        assertThat(fleet.source().isAlive()).isFalse();
        if (fleet.capture().isAlive()) {
            kill(fleet.capture());
        }
    }

    /** Starts the applier again, if it was killed. */
    void reviveApplier() {
        if (!applier().isAlive()) {
            assertThat(applier().hasEndedByItself())
                    .as("%s ended by itself", applier())
                    .isFalse();
            applier().start();
        }
    }

    private void kill(DrillVictim victim, DrillRound round) {
        switch (victim) {
            case SOURCE -> {
                fleet.source().kill();
                assertThat(fleet.source().isAlive()).isFalse();
            }
            case CAPTURE -> {
                kill(fleet.capture());
                if (round.captureReturns()) {
                    fleet.capture().start();
                }
            }
            case BROKER -> {
                kafka.broker(round.broker()).kill();
                assertThat(kafka.broker(round.broker()).isAlive()).isFalse();
            }
        }
    }

    private static void kill(ServiceProcess service) {
        assertThat(service.isAlive()).as("%s runs", service).isTrue();
        service.kill();
        assertThat(service.exitCode()).as("exit code of %s", service).hasValue(KILLED);
    }

    private ServiceProcess applier() {
        return fleet.replicas().get(0).applier();
    }

    private static void sleepUntil(long begunNanos, int millis) throws InterruptedException {
        long left = millis - (System.nanoTime() - begunNanos) / 1_000_000;
        if (left > 0) {
            Thread.sleep(left);
        }
    }
}
