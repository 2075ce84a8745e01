package io.binrelay.cli;

import static io.binrelay.cli.OperatedFleet.R1;
import static io.binrelay.cli.OperatedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a replica: it is made to forget, begins anew, is mistaken for another, and says how it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicaLifeIT {
    private OperatedFleet fleet;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = new OperatedFleet("lives", directory);
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void a_reset_forgets_the_position_and_what_was_ordered_and_a_replica_that_is_not_empty_is_not_begun_anew()
            throws Exception {
        fleet.insert(1, "before");
        until(() -> arrived(1, "before"));
        CommandRun working = fleet.run("reset", R1, "--yes");
        assertThat(working.exitCode()).isEqualTo(2);
        assertThat(working.err())
                .isEqualTo(
                        "binrelay: replica1 is running: stop it first: 'binrelay stop replica1'. Nothing was reset.\n");
        fleet.run("change-replica", R1, "--delay", "1h");
        fleet.run("stop", R1);
        assertThat(fleet.run("reset", R1).err())
                .isEqualTo("binrelay: Nothing was reset: this is no terminal to ask on. Give --yes.\n");
        assertThat(checkpoints()).isEqualTo("1");

        CommandRun reset = fleet.run("reset", R1, "--yes");
        assertThat(reset.err()).isEmpty();
        assertThat(reset.out())
                .matches(
                        "replica1 is at binlog\\.[0-9]+:[0-9]+ \\(transaction [0-9]+\\)\\. It would forget that, and which"
                                + " transactions and what delay were ordered for it\\. Its tables stay as they are\\.\n"
                                + "replica1: reset\\. 'binrelay start replica1' begins anew: on an empty replica, or with"
                                + " replica\\.initial\\.position=earliest\n");
        assertThat(checkpoints()).isEqualTo("0");
        assertThat(fleet.applier(R1).get("position").isNull()).isTrue();
        assertThat(fleet.run("change-replica", R1).out()).isEqualTo("replica1: nothing is changed by order\n");

        CommandRun started = fleet.run("start", R1);
        assertThat(started.exitCode()).isEqualTo(6);
        assertThat(started.err())
                .contains("the replica holds tables already (d.t), but no checkpoint of this channel: the log would be"
                        + " applied on top of them. Begin with an empty replica. If it is a copy of the source as it was where"
                        + " the log begins, say so with replica.initial.position=earliest");
        fleet.replica(0).execute("SET sql_log_bin=0", "DROP DATABASE d");
        assertThat(fleet.run("start", R1).exitCode()).isZero();
        until(() -> arrived(1, "before"));

        fleet.fleet().replicas().get(0).applier().kill();
        fleet.fleet().replicas().get(0).applier().start();
        fleet.insert(95, "behind");
        until(() -> arrived(95, "behind"));
        assertThat(fleet.run("orders", R1).out()).containsOnlyOnce("reset: done");
    }

    @Test
    @Order(2)
    void a_reset_of_all_is_pending_while_the_replica_is_down_and_then_it_is_listed_no_more_until_it_is_started()
            throws Exception {
        fleet.run("stop", R1);
        fleet.replica(0).kill();
        CommandRun pending = fleet.run("reset", R1, "--all", "--yes");
        assertThat(pending.exitCode()).isEqualTo(8);
        assertThat(pending.err())
                .matches(
                        "binrelay: replica1 is not reset yet: the reset is recorded, and pending \\(ordered by .+; error"
                                + " 2003 \\(08S01\\): cannot reach the replica at 127\\.0\\.0\\.1:[0-9]+ \\(replica\\.host,"
                                + " replica\\.port\\): Connection refused.*\\)\\. It is carried out as soon as that is mended,"
                                + " before anything else is applied\\.\n");
        assertThat(fleet.run("status").out()).contains("applier replica1  stopped, reset pending ");
        fleet.fleet().replicas().get(0).applier().kill();
        fleet.fleet().replicas().get(0).applier().start();
        fleet.replica(0).start();
        until(() -> fleet.status().get("appliers").size() == 1);
        assertThat(checkpoints()).isEqualTo("0");

        fleet.replica(0).execute("SET sql_log_bin=0", "DROP DATABASE d");
        CommandRun started = fleet.run("start", R1);
        assertThat(started.err()).isEmpty();
        assertThat(started.out()).startsWith("replica1: running at ");
        until(() -> arrived(95, "behind"));
        assertThat(fleet.state(R1)).isEqualTo("running");
    }

    @Test
    @Order(3)
    void an_applier_with_the_name_of_another_one_and_another_server_ends_and_does_not_disturb_it(
            @TempDir Path directory) throws Exception {
        ServiceProcess first = fleet.fleet().replicas().get(0).applier();
        String port = Integer.toString(fleet.replica(0).port());
        String otherPort = Integer.toString(fleet.replica(1).port());
        Path keys = directory.resolve("second.properties");
        Files.writeString(
                keys,
                Files.readString(first.configuration()).replace("replica.port=" + port, "replica.port=" + otherPort));
        try (ServiceProcess second =
                new ServiceProcess("second replica1", "applier", keys, directory.resolve("second.log"))) {
            second.start();
            until(() -> !second.isAlive());
            assertThat(second.exitCode()).hasValue(3);
            String uuid = "\\(server_uuid [0-9a-f-]{36}\\)";
            assertThat(second.logTail(20))
                    .containsPattern(
                            "The name replica1 is taken in channel lives: the applier that works under it, process "
                                    + first.pid() + " on [^ ]+, applies to 127\\.0\\.0\\.1:" + port + " " + uuid
                                    + ", and this one is configured for 127\\.0\\.0\\.1:" + otherPort + " " + uuid
                                    + ", which would get nothing\\. Give each replica a name of its own \\(replica\\.name\\); or, if"
                                    + " this applier is to stand by for that one, correct replica\\.host and replica\\.port");
        }
        fleet.insert(300, "undisturbed");
        until(() -> arrived(300, "undisturbed"));
        until(() -> fleet.state(R1).equals("running")
                && fleet.applier(R1).get("pid").asLong() == first.pid());
        assertThat(fleet.status().get("standbys")).isEmpty();
    }

    @Test
    @Order(4)
    void what_has_nothing_to_do_is_idle_and_what_was_stopped_is_not() throws Exception {
        until(() -> activity("/capture").equals("idle"));
        until(() -> fleet.run("status").out().contains("applier replica2  running, idle "));
        assertThat(fleet.run("status", OperatedFleet.R2).out())
                .contains(
                        "           Applier_Activity: idle\n",
                        "           Capture_Activity: idle\n",
                        "Replica_SQL_Running_State: Replica has read all relay log; waiting for more updates\n");
        fleet.run("stop", OperatedFleet.R2);
        until(() -> activity("/appliers/1").equals("stopped"));
        fleet.run("start", OperatedFleet.R2);
        until(() -> activity("/appliers/1").equals("idle"));
    }

    private String activity(String service) throws IOException {
        return fleet.status().at(service + "/activity").asText();
    }

    /** What init_connect sets holds for accounts without SUPER, as a clock that is wrong would. */
    @Test
    @Order(5)
    void a_source_whose_clock_is_ten_minutes_ahead_is_measured_and_told_of_once() throws Exception {
        fleet.source().execute("SET GLOBAL init_connect = 'SET @@session.timestamp = UNIX_TIMESTAMP() + 600'");
        fleet.run("stop", "capture");
        assertThat(fleet.run("start", "capture").exitCode()).isZero();
        until(() -> Math.abs(ahead() - 600_000) < 2_000);
        assertThat(fleet.fleet().capture().logTail(100))
                .containsPattern(
                        "The source's clock is (599|600)\\.[0-9] s ahead of this machine's\\. What is told of lag is"
                                + " corrected for that, a delay \\(apply\\.delay\\.seconds\\) is not\\. On the machine that is off, run:"
                                + " timedatectl set-ntp true \\(or restart chronyd\\)");
        fleet.source().execute("SET GLOBAL init_connect = ''");
        fleet.run("stop", "capture");
        fleet.run("start", "capture");
        until(() -> Math.abs(ahead()) < 2_000);
    }

    private long ahead() throws IOException {
        return fleet.status().at("/capture/details/source.clock.ahead.ms").asLong();
    }

    /** Also while the table is not there yet. */
    private boolean arrived(int id, String value) throws SQLException {
        boolean there = OperatedFleet.ask(
                        fleet.replica(0), "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'd'")
                .equals("1");
        return there && fleet.valueOn(0, id).equals(value);
    }

    private String checkpoints() throws SQLException {
        return OperatedFleet.ask(fleet.replica(0), "SELECT COUNT(*) FROM binrelay.checkpoint");
    }
}
