package io.binrelay.cli.kill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.relay.service.HaltAtStage;
import io.binrelay.relay.service.Stage;
import java.sql.SQLException;

/** Kills, and makes sure that it did. Used by one thread. */
final class Executioner {
    /** 128 + 9. */
    private static final int KILLED = 137;

    private static final long STAGE_PATIENCE_NANOS = 90_000_000_000L;
    private static final long SIDE_LOAD_PAUSE_MILLIS = 100;

    private final Fleet fleet;

    Executioner(Fleet fleet) {
        this.fleet = requireNonNull(fleet, "fleet is null");
    }

    /** Kills who is to be killed, when he is to be killed; returns when the process is gone. */
    void kill(Round round) throws InterruptedException, SQLException {
        Stage stage = round.stage();
        if (stage != null) {
            killAtStage(service(round), stage, round.moment());
            return;
        }
        Thread.sleep(round.moment());
        switch (round.victim()) {
            case CAPTURE, APPLIER -> killService(service(round));
            case BROKER -> {
                fleet.broker().kill();
                assertThat(fleet.broker().isAlive()).isFalse();
            }
            case SOURCE -> {
                fleet.source().kill();
                assertThat(fleet.source().isAlive()).isFalse();
            }
            case REPLICA -> {
                fleet.replicas().get(round.replica()).server().kill();
                assertThat(fleet.replicas().get(round.replica()).server().isAlive())
                        .isFalse();
            }
        }
    }

    /** Starts what was killed, and nothing else: all others must have survived by themselves. */
    void restart(Round round) {
        switch (round.victim()) {
            case CAPTURE, APPLIER -> service(round).start();
            case BROKER -> fleet.broker().start();
            case SOURCE -> fleet.source().start();
            case REPLICA -> fleet.replicas().get(round.replica()).server().start();
        }
    }

    private ServiceProcess service(Round round) {
        return round.victim() == Victim.CAPTURE
                ? fleet.capture()
                : fleet.replicas().get(round.replica()).applier();
    }

    private static void killService(ServiceProcess service) {
        assertThat(service.isAlive()).as("%s runs", service).isTrue();
        service.kill();
        assertThat(service.exitCode()).as("exit code of %s", service).hasValue(KILLED);
    }

    private void killAtStage(ServiceProcess service, Stage stage, int passes)
            throws InterruptedException, SQLException {
        killService(service);
        service.start("-D" + HaltAtStage.PROPERTY + "=" + stage + ":" + passes);
        SideLoad sideLoad = new SideLoad(fleet.source());
        long begun = System.nanoTime();
        while (service.isAlive()) {
            assertThat(System.nanoTime() - begun)
                    .as("nanoseconds until %s halts at pass %s of %s", service, passes, stage)
                    .isLessThan(STAGE_PATIENCE_NANOS);
            sideLoad.once();
            Thread.sleep(SIDE_LOAD_PAUSE_MILLIS);
        }
        assertThat(service.exitCode()).as("exit code of %s", service).hasValue(KILLED);
        assertThat(service.logTail(5)).contains("halts at " + stage);
        service.kill();
    }
}
