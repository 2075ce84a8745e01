package io.binrelay.cli;

import static io.binrelay.cli.OperatedFleet.R1;
import static io.binrelay.cli.OperatedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binrelay.cli.fleet.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in practice, what is said about it, whole, and the way out that is said works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final String TRANSACTION =
            "applying stopped at transaction [0-9]+ \\(GTID [0-9a-f-]{36}:[0-9]+\\), source position binlog\\.[0-9]+:[0-9]+ to"
                    + " binlog\\.[0-9]+:[0-9]+, relay log offset [0-9]+: ";
    private static final String NOTHING =
            "\\. Nothing of the transaction is in the replica, everything before it is\\. ";

    private OperatedFleet fleet;

    @BeforeAll
    void start(@TempDir Path directory) throws SQLException {
        fleet = new OperatedFleet("faults", directory);
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    private void assertError(String pattern) throws Exception {
        until(() -> fleet.state(R1).equals("failed"));
        assertThat(fleet.error(R1)).matches(Pattern.compile(pattern, Pattern.DOTALL));
        assertThat(fleet.fleet().replicas().get(0).applier().isAlive()).isTrue();
    }

    @Test
    @Order(1)
    void a_missing_table_is_named_and_creating_it_lets_the_replica_go_on() throws Exception {
        fleet.source().execute("CREATE TABLE d.gone (id INT PRIMARY KEY)");
        until(() -> fleet.run("status").out().contains("replica1") && tableIsThere("gone"));
        fleet.replica(0).execute("SET sql_log_bin=0", "DROP TABLE d.gone");
        fleet.source().execute("INSERT INTO d.gone VALUES (1)");
        assertError(
                TRANSACTION + "error 1146 \\(42S02\\): Table 'd\\.gone' doesn't exist \\(on table d\\.gone\\)" + NOTHING
                        + "The replica's definitions are not those the source had: it was changed by others, or began from another"
                        + " state than the log\\. Put them right and start the applier again, or rebuild the replica");

        fleet.replica(0).execute("SET sql_log_bin=0", "CREATE TABLE d.gone (id INT PRIMARY KEY)");
        assertThat(fleet.run("start", R1).exitCode()).isZero();
        until(() -> OperatedFleet.ask(fleet.replica(0), "SELECT COUNT(*) FROM d.gone")
                .equals("1"));
    }

    @Test
    @Order(2)
    void a_missing_table_can_be_moved_past() throws Exception {
        fleet.replica(0).execute("SET sql_log_bin=0", "DROP TABLE d.gone");
        fleet.source().execute("INSERT INTO d.gone VALUES (2)");
        until(() -> fleet.state(R1).equals("failed"));
        assertThat(fleet.run("skip", R1, "--yes", "--start").err()).isEmpty();
        fleet.insert(2, "behind");
        until(() -> fleet.valueOn(0, 2).equals("behind"));
        fleet.source().execute("DROP TABLE d.gone");
        until(() -> fleet.state(R1).equals("failed"));
        assertThat(fleet.error(R1)).contains("1051");
        assertThat(fleet.run("skip", R1, "--yes", "--start").err()).isEmpty();
        until(() -> fleet.state(R1).equals("running"));
    }

    @Test
    @Order(3)
    void a_replica_that_is_read_only_says_which_setting_and_which_privilege() throws Exception {
        fleet.replica(0).execute("SET GLOBAL super_read_only=1");
        fleet.insert(3, "refused");
        assertError(TRANSACTION
                + "error 1290 \\(HY000\\): The MySQL server is running with the --super-read-only option so it cannot execute"
                + " this statement \\(on table d\\.t\\)" + NOTHING
                + "Run the replica with read_only=ON and super_read_only=OFF, and grant the applier's account"
                + " CONNECTION_ADMIN \\(MariaDB: READ_ONLY ADMIN; older servers: SUPER\\)");
        fleet.replica(0).execute("SET GLOBAL super_read_only=0");
        assertThat(fleet.run("start", R1).exitCode()).isZero();
        until(() -> fleet.valueOn(0, 3).equals("refused"));
    }

    @Test
    @Order(4)
    void errors_that_operators_let_pass_leave_out_the_row_alone_are_counted_and_told_wherever_one_looks()
            throws Exception {
        assertThat(fleet.run("change-replica", R1, "--change", "apply.skip.errors=1062,dup")
                        .err())
                .contains("apply.skip.errors = '1062,dup': allowed is off, or error numbers of a server");
        fleet.replica(0).execute("SET sql_log_bin=0", "INSERT INTO d.t VALUES (31, 'local')");
        assertThat(fleet.run("change-replica", R1, "--change", "apply.skip.errors=1062,ddl_exist_errors")
                        .err())
                .isEmpty();
        until(() -> fleet.run("change-replica", R1).out().contains("apply.skip.errors = 1062,ddl_exist_errors")
                && fleet.state(R1).equals("running"));
        fleet.source().execute("INSERT INTO d.t VALUES (30, 'good'), (31, 'bad'), (32, 'good')");
        until(() -> fleet.valueOn(0, 32).equals("good"));
        assertThat(fleet.valueOn(0, 30)).isEqualTo("good");
        assertThat(fleet.valueOn(0, 31)).isEqualTo("local");

        Pattern message = Pattern.compile("left out, as apply\\.skip\\.errors says, at "
                + "transaction [0-9]+ \\(GTID [0-9a-f-]{36}:[0-9]+\\), source position binlog\\.[0-9]+:[0-9]+ to"
                + " binlog\\.[0-9]+:[0-9]+, relay log offset [0-9]+: 1 row of table d\\.t: error 1062 \\(23000\\): Duplicate"
                + " entry '31' for key 'PRIMARY' \\(on table d\\.t\\)");
        until(() -> fleet.applier(R1).at("/details/skipped.errors").asText().equals("1"));
        assertThat(fleet.applier(R1).at("/details/skipped.errors.last.message").asText())
                .matches(message);
        assertThat(fleet.state(R1)).isEqualTo("running");
        assertThat(fleet.run("status").out())
                .contains("Left out by applier replica1 since it began its work: 1 rows and statements, the last:\n");
        until(() -> message.matcher(fleet.run("errors", R1).out()).find());
        assertThat(metric("binrelay_apply_skipped_errors_total")).isEqualTo("1.0");

        assertThat(fleet.run("change-replica", R1, "--reset", "apply.skip.errors")
                        .err())
                .isEmpty();
        fleet.replica(0).execute("SET sql_log_bin=0", "DELETE FROM d.t WHERE id = 31");
        fleet.replica(0).execute("SET sql_log_bin=0", "INSERT INTO d.t VALUES (31, 'bad')");
    }

    @Test
    @Order(5)
    void a_lock_of_another_client_is_waited_for_again_and_again_said_and_counted() throws Exception {
        fleet.insert(50, "fifty");
        until(() -> fleet.valueOn(0, 50).equals("fifty"));
        fleet.replica(0).execute("SET GLOBAL innodb_lock_wait_timeout=1");
        assertThat(fleet.run("change-replica", R1, "--change", "retry.max.ms=50")
                        .err())
                .isEmpty();
        until(() -> fleet.state(R1).equals("running"));
        double retries = retries();
        String refusal =
                "error 1205 \\(40001\\): Lock wait timeout exceeded; try restarting transaction \\(on table d\\.t\\)";
        try (Connection other = fleet.replica(0).connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT * FROM d.t WHERE id = 50 FOR UPDATE");
            fleet.source().execute("UPDATE d.t SET v = 'FIFTY' WHERE id = 50");
            until(() -> fleet.state(R1).equals("retrying"));
            assertThat(fleet.error(R1)).matches(refusal);
            until(() -> retries() > retries);
            assertError(TRANSACTION + refusal + NOTHING
                    + "Locks of other clients of the replica stayed in the way of 10 attempts: end their transactions and"
                    + " start the applier again");
            assertThat(retries()).isEqualTo(retries + 10);
            other.rollback();
            assertThat(fleet.run("start", R1).exitCode()).isZero();
            until(() -> fleet.valueOn(0, 50).equals("FIFTY") && fleet.state(R1).equals("running"));
        }
        fleet.replica(0).execute("SET GLOBAL innodb_lock_wait_timeout=50");
        assertThat(fleet.run("change-replica", R1, "--reset", "retry.max.ms").err())
                .isEmpty();
    }

    /** The transaction with less done is the victim: the other one is made large. */
    @Test
    @Order(6)
    void a_deadlock_is_tried_again_and_counted() throws Exception {
        fleet.source().execute("INSERT INTO d.t VALUES (60, 'a'), (61, 'b')");
        until(() -> fleet.valueOn(0, 61).equals("b"));
        double retries = retries();
        try (Connection other = fleet.replica(0).connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO d.t SELECT 1000 + a.id * 100 + b.id, '' FROM d.t a JOIN d.t b");
            statement.execute("UPDATE d.t SET v = 'other' WHERE id = 61");
            fleet.source().execute("UPDATE d.t SET v = CONCAT(v, '!') WHERE id IN (60, 61)");
            until(() -> OperatedFleet.ask(
                            fleet.replica(0),
                            "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")
                    .equals("1"));
            statement.execute("UPDATE d.t SET v = 'other' WHERE id = 60");
            other.rollback();
        }
        until(() -> fleet.valueOn(0, 61).equals("b!"));
        assertThat(fleet.valueOn(0, 60)).isEqualTo("a!");
        until(() -> retries() == retries + 1 && fleet.state(R1).equals("running"));
        assertThat(fleet.run("errors", R1).out())
                .containsPattern(
                        "error 1213 \\(40001\\): Deadlock found when trying to get lock; try restarting transaction"
                                + " \\(on table d\\.t\\)");
    }

    /** A table of its own on a disk of its own, so that the server itself has room. */
    @Test
    @Order(7)
    void a_replica_whose_disk_is_full_stops_alone_and_goes_on_once_there_is_room(@TempDir Path disk) throws Exception {
        assumeTrue(mounted(disk), "mounting a small disk takes root");
        try {
            fleet.source().execute("CREATE TABLE d.large (id INT PRIMARY KEY, v VARCHAR(7000))");
            until(() -> tableIsThere("large"));
            fleet.replica(0)
                    .execute(
                            "SET sql_log_bin=0",
                            "DROP TABLE d.large",
                            "CREATE TABLE d.large (id INT PRIMARY KEY, v VARCHAR(7000)) DATA DIRECTORY '" + disk + "'");
            insertLargeRows(150);
            assertError(TRANSACTION + "error 1114 \\(HY000\\): The table 'large' is full \\(on table d\\.large\\)"
                    + NOTHING + "Make room on the replica and start the applier again");
            until(() -> OperatedFleet.ask(fleet.replica(1), "SELECT COUNT(*) FROM d.large")
                    .equals("150"));

            run("mount", "-o", "remount,size=64m", disk.toString());
            assertThat(fleet.run("start", R1).exitCode()).isZero();
            until(() -> OperatedFleet.ask(fleet.replica(0), "SELECT COUNT(*) FROM d.large")
                    .equals("150"));
            fleet.source().execute("DROP TABLE d.large");
            until(() -> !tableIsThere("large"));
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    private void insertLargeRows(int rows) throws SQLException {
        try (Connection source = fleet.source().connect();
                Statement statement = source.createStatement()) {
            for (int id = 1; id <= rows; id++) {
                statement.execute("INSERT INTO d.large VALUES (" + id + ", REPEAT('x', 7000))");
            }
        }
    }

    private static boolean mounted(Path disk) throws Exception {
        return run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0;
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Where it was cannot be known any more: begun anew, the log would be applied on top of what is there. */
    @Test
    @Order(9)
    void a_replica_that_lost_its_checkpoint_is_not_begun_anew() throws Exception {
        fleet.replica(0).execute("SET sql_log_bin=0", "DROP DATABASE binrelay");
        fleet.insert(10, "unknown");
        assertError(TRANSACTION
                + "binrelay\\.checkpoint, which says where the replica is in the log, was dropped there \\(error 1049"
                + " \\(42000\\): Unknown database 'binrelay'\\)\\. Rebuild the replica, or restore the table as it was"
                + "\\. Nothing of the transaction is in the replica, everything before it is");
        assertThat(fleet.valueOn(0, 10)).isEmpty();

        CommandRun run = fleet.run("start", R1);
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err())
                .isEqualTo(
                        "binrelay: replica1: the replica holds tables already (d.t), but no checkpoint of"
                                + " this channel: the log would be applied on top of them. Begin with an empty replica. If it is a copy of"
                                + " the source as it was where the log begins, say so with replica.initial.position=earliest\n");
        assertThat(fleet.valueOn(0, 10)).isEmpty();
    }

    @Test
    @Order(10)
    void a_source_that_purged_what_capture_needs_is_said_to_have_done_so() throws Exception {
        assertThat(fleet.run("stop", "capture").exitCode()).isZero();
        fleet.insert(4, "lost");
        fleet.source().execute("FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
        String last = OperatedFleet.ask(fleet.source(), "SHOW MASTER STATUS");
        fleet.source().execute("PURGE BINARY LOGS TO '" + last + "'");
        CommandRun run = fleet.run("start", "capture");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .matches(Pattern.compile(
                        "binrelay: capture: The source has purged what capture needs next \\(as error 1236"
                                + " says\\): the relay log ends at binlog\\.[0-9]+:[0-9]+, the source has .*\\. What was in between"
                                + " cannot be had any more\\. Start a new channel for it and rebuild the replicas\\. Keep binary logs"
                                + " longer \\(binlog_expire_logs_seconds\\) than capture may be down\\.\n",
                        Pattern.DOTALL));
        ServiceProcess capture = fleet.fleet().capture();
        assertThat(capture.isAlive()).isTrue();
    }

    private boolean tableIsThere(String name) throws SQLException {
        return OperatedFleet.ask(
                        fleet.replica(0),
                        "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA='d' AND TABLE_NAME='" + name
                                + "'")
                .equals("1");
    }

    private double retries() throws Exception {
        return Double.parseDouble(metric("binrelay_apply_retries_total"));
    }

    /** Of the applier of replica 1, as it is scraped. */
    private String metric(String name) throws Exception {
        URI page = URI.create("http://" + fleet.applier(R1).at("/details/http").asText() + "/metrics");
        HttpRequest request = HttpRequest.newBuilder(page).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }
}
