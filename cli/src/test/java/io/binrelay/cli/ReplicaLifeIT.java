package io.binrelay.cli;

import static io.binrelay.cli.OperatedFleet.R1;
import static io.binrelay.cli.OperatedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;

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
