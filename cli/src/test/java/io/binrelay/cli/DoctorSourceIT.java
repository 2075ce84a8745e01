package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every fault of a source, brought about, and the line that doctor prints for it. */
final class DoctorSourceIT {
    private static DatabaseServer mysql;
    private static DatabaseServer mariadb;
    private static DoctorRun onMysql;
    private static DoctorRun onMariadb;

    @BeforeAll
    static void start() throws SQLException {
        mysql = DatabaseServer.builder(Engine.MYSQL)
                .name("source")
                .durable(false)
                .start();
        mariadb = DatabaseServer.builder(Engine.MARIADB)
                .name("unlogged")
                .durable(false)
                .binlog(false)
                .start();
        for (DatabaseServer server : List.of(mysql, mariadb)) {
            server.createSourceAccount("capture", "secret");
        }
        onMysql = DoctorRun.of().source(mysql, "capture", "secret");
        onMariadb = DoctorRun.of().source(mariadb, "capture", "secret");
    }

    @AfterAll
    static void stop() {
        mysql.close();
        mariadb.close();
    }

    @Test
    void a_source_that_can_be_captured_fails_no_check() throws Exception {
        CommandRun run = onMysql.with("source.server.id", 9001).run();

        assertThat(run.exitCode()).as(run.out()).isZero();
        String here = "127.0.0.1:" + mysql.port();
        DoctorRun.assertShows(run, "ok", "source", "host and port", here + " answers: MySQL 8.0.15");
        DoctorRun.assertShows(
                run, "ok", "source", "privileges", "'capture'@'%' may read the binary log and the definitions");
        DoctorRun.assertShows(run, "ok", "source", "log_bin", "ON");
        DoctorRun.assertShows(run, "ok", "source", "binlog_format", "ROW");
        DoctorRun.assertShows(run, "ok", "source", "server_id", mysql.serverId() + "; capture reads as 9001");
        DoctorRun.assertShows(run, "ok", "source", "GTIDs", "gtid_mode=OFF, enforce_gtid_consistency=OFF");
        DoctorRun.assertShows(
                run,
                "ok",
                "source",
                "durability",
                "sync_binlog=0, innodb_flush_log_at_trx_commit=2; after a crash of its machine the source may have lost"
                        + " transactions that the log and the replicas hold");
        DoctorRun.assertShows(run, "ok", "source", "binlog expiry", "files are removed after 2592000 s");
        DoctorRun.assertShows(run, "ok", "source", "readers", "0 registered replicas, 0 dump threads seen");

        JsonNode json = new ObjectMapper().readTree(onMysql.run("--json").out());
        assertThat(json.get("exit_code").asInt()).isZero();
        assertThat(json.get("findings").get(0).toString())
                .isEqualTo("{\"area\":\"source\",\"subject\":\"source\",\"check\":\"host and port\",\"outcome\":\"ok\","
                        + "\"found\":\"" + here + " answers: MySQL 8.0.15\",\"remedy\":null}");
    }

