package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.SourceBinlog;
import io.binrelay.relay.config.ApplyMode;
import io.binrelay.relay.config.ExecMode;
import io.binrelay.relay.config.SslMode;
import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.binlog.BinlogEvent;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every refusal at the start, by its words. */
class ReplicaChecksIT {
    private static DatabaseServer mysql;
    private static DatabaseServer mariadb;

    @BeforeAll
    static void start() {
        mysql = DatabaseServer.builder(Engine.MYSQL)
                .serverId(4711)
                .durable(false)
                .start();
        mariadb = DatabaseServer.builder(Engine.MARIADB).durable(false).start();
    }

    @AfterAll
    static void stop() {
        mysql.close();
        mariadb.close();
    }

    private static JdbcReplica open(DatabaseServer server, int port, String user, String password) {
        return new JdbcReplica(
                new ReplicaAddress(server.host(), port, user, password, SslMode.PREFERRED),
                "checks",
                Duration.ofSeconds(1));
    }

    private static JdbcReplica root(DatabaseServer server) {
        return open(server, server.port(), server.rootUser(), server.rootPassword());
    }

    @Test
    void a_wrong_port_is_named_and_may_pass() {
        try (JdbcReplica replica = open(mysql, 1, "root", "x")) {
            assertThatThrownBy(replica::claim)
                    .isInstanceOfSatisfying(
                            ReplicaException.class,
                            e -> assertThat(e.retriable()).isTrue())
                    .hasMessageStartingWith("error 2003 (08S01): cannot reach the replica at 127.0.0.1:1 (replica.host,"
                            + " replica.port): ");
        }
    }

    @Test
    void a_wrong_host_is_named() {
        ReplicaAddress address = new ReplicaAddress("no-such-host.invalid", 3306, "root", "x", SslMode.PREFERRED);
        try (JdbcReplica replica = new JdbcReplica(address, "checks", Duration.ofSeconds(1))) {
            assertThatThrownBy(replica::claim)
                    .hasMessageStartingWith("error 2003 (08S01): cannot reach the replica at no-such-host.invalid:3306"
                            + " (replica.host, replica.port): ");
        }
    }

    @Test
    void a_wrong_password_is_access_denied_and_not_printed() {
        for (DatabaseServer server : new DatabaseServer[] {mysql, mariadb}) {
            try (JdbcReplica replica = open(server, server.port(), "root", "wrong-secret")) {
                assertThatThrownBy(replica::claim)
                        .isInstanceOfSatisfying(
                                ReplicaException.class,
                                e -> assertThat(e.retriable()).isFalse())
                        .hasMessage("error 1045 (28000): the replica at 127.0.0.1:" + server.port()
                                + " denies access to user 'root'. Check replica.user and replica.password, and that the"
                                + " account may connect from this host");
            }
        }
    }

    @Test
    void trap68_missing_privileges_are_named_with_the_grant() throws SQLException {
        mysql.execute(
                "CREATE USER 'poor'@'%' IDENTIFIED BY 'x'",
                "GRANT ALL ON *.* TO 'poor'@'%'", "REVOKE SUPER, CREATE USER ON *.* FROM 'poor'@'%'");
        try (JdbcReplica replica = open(mysql, mysql.port(), "poor", "x")) {
            assertThatThrownBy(replica::claim)
                    .hasMessage("the account 'poor'@'%' lacks privileges on the replica: CREATE USER, SUPER. Run there:"
                            + " GRANT CREATE USER, SUPER ON *.* TO 'poor'@'%'");
        }
        mariadb.execute(
                "CREATE USER 'poor'@'%' IDENTIFIED BY 'x'",
                "GRANT ALL ON *.* TO 'poor'@'%'", "REVOKE BINLOG REPLAY, EVENT ON *.* FROM 'poor'@'%'");
        try (JdbcReplica replica = open(mariadb, mariadb.port(), "poor", "x")) {
            assertThatThrownBy(replica::claim)
                    .hasMessage(
                            "the account 'poor'@'%' lacks privileges on the replica: EVENT, BINLOG REPLAY. Run there:"
                                    + " GRANT EVENT, BINLOG REPLAY ON *.* TO 'poor'@'%'");
        }
    }

    @Test
    void trap67_a_read_only_replica_needs_the_privilege_and_super_read_only_is_refused() throws SQLException {
        mariadb.execute(
                "CREATE USER 'reader'@'%' IDENTIFIED BY 'x'",
                "GRANT ALL ON *.* TO 'reader'@'%'",
                "REVOKE READ_ONLY ADMIN, SUPER ON *.* FROM 'reader'@'%'",
                "SET GLOBAL read_only=ON");
        try (JdbcReplica replica = open(mariadb, mariadb.port(), "reader", "x");
                JdbcReplica privileged = root(mariadb)) {
            assertThatThrownBy(replica::claim)
                    .hasMessage(
                            "the replica has read_only=ON and the account 'reader'@'%' may not write to it. Run there:"
                                    + " GRANT READ_ONLY ADMIN ON *.* TO 'reader'@'%'");
            assertThat(privileged.claim().checkpoint()).isNull();
        } finally {
            mariadb.execute("SET GLOBAL read_only=OFF");
        }
        mysql.execute("SET GLOBAL super_read_only=ON");
        try (JdbcReplica replica = root(mysql)) {
            assertThatThrownBy(replica::claim)
                    .hasMessage(
                            "the replica has super_read_only=ON, which refuses every client, an applier included: run it"
                                    + " with read_only=ON and super_read_only=OFF");
            mysql.execute("SET GLOBAL super_read_only=OFF");
            assertThat(replica.claim().checkpoint()).as("with read_only=ON").isNull();
        } finally {
            mysql.execute("SET GLOBAL super_read_only=OFF", "SET GLOBAL read_only=OFF");
        }
    }

