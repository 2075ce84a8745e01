package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way in which a replica does not fit its source, brought about, and the line that doctor prints for it. */
final class DoctorPairIT {
    private static DatabaseServer source;
    private static DatabaseServer mysql;
    private static DatabaseServer mariadb;
    private static DoctorRun onMysql;

    /** The replica on MySQL beside its source. */
    private static DoctorRun pair;

    /** The replica on MariaDB beside its source on MySQL. */
    private static DoctorRun mixedPair;

    @BeforeAll
    static void start() throws SQLException {
        source = DatabaseServer.builder(Engine.MYSQL)
                .name("source")
                .durable(false)
                .start();
        mysql = DatabaseServer.builder(Engine.MYSQL)
                .name("replica")
                .durable(false)
                .binlog(false)
                .option("--lower-case-table-names=1")
                .start();
        mariadb = DatabaseServer.builder(Engine.MARIADB)
                .name("other-replica")
                .durable(false)
                .binlog(false)
                .start();
        source.createSourceAccount("capture", "secret");
        mysql.createReplicaAccount("applier", "secret");
        mariadb.createReplicaAccount("applier", "secret");
        onMysql = DoctorRun.of().replica(mysql, "applier", "secret");
        pair = onMysql.source(source, "capture", "secret");
        mixedPair = DoctorRun.of().replica(mariadb, "applier", "secret").source(source, "capture", "secret");
    }

    @AfterAll
    static void stop() {
        source.close();
        mysql.close();
        mariadb.close();
    }

    @Test
    void trap30_a_packet_limit_below_the_source_s_warns() throws SQLException {
        try {
            mysql.execute("SET GLOBAL max_allowed_packet = 16777216");
            pair.shows(
                    "warning",
                    "r1",
                    "largest row",
                    "max_allowed_packet is 16777216, on the source it is 67108864: a row that the source takes may be too"
                            + " large here. Run on the replica: SET PERSIST max_allowed_packet = 67108864");
        } finally {
            mysql.execute("SET GLOBAL max_allowed_packet = 67108864");
        }
    }

    @Test
    void trap3_triggers_that_rows_of_the_other_family_would_fire_warn() throws SQLException {
        String create = "CREATE TRIGGER extra.stamp BEFORE INSERT ON extra.t FOR EACH ROW SET NEW.id = NEW.id";
        try {
            mysql.execute("CREATE DATABASE extra", "CREATE TABLE extra.t (id INT PRIMARY KEY)", create);
            mariadb.execute("CREATE DATABASE extra", "CREATE TABLE extra.t (id INT PRIMARY KEY)", create);
            pair.shows("ok", "r1", "triggers", "1: extra.stamp; rows events do not fire them");
            mixedPair.shows(
                    "warning",
                    "r1",
                    "triggers",
                    "1: extra.stamp: rows are applied as statements, which fire them, though the log holds what the"
                            + " source's own triggers did. Run on the replica, for each: DROP TRIGGER `extra`.`stamp`");
        } finally {
            mysql.execute("DROP DATABASE IF EXISTS extra");
            mariadb.execute("DROP DATABASE IF EXISTS extra");
        }
    }

    @Test
    void a_replica_that_fits_its_source_is_compared_with_it() {
        CommandRun run = pair.run();

        DoctorRun.assertShows(run, "ok", "r1", "version", "MySQL 8.0.15, the source is MySQL 8.0.15");
        DoctorRun.assertShows(run, "ok", "r1", "server_uuid", "another one than the source's");
        DoctorRun.assertShows(run, "ok", "r1", "server_id", Long.toString(mysql.serverId()));
        DoctorRun.assertShows(run, "ok", "r1", "sql_mode", "as on the source");
        DoctorRun.assertShows(run, "ok", "r1", "largest row", "max_allowed_packet is not smaller than the source's");
        DoctorRun.assertShows(
                run, "ok", "r1", "local_infile", "OFF; with binlog_format=ROW on the source it is not needed");
        DoctorRun.assertShows(run, "ok", "r1", "engines", "it has all that the source's tables use");
        DoctorRun.assertShows(
                mixedPair.run(),
                "ok",
                "r1",
                "version",
                "MariaDB 11.4.5, the source is MySQL 8.0.15; rows are applied as statements");
    }

    @Test
    void trap38_other_lower_case_table_names_fail() {
        CommandRun run = pair.shows(
                "FAIL",
                "r1",
                "lower_case_table_names",
                "1, on the source it is 0: names in another case are other tables on one of them and the same on the"
                        + " other. Initialise the replica anew with lower_case_table_names=0 in its configuration; it"
                        + " cannot be changed later");
        assertThat(run.exitCode()).isEqualTo(6);
    }