    @Test
    void what_is_not_given_is_skipped_and_said() {
        CommandRun run = DoctorRun.of().run();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "skipped  source    all checks              no source is given. Give source.host, source.user,"
                                + " source.password",
                        "skipped  capture   running                 Kafka, which knows of it, was not asked",
                        "skipped  kafka     all checks              no Kafka is given. Give kafka.bootstrap.servers,"
                                + " channel",
                        "skipped  replica   all checks              no replica is given. Give replica.host,"
                                + " replica.user, replica.password",
                        "skipped  clocks    skew                    no server could be asked for its time",
                        "0 ok, 0 warnings, 0 FAIL, 5 skipped");
    }

    @Test
    void a_host_that_does_not_exist_fails() {
        CommandRun run = onMysql.with("source.host", "no-such-host.invalid")
                .shows(
                        "FAIL",
                        "source",
                        "host and port",
                        "no host has the name 'no-such-host.invalid'. Check source.host, and that this machine can look"
                                + " it up: getent hosts no-such-host.invalid");
        assertThat(run.exitCode()).isEqualTo(4);
        DoctorRun.assertShows(
                run, "skipped", "source", "other checks", "the source cannot be asked, see the line before");
    }

    /** The story where 3306 was meant to be 3307. */
    @Test
    void a_port_beside_the_servers_fails_and_names_the_server_next_to_it() {
        int wrong = mysql.port() + 1 == mariadb.port() ? mysql.port() - 1 : mysql.port() + 1;
        List<String> near = new ArrayList<>();
        for (DatabaseServer server : List.of(mysql, mariadb)) {
            if (Math.abs(server.port() - wrong) == 1) {
                near.add(server.engine().product() + " " + server.engine().version() + " answers on port "
                        + server.port() + " of the same host: if that is the one, set source.port=" + server.port());
            }
        }
        onMysql.with("source.port", wrong)
                .shows(
                        "FAIL",
                        "source",
                        "host and port",
                        "127.0.0.1:" + wrong + " refuses connections: nothing listens there. "
                                + String.join("; ", near));
    }

    @Test
    void a_port_where_something_else_answers_fails_and_says_what() {
        try (FakeServer ssh = new FakeServer("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII))) {
            CommandRun run = onMysql.with("source.port", ssh.port()).run();

            assertThat(run.out())
                    .startsWith("FAIL     source    host and port           at 127.0.0.1:" + ssh.port()
                            + " answers 'SSH-2.0-OpenSSH_9.2..', which is no MySQL or MariaDB server. ");
        }
    }

    @Test
    void a_host_that_the_server_has_blocked_or_does_not_know_fails_with_its_words() {
        String words = "Host '10.0.0.5' is not allowed to connect to this MySQL server";
        byte[] text = words.getBytes(StandardCharsets.US_ASCII);
        byte[] packet = new byte[7 + text.length];
        packet[0] = (byte) (3 + text.length);
        packet[4] = (byte) 0xff;
        packet[5] = (byte) (1130 & 0xff);
        packet[6] = (byte) (1130 >> 8);
        System.arraycopy(text, 0, packet, 7, text.length);
        try (FakeServer server = new FakeServer(packet)) {
            onMysql.with("source.port", server.port())
                    .shows(
                            "FAIL",
                            "source",
                            "host and port",
                            "127.0.0.1:" + server.port() + " answers with error 1130: " + words + ". No account of the"
                                    + " server may come from this machine. Create source.user for the host that the"
                                    + " message names");
        }
    }

    @Test
    void error_1045_names_the_account_as_the_server_sees_it_and_what_to_run() throws SQLException {
        String create = "CREATE USER 'capture'@'127.0.0.1' IDENTIFIED BY '...'; GRANT REPLICATION SLAVE, REPLICATION"
                + " CLIENT, SELECT ON *.* TO 'capture'@'127.0.0.1'";
        for (DoctorRun doctor : List.of(onMysql, onMariadb)) {
            CommandRun run = doctor.with("source.password", "wrong")
                    .shows(
                            "FAIL",
                            "source",
                            "log-in",
                            "error 1045: the server sees us as 'capture'@'127.0.0.1' and denies access (a password was"
                                    + " given). If it has an account for that host, source.password is not its"
                                    + " password; if not, run there: " + create);
            assertThat(run.exitCode()).isEqualTo(4);
            doctor.with("source.password", "")
                    .shows(
                            "FAIL",
                            "source",
                            "log-in",
                            "error 1045: the server sees us as 'capture'@'127.0.0.1' and denies access (no password was"
                                    + " given). If it has an account for that host, set source.password; if not, run"
                                    + " there: " + create);
        }
        mysql.execute("SET sql_log_bin = 0", "CREATE USER 'afar'@'10.9.9.9' IDENTIFIED BY 'secret'");
        onMysql.with("source.user", "afar")
                .shows(
                        "FAIL",
                        "source",
                        "log-in",
                        "error 1045: the server sees us as 'afar'@'127.0.0.1' and denies access (a password was given)."
                                + " If it has an account for that host, source.password is not its password; if not,"
                                + " run there: " + create.replace("capture", "afar"));
    }

    @Test
    void missing_privileges_fail_with_the_grant_to_run() throws SQLException {
        for (DatabaseServer server : List.of(mysql, mariadb)) {
            boolean mariadbs = server.engine() == Engine.MARIADB;
            server.execute("SET sql_log_bin = 0", "CREATE USER 'nobody'@'%' IDENTIFIED BY 'x'");
            String name = "source 127.0.0.1:" + server.port();
            String monitor = mariadbs ? "BINLOG MONITOR" : "REPLICATION CLIENT";
            DoctorRun doctor = DoctorRun.of().source(server, "nobody", "x");
            doctor.shows(
                    "FAIL",
                    "source",
                    "privileges",
                    "'nobody'@'%' lacks the privilege REPLICATION SLAVE on " + name + ", needed to read its binary log;"
                            + " 'nobody'@'%' lacks the privilege " + monitor + " on " + name
                            + ", needed to see its current position. Run on the source: GRANT REPLICATION SLAVE ON *.*"
                            + " TO 'nobody'@'%'; Run on the source: GRANT " + monitor + " ON *.* TO 'nobody'@'%'");
            server.execute(
                    "GRANT REPLICATION SLAVE ON *.* TO 'nobody'@'%'", "GRANT " + monitor + " ON *.* TO 'nobody'@'%'");
            CommandRun run = doctor.shows(
                    "warning",
                    "source",
                    "privileges",
                    "'nobody'@'%' lacks SELECT: names of columns that the binary log does not tell are missing from the"
                            + " log, and tables cannot be checked here. Run on the source: GRANT SELECT ON *.* TO"
                            + " 'nobody'@'%'");
            DoctorRun.assertShows(
                    run,
                    "skipped",
                    "source",
                    "tables",
                    "the account may not see them. Run on the source: GRANT SELECT ON *.* TO 'nobody'@'%'");
        }
    }

    @Test
    void a_source_without_binary_log_fails() {
        CommandRun run = onMariadb.shows(
                "FAIL",
                "source",
                "log_bin",
                "source 127.0.0.1:" + mariadb.port() + " writes no binary log (log_bin is OFF). Set log_bin in its"
                        + " configuration and restart it");
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void settings_of_the_binary_log_that_are_not_the_best_warn() throws SQLException {
        try {
            mysql.execute("SET GLOBAL binlog_format = 'STATEMENT'", "SET GLOBAL binlog_row_image = 'MINIMAL'");
            CommandRun run = onMysql.shows(
                    "warning",
                    "source",
                    "binlog_format",
                    "STATEMENT: changes of rows are logged as statements and executed again on each replica, with the"
                            + " results they have there. Run on the source: SET PERSIST binlog_format = 'ROW'"
                            + " (connections that are open keep theirs)");
            assertThat(run.exitCode()).isZero();
            DoctorRun.assertShows(
                    run, "ok", "source", "binlog_row_image", "MINIMAL: replicated; the log lacks unchanged columns");
            DoctorRun.assertShows(
                    run,
                    "warning",
                    "source",
                    "binlog_row_metadata",
                    "MINIMAL: the binary log does not name columns. They are named from the definitions as they are when"
                            + " capture reads, and replicas of the other family take columns by position. Run on the"
                            + " source: SET PERSIST binlog_row_metadata = 'FULL'");
            onMariadb.shows(
                    "warning",
                    "source",
                    "binlog_format",
                    "MIXED: some changes of rows are logged as statements and executed again on each replica, with the"
                            + " results they have there. Run on the source: SET GLOBAL binlog_format = 'ROW', and set"
                            + " it in the server's configuration (connections that are open keep theirs)");
        } finally {
            mysql.execute("SET GLOBAL binlog_format = 'ROW'", "SET GLOBAL binlog_row_image = 'FULL'");
        }
    }

    @Test
    void trap63_server_ids_that_are_none_or_capture_s_fail() throws SQLException {
        String name = "source 127.0.0.1:" + mysql.port();
        onMysql.with("source.server.id", mysql.serverId())
                .shows(
                        "FAIL",
                        "source",
                        "server_id",
                        "server id " + mysql.serverId() + " is the one of " + name + " itself. Give capture a"
                                + " source.server.id that no server and no other reader of the source has");
        try {
            mysql.execute("SET GLOBAL server_id = 0");
            onMysql.shows(
                    "FAIL",
                    "source",
                    "server_id",
                    name
                            + " has server_id 0 and therefore refuses all replicas. Run on the source: SET GLOBAL server_id"
                            + " = 1, and set it in its configuration");
        } finally {
            mysql.execute("SET GLOBAL server_id = " + mysql.serverId());
        }
    }

    @Test
    void trap64_a_binary_log_that_is_kept_for_less_than_a_day_warns() throws SQLException {
        try {
            mysql.execute("SET GLOBAL binlog_expire_logs_seconds = 3600");
            onMysql.shows(
                    "warning",
                    "source",
                    "binlog expiry",
                    "files are removed after 3600 s: a capture that is down for longer cannot go on (1236). Run on the"
                            + " source: SET PERSIST binlog_expire_logs_seconds = 604800");
            mysql.execute("SET GLOBAL binlog_expire_logs_seconds = 0");
            onMysql.shows("ok", "source", "binlog expiry", "never; PURGE BINARY LOGS is the operator's");
        } finally {
            mysql.execute("SET GLOBAL binlog_expire_logs_seconds = 2592000");
        }
    }

    @Test
    void trap4_and_trap33_tables_without_key_and_without_transactions_warn() throws SQLException {
        for (DatabaseServer server : List.of(mysql, mariadb)) {
            boolean mariadbs = server.engine() == Engine.MARIADB;
            DoctorRun doctor = DoctorRun.of().source(server, "capture", "secret");
            CommandRun before = doctor.run();
            DoctorRun.assertShows(before, "ok", "source", "tables without key", "none");
            DoctorRun.assertShows(before, "ok", "source", "engines", "all tables have transactions");
            try {
                server.execute(
                        "CREATE DATABASE shop",
                        "CREATE TABLE shop.a (v INT)",
                        "CREATE TABLE shop.b (v INT, UNIQUE (v))",
                        "CREATE TABLE shop.c (v INT NOT NULL, w INT, UNIQUE (v, w))",
                        "CREATE TABLE shop.d (v INT, KEY (v))",
                        "CREATE TABLE shop.keyed (v INT NOT NULL, UNIQUE (v)) ENGINE=MyISAM",
                        "CREATE VIEW shop.view AS SELECT v FROM shop.a");
                CommandRun run = doctor.shows(
                        "warning",
                        "source",
                        "tables without key",
                        "4: shop.a, shop.b, shop.c and 1 more: each change of a row scans the whole table on the"
                                + " replica. Run on the source, for each: ALTER TABLE `shop`.`a` ADD COLUMN my_row_id"
                                + " BIGINT UNSIGNED NOT NULL AUTO_INCREMENT" + (mariadbs ? " INVISIBLE" : "")
                                + " PRIMARY KEY");
                DoctorRun.assertShows(
                        run,
                        "warning",
                        "source",
                        "engines",
                        "tables without transactions, 1: shop.keyed: what was half applied when a replica or its applier"
                                + " died stays, and stops the applier. Run on the source, for each: ALTER TABLE"
                                + " `shop`.`keyed` ENGINE=InnoDB");
                server.execute("ALTER TABLE `shop`.`a` ADD COLUMN my_row_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT"
                        + (mariadbs ? " INVISIBLE" : "") + " PRIMARY KEY");
            } finally {
                server.execute("DROP DATABASE IF EXISTS shop");
            }
        }
    }

    /** What init_connect sets holds for accounts without SUPER, as a clock that is wrong would. */
    @Test
    void a_clock_ten_minutes_ahead_warns() throws SQLException {
        try {
            mysql.execute("SET GLOBAL init_connect = 'SET @@session.timestamp = UNIX_TIMESTAMP() + 600'");
            assertThat(onMysql.run().out())
                    .containsPattern(
                            "(?m)^warning  clocks    skew                    source \\+(599|600)\\.\\d s against"
                                    + " here: delays are wrong by as much, and so is the lag but for the source's part\\. On the"
                                    + " machine that is off, run: timedatectl"
                                    + " set-ntp true \\(or restart chronyd\\)$");
        } finally {
            mysql.execute("SET GLOBAL init_connect = ''");
        }
        assertThat(onMysql.run().out())
                .containsPattern(
                        "(?m)^ok       clocks    skew                    source [+-][01]\\.\\d s against here$");
    }
}