    @Test
    void a_small_packet_limit_is_refused() throws SQLException {
        mysql.execute("SET GLOBAL max_allowed_packet=65536");
        try (JdbcReplica replica = root(mysql)) {
            assertThatThrownBy(replica::claim)
                    .hasMessage(
                            "the replica's max_allowed_packet is 65536 bytes, too small for rows events: set it to at"
                                    + " least 1048576, better to that of the source");
        } finally {
            mysql.execute("SET GLOBAL max_allowed_packet=67108864");
        }
    }

    @Test
    void rows_that_exceed_the_packet_limit_say_how_large_it_must_be() throws SQLException {
        SourceBinlog binlog = new SourceBinlog(mysql);
        LoggedRecord large = binlog.recordsOf(
                        "CREATE DATABASE packet_test",
                        "CREATE TABLE packet_test.t (b LONGBLOB)",
                        "INSERT INTO packet_test.t VALUES (REPEAT('x', 2000000))")
                .get(2);
        SourceServer source = elsewhere(large.record().header().source());
        mysql.execute("SET GLOBAL max_allowed_packet=1048576");
        try (JdbcReplica replica = root(mysql)) {
            replica.claim();
            replica.apply(source, large.record().events());
            assertThatThrownBy(replica::flush)
                    .hasMessageMatching("a rows event of table packet_test.t of 2000\\d{3} bytes needs a statement of"
                            + " 266\\d{4} bytes, the replica's max_allowed_packet is 1048576: set it above that \\(at most 1073741824\\) and"
                            + " start the applier again");
        } finally {
            mysql.execute("SET GLOBAL max_allowed_packet=67108864");
        }
    }

    @Test
    void a_source_that_does_not_fit_is_refused() throws SQLException {
        SourceServer source = new SourceBinlog(mysql)
                .recordsOf("CREATE DATABASE source_test")
                .get(0)
                .record()
                .header()
                .source();
        try (JdbcReplica replica = root(mysql);
                JdbcReplica other = new JdbcReplica(
                        new ReplicaAddress(
                                mariadb.host(),
                                mariadb.port(),
                                mariadb.rootUser(),
                                mariadb.rootPassword(),
                                SslMode.PREFERRED),
                        "checks",
                        Duration.ofSeconds(1),
                        new RowsPolicy(ApplyMode.NATIVE, ExecMode.STRICT))) {
            other.claim();
            assertThatThrownBy(() -> other.accept(source))
                    .hasMessage(
                            "the replica is MariaDB 11.4.5 and the source MySQL 8.0.15: binary log events of one family"
                                    + " cannot be applied to the other. Set apply.mode=auto, or use a replica of the source's family");
            replica.claim();
            assertThatThrownBy(() -> replica.accept(source))
                    .hasMessage(
                            "replica and source are the same server (server_uuid " + source.uuid()
                                    + "): check replica.host and replica.port; if one was cloned from the other, remove its auto.cnf");
            assertThatThrownBy(() -> replica.accept(
                            new SourceServer(Family.MYSQL, 4711, "another-uuid", source.formatDescription())))
                    .hasMessage(
                            "the replica has server_id 4711, which is that of the server the transaction comes from:"
                                    + " give the replica a server_id of its own");
            assertThatThrownBy(() -> replica.accept(
                            new SourceServer(Family.MYSQL, 1, "another-uuid", newer(source.formatDescription()))))
                    .hasMessage(
                            "the replica (MySQL 8.0.15) is older than the source (MySQL 8.0.16) and may not understand"
                                    + " its events: upgrade the replica");
        }
    }

    @Test
    void the_tables_of_a_replica_without_a_checkpoint_are_told() throws SQLException {
        mysql.execute("CREATE DATABASE tables_test", "CREATE TABLE tables_test.a (id INT)");
        try (JdbcReplica replica = root(mysql)) {
            assertThat(replica.claim().userTables()).contains("tables_test.a");
        }
    }

    private static SourceServer elsewhere(SourceServer source) {
        return new SourceServer(source.family(), 1, "another-uuid", source.formatDescription());
    }

    private static byte[] newer(byte[] formatDescription) {
        byte[] changed = formatDescription.clone();
        byte[] version = "8.0.16".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(version, 0, changed, BinlogEvent.HEADER_LENGTH + 2, version.length);
        return changed;
    }
}
