package io.binrelay.cli.drill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.FleetSettings;
import io.binrelay.cli.fleet.Replica;
import io.binrelay.cli.fleet.ServiceProcess;
import io.binrelay.cli.kill.CatchUp;
import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.Engine;
import io.binrelay.testsupport.servers.KafkaCluster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A source under load, capture, three brokers and a replica with its applier. In every round some of them are killed,
 * source and capture in any case; then Kafka and the applier alone come back, and what writers saw committed is looked
 * for in the log and on the replica. Afterwards the source and capture return, and both servers must be identical. Used
 * by one thread.
 */
final class Drill implements AutoCloseable {
    private static final int WRITERS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NAMED_LOSSES = 10;

    private final DrillMode mode;
    private final long seed;
    private final KafkaCluster kafka;
    private final PrintStream report;
    private final Fleet fleet;
    private final DrillKills kills;
    private final JournalLog log;
    private final DrillReplica replica;
    private long commits;

    /**
     * Prepares a drill.
     *
     * @param kafka runs; not closed with the drill
     * @param directory gets all data and logs
     * @param report gets a line per round
     */
    Drill(DrillMode mode, long seed, KafkaCluster kafka, Path directory, PrintStream report) {
        this.mode = requireNonNull(mode, "mode is null");
        this.seed = seed;
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.report = requireNonNull(report, "report is null");
        String channel = mode == DrillMode.SEMI_SYNCHRONOUS ? "drill-semi-synchronous" : "drill-asynchronous";
        Map<String, String> keys = new HashMap<>(mode.serviceKeys());
        keys.put("service.on.error", "exit");
        this.fleet = Fleet.prepare(
                new FleetSettings(
                        Engine.MARIADB,
                        directory.resolve(channel),
                        channel,
                        List.of("replica1"),
                        true,
                        true,
                        keys,
                        mode.sourceOptions(),
                        kafka.bootstrapServers()),
                report::println);
        this.kills = new DrillKills(fleet, kafka);
        this.log = new JournalLog(kafka.bootstrapServers(), channel);
        this.replica = new DrillReplica(fleet);
    }

    /** Starts everything, and waits until the replica has the empty tables. */
    void start() throws Exception {
        fleet.startServers();
        fleet.startServices();
        // In the semi-synchronous mode this returns once capture is there.
        fleet.source().execute(JournalEntry.CREATE);
        awaitIdentical("before the first round");
        log.readOn();
    }

    /**
     * Plays a round; fails when anything is there twice or differs at its end.
     *
     * @return the COMMITs that returned, but are lost as long as the source is
     */
    Set<JournalEntry> play(DrillRound round) throws Exception {
        long begun = System.nanoTime();
        try {
            fleet.source().execute("TRUNCATE TABLE drill." + JournalEntry.TABLE);
            // Or else the replica, without the source, might keep the entries of the round before.
            new CatchUp(fleet).await(PATIENCE);
            if (mode == DrillMode.SEMI_SYNCHRONOUS) {
                fleet.source().execute("SET GLOBAL rpl_semi_sync_master_wait_point = '" + round.waitPoint() + "'");
                assertSourceWaits();
            }
            JournalWriters writers =
                    JournalWriters.start(fleet.source(), WRITERS, round.number(), seed * 1_000_003 + round.number());
            // So that every round has something to lose.
            writers.awaitReturned(WRITERS, PATIENCE);
            kills.play(round);
            writers.join(PATIENCE);
            List<JournalEntry> returned = writers.returned();
            commits += returned.size();

            kills.reviveApplier();
            kafka.start();
            kafka.awaitSettledTransactions();
            List<JournalEntry> logged = new ArrayList<>(log.readOn());
            replica.await(logged, PATIENCE);
            Set<JournalEntry> lost = new HashSet<>(returned);
            logged.forEach(lost::remove);

            fleet.source().start();
            fleet.capture().start();
            awaitIdentical(round.toString());
            int loggedBefore = logged.size();
            logged.addAll(log.readOn());
            assertThat(logged)
                    .as("transactions in the log")
                    .doesNotHaveDuplicates()
                    .containsAll(returned);
            assertThat(log.lastGtid()).isEqualTo(fleet.source().queryValue("SELECT @@global.gtid_binlog_pos"));
            report.println(round + ": " + returned.size() + " COMMITs returned, " + lost.size() + " of them lost; "
                    + loggedBefore + " transactions in the log, " + logged.size() + " once the source was back; "
                    + millis(begun) + " ms");
            return lost;
        } catch (RuntimeException | AssertionError | SQLException e) {
            throw new AssertionError(describe(round) + ": " + e.getMessage() + logs(), e);
        }
    }

    /** What a failure names, so that the round can be repeated. */
    String describe(DrillRound round) {
        return mode + ", seed " + seed + ", " + round;
    }

    /** How many COMMITs have returned in all rounds. */
    long commits() {
        return commits;
    }

    /** The first of the lost ones, for messages. */
    static String name(Set<JournalEntry> lost) {
        return lost.stream().sorted().limit(NAMED_LOSSES).toList() + (lost.size() > NAMED_LOSSES ? " and more" : "");
    }

    /** Or else the drill would prove nothing. */
    private void assertSourceWaits() throws SQLException {
        assertThat(status("status") + " " + status("clients") + " " + status("no_tx"))
                .as("Rpl_semi_sync_master_status, _clients and _no_tx of the source")
                .isEqualTo("ON 1 0");
    }

    private String status(String name) throws SQLException {
        return fleet.source()
                .queryValue("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME ="
                        + " 'Rpl_semi_sync_master_" + name + "'");
    }

    private void awaitIdentical(String when) throws Exception {
        new CatchUp(fleet).await(PATIENCE);
        List<ComparedServer> servers = new ArrayList<>(List.of(ComparedServer.of(fleet.source())));
        fleet.replicas().forEach(one -> servers.add(ComparedServer.of(one.server())));
        ComparisonResult result = ServerComparison.of(servers).run();
        assertThat(result.identical())
                .as(() -> when + ": source and replica differ\n" + result.toText())
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
