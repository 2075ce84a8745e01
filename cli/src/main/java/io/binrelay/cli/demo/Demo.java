package io.binrelay.cli.demo;

import static java.util.Objects.requireNonNull;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.cli.output.Amount;
import io.binrelay.cli.position.PositionTarget;
import io.binrelay.cli.position.Target;
import io.binrelay.testsupport.workload.WorkloadStatistics;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What the demo does once the servers run: load, kills, a replica rebuilt from the log. Runs in one thread; what it
 * starts belongs to the fleet it is given.
 */
final class Demo {
    /** After the load has ended, or with a replica to rebuild: more than this means that something is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int UNDISTURBED = 20;
    private static final int WITHOUT_CAPTURE = 10;
    private static final int AFTER_CAPTURE = 15;
    private static final int WITHOUT_APPLIER = 10;
    private static final int AFTER_APPLIER = 15;
    private static final int REBUILD = 30;

    private final DemoSettings settings;
    private final Fleet fleet;
    private final Narrator narrator;
    private final ShopLoad load;
    private final Watch watch;

    Demo(DemoSettings settings, Fleet fleet, Narrator narrator, ShopLoad load, Watch watch) {
        this.settings = requireNonNull(settings, "settings is null");
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.narrator = requireNonNull(narrator, "narrator is null");
        this.load = requireNonNull(load, "load is null");
        this.watch = requireNonNull(watch, "watch is null");
    }

    void createSchemaAndReplicate() throws SQLException, InterruptedException {
        narrator.step("Create a shop on the source and start to replicate");
        load.createSchema();
        fleet.startServices();
        narrator.say("Capture (process " + fleet.capture().pid() + ") reads the source's binary log as a replica would,"
                + " and writes every transaction to the Kafka topic "
                + fleet.settings().channel() + ".relay.");
        for (Replica replica : fleet.replicas()) {
            narrator.say("The applier of " + replica.name() + " (process "
                    + replica.applier().pid() + ") reads the topic and applies to " + replica.name() + " only.");
        }
        narrator.say(
                "The source serves one dump, however many replicas there are. The tables were created before capture"
                        + " started: they come out of the binary log, like everything else.");
        untilInStep();
    }

    void putLoad() throws InterruptedException {
        narrator.step("Put load on the source: transactions over several tables, bulk changes, and DDL in between");
        narrator.say(
                "One line per second: the source's rate; the number of the last transaction in the log; per replica"
                        + " how far it is behind.");
        load.start();
        watch.during(settings.share(UNDISTURBED));
    }

    void killCapture() throws InterruptedException {
        ServiceProcess capture = fleet.capture();
        narrator.step("Kill capture: kill -9 " + capture.pid());
        capture.kill();
        narrator.say("The source goes on. Nobody reads its binary log now, so the log stands still.");
        watch.during(settings.share(WITHOUT_CAPTURE));
        capture.start();
        narrator.say(
                "Started again (process " + capture.pid() + "). It has no file of its own to remember where it was:"
                        + " the last record of the topic says where in the binary log the next transaction begins.");
        watch.during(settings.share(AFTER_CAPTURE));
        untilInStep();
    }

    void killApplier(Replica replica) throws InterruptedException {
        ServiceProcess applier = replica.applier();
        narrator.step("Kill the applier of " + replica.name() + ": kill -9 " + applier.pid());
        applier.kill();
        narrator.say(replica.name() + " falls behind; nobody else notices.");
        watch.during(settings.share(WITHOUT_APPLIER));
        applier.start();
        narrator.say("Started again (process " + applier.pid() + "). Its position stands in " + replica.name()
                + " itself, table binrelay.checkpoint, committed in one transaction with the rows it describes: nothing is"
                + " missing and nothing comes twice.");
        watch.during(settings.share(AFTER_APPLIER));
        untilInStep();
    }

    void rebuildReplica() throws SQLException, InterruptedException {
        narrator.step("Add an empty replica and rebuild it from the topic alone");
        Replica added = fleet.addReplica("replica" + (fleet.replicas().size() + 1));
        added.applier().start();
        narrator.say(added.name() + " is at " + added.server().host() + ":"
                + added.server().port()
                + ", its applier is process " + added.applier().pid()
                + ". No dump is taken, the source is not asked: it"
                + " replays the log from the first record, while the load goes on.");
        watch.during(settings.share(REBUILD));
        untilInStep();
    }

    void letCatchUp() throws InterruptedException {
        narrator.step("Stop the load and let everybody catch up");
        load.stop();
        Target target = new PositionTarget(SourceEnd.of(fleet.source()));
        watch.until(
                sample -> fleet.replicas().stream()
                        .allMatch(replica -> target.isAppliedBy(replica.name(), sample.status())),
                PATIENCE,
                "every replica has applied the source up to " + target);
        WorkloadStatistics done = load.done();
        narrator.say("The source ended at " + target + ", after " + Amount.count(done.transactions())
                + " transactions with " + Amount.count(done.rows()) + " changed rows and "
                + Amount.count(done.definitionChanges())
                + " statements that changed definitions. Every replica has applied"
                + " all of it.");
    }

    private void untilInStep() throws InterruptedException {
        watch.until(Sample::allInStep, PATIENCE, "capture runs and every replica is in step with the log");
    }
}
