package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of a replica, by itself, brought about, and the line that doctor prints for it. */
final class DoctorReplicaIT {
    private static DatabaseServer mysql;
    private static DatabaseServer mariadb;
    private static DoctorRun onMysql;
    private static DoctorRun onMariadb;

    @BeforeAll
    static void start() throws SQLException {
        mysql = DatabaseServer.builder(Engine.MYSQL)
                .name("replica")
                .durable(false)
                .binlog(false)
                .start();
        mariadb = DatabaseServer.builder(Engine.MARIADB)
                .name("other-replica")
                .durable(false)
                .binlog(false)
                .start();
        mysql.createReplicaAccount("applier", "secret");
        mariadb.createReplicaAccount("applier", "secret");
        onMysql = DoctorRun.of().replica(mysql, "applier", "secret");
        onMariadb = DoctorRun.of().replica(mariadb, "applier", "secret");
    }

    @AfterAll
    static void stop() {
        mysql.close();
        mariadb.close();
    }

    @Test
    void a_replica_by_itself_is_checked_and_what_takes_a_source_is_skipped() {
        CommandRun run = onMysql.run();

        assertThat(run.exitCode()).as(run.out()).isZero();
        DoctorRun.assertShows(run, "ok", "r1", "host and port", "127.0.0.1:" + mysql.port() + " answers: MySQL 8.0.15");
        DoctorRun.assertShows(run, "ok", "r1", "privileges", "'applier'@'%' may apply everything");
        DoctorRun.assertShows(run, "ok", "r1", "triggers", "none");
        DoctorRun.assertShows(run, "ok", "r1", "events", "none is enabled");
        DoctorRun.assertShows(run, "ok", "r1", "native replication", "none is set up");
        DoctorRun.assertShows(
                run,
                "skipped",
                "r1",
                "disk space",
                "SQL does not tell. On its machine run: df -h " + mysql.dataDirectory() + "/");
        DoctorRun.assertShows(
                run,
                "skipped",
                "r1",
                "against the source",
                "version, server_uuid, server_id, character set, sql_mode, time zone, engines: the source was not asked."
                        + " Give source.host, source.user, source.password");
        DoctorRun.assertShows(run, "skipped", "r1", "resume position", "there is no relay log to compare it with");
        DoctorRun.assertShows(run, "skipped", "r1", "applier", "Kafka, which knows of it, was not asked");
    }

    @Test
    void a_replica_that_cannot_be_reached_or_denies_access_fails_with_6() {
        CommandRun run = onMysql.with("replica.host", "no-such-host.invalid")
                .shows(
                        "FAIL",
                        "r1",
                        "host and port",
                        "no host has the name 'no-such-host.invalid'. Check replica.host, and that this machine can look"
                                + " it up: getent hosts no-such-host.invalid");
        assertThat(run.exitCode()).isEqualTo(6);
        for (DoctorRun doctor : List.of(onMysql, onMariadb)) {
            assertThat(doctor.with("replica.password", "wrong")
                            .shows(
                                    "FAIL",
                                    "r1",
                                    "log-in",
                                    "error 1045: the server sees us as 'applier'@'127.0.0.1' and denies access (a"
                                            + " password was given). If it has an account for that host,"
                                            + " replica.password is not its password; if not, run there: CREATE USER"
                                            + " 'applier'@'127.0.0.1' IDENTIFIED BY '...'; GRANT ALL ON *.* TO"
                                            + " 'applier'@'127.0.0.1' WITH GRANT OPTION")
                            .exitCode())
                    .isEqualTo(6);
        }
    }

    @Test
    void trap68_missing_privileges_fail_with_the_grant_to_run() throws SQLException {
        mariadb.execute(
                "CREATE USER 'poor'@'%' IDENTIFIED BY 'x'",
                "GRANT ALL ON *.* TO 'poor'@'%'", "REVOKE BINLOG REPLAY, EVENT ON *.* FROM 'poor'@'%'");
        DoctorRun.of()
                .replica(mariadb, "poor", "x")
                .shows(
                        "FAIL",
                        "r1",
                        "privileges",
                        "'poor'@'%' lacks EVENT, BINLOG REPLAY. Run on the replica: GRANT EVENT, BINLOG REPLAY ON *.* TO"
                                + " 'poor'@'%'");
    }

