package io.binrelay.cli.kill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.Engine;
import io.binrelay.testsupport.workload.ShopWorkload;
import io.binrelay.testsupport.workload.WorkloadMix;
import io.binrelay.testsupport.workload.WorkloadRunner;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kills one thing after the other under load; after each kill starts it again, and nothing else, waits until all have
 * caught up, and compares; at the end looks whether every transaction of the source is in the log exactly once. Used by
 * one thread.
 */
final class KillRun implements AutoCloseable {
    private static final int REPLICAS = 2;
    private static final int LOAD_THREADS = 3;
    private static final double STEPS_PER_SECOND = 60;
    private static final long LOAD_BEFORE_RESTART_MILLIS = 300;
    private static final long LOAD_AFTER_RESTART_MILLIS = 500;

    /** Small, so that a transaction of ordinary size is written in fragments over several Kafka transactions. */
    private static final Map<String, String> SMALL_RECORDS =
            Map.of("capture.fragment.bytes", "4K", "capture.batch.bytes", "4K", "service.on.error", "exit");

    private final Engine engine;
    private final long seed;
    private final PrintStream report;
    private final Fleet fleet;
    private final Executioner executioner;

    /**
     * Prepares a run.
     *
     * @param directory gets all data and logs
     * @param report gets a line per round
     */
    KillRun(Engine engine, long seed, Path directory, PrintStream report) {
        this.engine = requireNonNull(engine, "engine is null");
        this.seed = seed;
        this.report = requireNonNull(report, "report is null");
        this.fleet = Fleet.prepare(
                new FleetSettings(
                        engine, directory, "kill", List.of("replica1", "replica2"), true, false, SMALL_RECORDS),
                report::println);
        this.executioner = new Executioner(fleet);
    }

    /** Runs so many rounds of the seed's plan; fails with what went wrong and how to repeat it. */
    void run(int rounds) throws Exception {
        report.println("Kill test on " + engine + ": " + rounds + " rounds, -Dseed=" + seed);
        fleet.startServers();
        try (Connection connection = fleet.source().connect()) {
            new ShopWorkload(seed, engine).createSchema(connection);
        }
        fleet.source().execute(SideLoad.CREATE);
        fleet.startServices();
        catchUpAndCompare("before the first round");
        // Not the same on both engines: together a short run covers more.
        for (Round round : KillPlan.of(engine == Engine.MARIADB ? seed + 1 : seed, rounds, REPLICAS)) {
            play(round);
        }
        LogCensus census = LogCensus.take(fleet);
        census.check(fleet.source());
        report.println(
                "The log holds " + census.transactions() + " transactions of the source, each exactly once and to"
                        + " the byte; " + census.voided() + " were begun again.");
    }

    private void play(Round round) throws Exception {
        long begun = System.nanoTime();
        try (WorkloadRunner load = WorkloadRunner.start(
                fleet.source()::connect,
                engine,
                seed * 1_000 + round.number(),
                LOAD_THREADS,
                STEPS_PER_SECOND,
                WorkloadMix.EVERYDAY)) {
            executioner.kill(round);
            Thread.sleep(LOAD_BEFORE_RESTART_MILLIS);
            executioner.restart(round);
            Thread.sleep(LOAD_AFTER_RESTART_MILLIS);
            load.stop();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(round + ", seed " + seed + ": " + e.getMessage() + logs(), e);
        }
        long restarted = System.nanoTime();
        catchUpAndCompare(round.toString());
        report.println(round + ": done in " + millis(begun) + " ms, of that catching up and comparing "
                + millis(restarted) + " ms");
    }

    private void catchUpAndCompare(String when) throws Exception {
        try {
            new CatchUp(fleet).await(Duration.ofMinutes(2));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(when + ", seed " + seed + ": " + e.getMessage() + logs(), e);
        }
        List<ComparedServer> servers = new ArrayList<>(List.of(ComparedServer.of(fleet.source())));
        fleet.replicas().forEach(replica -> servers.add(ComparedServer.of(replica.server())));
        ComparisonResult result = ServerComparison.of(servers).run();
        assertThat(result.identical())
                .as(() -> when + ", seed " + seed + ": replicas differ\n" + result.toText() + logs())
                .isTrue();
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        List<ServiceProcess> services = new ArrayList<>(List.of(fleet.capture()));
        fleet.replicas().stream().map(Replica::applier).forEach(services::add);
        for (ServiceProcess service : services) {
            text.append("\n--- ").append(service).append(service.isAlive() ? ", runs\n" : ", does not run\n");
            text.append(service.logTail(15));
        }
        return text.append('\n').toString();
    }

    private static long millis(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1_000_000;
    }

    @Override
    public void close() {
        fleet.close();
    }
}