    @Test
    void trap38_defaults_that_differ_from_the_source_s_warn() throws SQLException {
        try {
            mysql.execute(
                    "SET GLOBAL character_set_server = latin1",
                    "SET GLOBAL collation_server = latin1_bin",
                    "SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_ZERO_DATE'",
                    "SET GLOBAL time_zone = '+02:00'");
            source.execute("SET GLOBAL sql_mode = 'NO_ZERO_DATE,STRICT_ALL_TABLES'");
            String differs = ": statements come with the source's, but what is created here otherwise, or after a"
                    + " promotion, differs. Run on the replica: SET PERSIST ";
            CommandRun run = pair.shows(
                    "warning",
                    "r1",
                    "character_set_server",
                    "latin1, on the source it is utf8mb4" + differs + "character_set_server = utf8mb4");
            DoctorRun.assertShows(
                    run,
                    "warning",
                    "r1",
                    "collation_server",
                    "latin1_bin, on the source it is utf8mb4_0900_ai_ci" + differs
                            + "collation_server = utf8mb4_0900_ai_ci");
            DoctorRun.assertShows(
                    run,
                    "warning",
                    "r1",
                    "sql_mode",
                    "the source has not ANSI_QUOTES; only the source has STRICT_ALL_TABLES: statements come with the"
                            + " source's, but what is done here otherwise, or after a promotion, differs. Run on the"
                            + " replica: SET PERSIST sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE'");
            assertThat(run.out())
                    .containsPattern(
                            "(?m)^warning  r1        time_zone               \\+02:00, on the source it is SYSTEM"
                                    + " \\(\\w+\\): rows arrive the same, but statements that were logged with time_zone=SYSTEM"
                                    + " run in the zone of the server they run on\\. Give both servers one zone; run on both: SET"
                                    + " PERSIST time_zone = '\\+00:00'$");
        } finally {
            String defaults = "SET GLOBAL sql_mode = DEFAULT";
            source.execute(defaults);
            mysql.execute(
                    defaults,
                    "SET GLOBAL character_set_server = DEFAULT",
                    "SET GLOBAL collation_server = DEFAULT",
                    "SET GLOBAL time_zone = DEFAULT");
        }
    }

    @Test
    void trap38_a_named_time_zone_of_the_source_that_the_replica_does_not_know_fails() throws SQLException {
        source.execute(
                "SET sql_log_bin = 0",
                "INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (1, 'N')",
                "INSERT INTO mysql.time_zone_name (Name, Time_zone_id) VALUES ('Test/Zone', 1)",
                "INSERT INTO mysql.time_zone_transition_type VALUES (1, 0, 3600, 0, 'TST')");
        try {
            source.execute("SET GLOBAL time_zone = 'Test/Zone'");
            pair.shows(
                    "FAIL",
                    "r1",
                    "time zone tables",
                    "they do not know Test/Zone, which the source uses: statements stop with 1298. Run on the replica's"
                            + " machine: mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql -u root -p mysql");
        } finally {
            source.execute("SET GLOBAL time_zone = DEFAULT");
        }
    }

    @Test
    void trap28_local_infile_off_warns_when_the_source_logs_statements() throws SQLException {
        try {
            source.execute("SET GLOBAL binlog_format = 'MIXED'", "SET GLOBAL binlog_row_image = 'MINIMAL'");
            pair.shows(
                    "warning",
                    "r1",
                    "local_infile",
                    "OFF, and the source has binlog_format=MIXED: a LOAD DATA that it logs as a statement stops the"
                            + " applier. Run on the replica: SET PERSIST local_infile = ON");
            mixedPair.shows(
                    "warning",
                    "r1",
                    "binlog_row_image",
                    "MINIMAL on the source: changes of tables without a key cannot be applied as statements. Run on the"
                            + " source: SET PERSIST binlog_row_image = 'FULL'");
        } finally {
            source.execute("SET GLOBAL binlog_format = 'ROW'", "SET GLOBAL binlog_row_image = 'FULL'");
        }
    }

    @Test
    void trap63_a_replica_that_is_its_source_fails() {
        DoctorRun itself = pair.replica(source, "root", source.rootPassword());
        CommandRun run = itself.run();

        assertThat(run.out())
                .containsPattern(
                        "(?m)^FAIL     r1        server_uuid             [0-9a-f-]{36}, and that is the source's:"
                                + " both are one server, or one is a copy of the other\\. Check replica\\.host and"
                                + " replica\\.port; on a copy remove auto\\.cnf from " + source.dataDirectory()
                                + "/ and restart it$");
        DoctorRun.assertShows(
                run,
                "FAIL",
                "r1",
                "server_id",
                source.serverId() + ", and that is the source's. Give the replica another one; run on it: SET PERSIST"
                        + " server_id = N");
        pair.with("source.server.id", mysql.serverId())
                .shows(
                        "warning",
                        "r1",
                        "server_id",
                        mysql.serverId() + ", and as that capture reads from the source. Give capture another"
                                + " source.server.id");
    }

    @Test
    void events_of_one_family_for_a_replica_of_the_other_fail() {
        mixedPair
                .with("apply.mode", "native")
                .shows(
                        "FAIL",
                        "r1",
                        "version",
                        "MariaDB 11.4.5, the source is MySQL 8.0.15: events of one family cannot be applied to the other."
                                + " Set apply.mode=auto, or use a replica of the source's family");
    }

    @Test
    void trap33_an_engine_that_the_replica_lacks_fails() throws SQLException {
        mariadb.execute("CREATE DATABASE shop", "CREATE TABLE shop.a (id INT PRIMARY KEY) ENGINE=Aria");
        try {
            onMysql.source(mariadb, "applier", "secret")
                    .shows(
                            "FAIL",
                            "r1",
                            "engines",
                            "it lacks Aria, which tables of the source use. Install the engine on the replica (INSTALL"
                                    + " SONAME or INSTALL PLUGIN), or change those tables on the source: ALTER TABLE ..."
                                    + " ENGINE=InnoDB");
        } finally {
            mariadb.execute("DROP DATABASE shop");
        }
    }
}