    @Test
    void trap67_read_only_off_warns_and_where_the_applier_may_not_write_fails() throws SQLException {
        onMysql.shows(
                "warning",
                "r1",
                "read_only",
                "OFF: whoever writes here makes the replica differ from its source. Run on the replica: SET PERSIST"
                        + " read_only = ON");
        try {
            mysql.execute("SET GLOBAL super_read_only = ON");
            assertThat(onMysql.shows(
                                    "FAIL",
                                    "r1",
                                    "read_only",
                                    "super_read_only=ON refuses every client, the applier too. Run on the replica: SET"
                                            + " PERSIST super_read_only = OFF; read_only=ON may stay")
                            .exitCode())
                    .isEqualTo(6);
            mysql.execute("SET GLOBAL super_read_only = OFF");
            onMysql.shows("ok", "r1", "read_only", "ON, and 'applier'@'%' may write");
            mariadb.execute(
                    "CREATE USER 'reader'@'%' IDENTIFIED BY 'x'",
                    "GRANT ALL ON *.* TO 'reader'@'%'",
                    "REVOKE READ_ONLY ADMIN, SUPER ON *.* FROM 'reader'@'%'",
                    "SET GLOBAL read_only = ON");
            DoctorRun.of()
                    .replica(mariadb, "reader", "x")
                    .shows(
                            "FAIL",
                            "r1",
                            "read_only",
                            "ON, and 'reader'@'%' may not write where it is. Run on the replica: GRANT READ_ONLY ADMIN ON"
                                    + " *.* TO 'reader'@'%'");
        } finally {
            mysql.execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
            mariadb.execute("SET GLOBAL read_only = OFF");
        }
    }

    @Test
    void trap30_a_packet_limit_too_small_for_events_fails() throws SQLException {
        try {
            mysql.execute("SET GLOBAL max_allowed_packet = 65536");
            onMysql.shows(
                    "FAIL",
                    "r1",
                    "max_allowed_packet",
                    "65536 bytes are too few for rows events. Run on the replica: SET PERSIST max_allowed_packet ="
                            + " 1073741824");
        } finally {
            mysql.execute("SET GLOBAL max_allowed_packet = 67108864");
        }
    }

    @Test
    void trap3_and_trap46_triggers_that_rows_would_fire_and_events_that_run_warn() throws SQLException {
        try {
            for (DatabaseServer server : List.of(mysql, mariadb)) {
                server.execute(
                        "CREATE DATABASE extra",
                        "CREATE TABLE extra.t (id INT PRIMARY KEY)",
                        "CREATE TRIGGER extra.stamp BEFORE INSERT ON extra.t FOR EACH ROW SET NEW.id = NEW.id",
                        "CREATE EVENT extra.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM extra.t");
            }
            onMysql.shows("ok", "r1", "triggers", "1: extra.stamp; rows events do not fire them");
            CommandRun run = onMariadb
                    .with("apply.mode", "logical")
                    .shows(
                            "warning",
                            "r1",
                            "triggers",
                            "1: extra.stamp: rows are applied as statements, which fire them, though the log holds what the"
                                    + " source's own triggers did. Run on the replica, for each: DROP TRIGGER `extra`.`stamp`");
            DoctorRun.assertShows(
                    run,
                    "warning",
                    "r1",
                    "events",
                    "enabled, 1: extra.nightly: they run here as well as on the source (event_scheduler=OFF). Run on the"
                            + " replica, for each: ALTER EVENT `extra`.`nightly` DISABLE ON SLAVE");
            mysql.execute("ALTER EVENT `extra`.`nightly` DISABLE ON SLAVE");
            onMysql.shows("ok", "r1", "events", "none is enabled");
        } finally {
            mysql.execute("DROP DATABASE IF EXISTS extra");
            mariadb.execute("DROP DATABASE IF EXISTS extra");
        }
    }

    @Test
    void native_replication_that_is_set_up_beside_warns() throws SQLException {
        String line = "the server is a replica of 10.9.9.9:3307 as well: what comes both ways collides. Unless it is"
                + " another source, run on the replica: STOP SLAVE; RESET SLAVE ALL";
        for (DatabaseServer server : List.of(mysql, mariadb)) {
            DoctorRun doctor = DoctorRun.of().replica(server, "applier", "secret");
            try {
                server.execute("CHANGE MASTER TO MASTER_HOST='10.9.9.9', MASTER_PORT=3307, MASTER_USER='r'");
                doctor.shows("warning", "r1", "native replication", line);
            } finally {
                server.execute("STOP SLAVE", "RESET SLAVE ALL");
            }
            doctor.shows("ok", "r1", "native replication", "none is set up");
        }
    }

    @Test
    void configurations_that_contradict_each_other_and_replicas_that_are_one_server_fail(@TempDir Path directory)
            throws IOException {
        String server = "replica.host=127.0.0.1\nreplica.port=" + mysql.port()
                + "\nreplica.user=applier\nreplica.password=secret\n";
        Path one = Files.writeString(directory.resolve("one.properties"), "channel=shop\nreplica.name=one\n" + server);
        Path two = Files.writeString(directory.resolve("two.properties"), "channel=Shop\nreplica.name=two\n" + server);
        CommandRun run = CommandRun.of("doctor", "--config", one.toString(), "--config", two.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        DoctorRun.assertShows(
                run,
                "FAIL",
                "given",
                "channel",
                "the configurations name different channels: shop in " + one + ", Shop in " + two + ". An applier reads"
                        + " what the capture of its own channel writes: give them the same channel");
        assertThat(run.out())
                .containsPattern(
                        "(?m)^FAIL     two       server_uuid             [0-9a-f-]{36}, and that is one's\\. Check"
                                + " replica\\.host and replica\\.port of both; on a copy remove auto\\.cnf from ");
    }
}
