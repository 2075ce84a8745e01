package io.binrelay.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.KafkaCluster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an acknowledgement promises (trap 81): a COMMIT that returned is in Kafka, whatever dies. In the build a few
 * rounds of a seed that is printed; ARCHITECTURE.md has the command for more, or for a seed again. Each wait has a
 * limit of its own; that of the whole is for the long version.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 24, unit = TimeUnit.HOURS)
class SemiSyncDrillIT {
    private static final int ROUNDS = Integer.getInteger("semisync.rounds", 3);
    private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xFFFF);
    private static final int BROKERS = 3;

    /** As many as there are combinations of victims. */
    private static final int ROUNDS_UNTIL_A_LOSS = 7;

    private final PrintStream report = System.out;
    private KafkaCluster kafka;

    @BeforeAll
    void startKafka(@TempDir Path directory) {
        kafka = KafkaCluster.prepare(BROKERS, directory);
        kafka.start();
    }

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    @Test
    void trap81_a_commit_that_returned_is_in_the_log_and_on_the_replica_whatever_was_killed(@TempDir Path directory)
            throws Exception {
        List<DrillRound> plan = DrillPlan.of(SEED, ROUNDS, BROKERS);
        report.println("Semi-synchronous drill: " + ROUNDS + " rounds, -Dseed=" + SEED);
        try (Drill drill = new Drill(DrillMode.SEMI_SYNCHRONOUS, SEED, kafka, directory, report)) {
            drill.start();
            for (DrillRound round : plan) {
                Set<JournalEntry> lost = drill.play(round);
                assertThat(lost)
                        .as(() -> drill.describe(round) + ": COMMIT returned, but the log has no " + Drill.name(lost))
                        .isEmpty();
            }
            assertThat(drill.commits()).as("COMMITs that returned").isGreaterThan(ROUNDS);
            report.println(drill.commits() + " COMMITs returned in " + ROUNDS + " rounds; none was lost or doubled.");
        }
    }

    /** Or else the drill could not fail. */
    @Test
    void without_semi_synchronous_replication_the_same_drill_shows_losses(@TempDir Path directory) throws Exception {
        try (Drill drill = new Drill(DrillMode.ASYNCHRONOUS, SEED, kafka, directory, report)) {
            drill.start();
            int lost = 0;
            for (DrillRound round : DrillPlan.of(SEED, ROUNDS_UNTIL_A_LOSS, BROKERS)) {
                lost += drill.play(round).size();
                if (lost > 0) {
                    break;
                }
            }
            assertThat(lost)
                    .as("COMMITs that returned and are lost, seed %s", SEED)
                    .isPositive();
        }
    }
}
