package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.config.IgnoredErrors;
import io.binrelay.relay.filter.FilterRules;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.DatabaseServerBuilder;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Changes that replicas refuse, since they were tampered with, through {@code apply.skip.errors} on one and through the
 * server's own replication with {@code slave_skip_errors} on the other; on a third, of the other family, as statements.
 */
class SkipErrorsIT {
    private static final String ERRORS = "1007,1008,1032,1050,1051,1061,1062,1091,1146,1451,1452";
    private static final Set<String> OWN_ACCOUNTS = Set.of("root", "healthcheck", LabServer.ACCOUNT);

    private static final List<String> BEGINNING = List.of(
            "CREATE DATABASE d",
            "CREATE TABLE d.t (id INT PRIMARY KEY, v VARCHAR(20))",
            "CREATE TABLE d.w (id INT PRIMARY KEY, v VARCHAR(20), n DECIMAL(20,5), b BLOB)",
            "CREATE TABLE d.p (id INT PRIMARY KEY)",
            "CREATE TABLE d.c (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES d.p (id))",
            "CREATE TABLE d.gone (id INT PRIMARY KEY)",
            "CREATE TABLE d.lost (id INT PRIMARY KEY)",
            "CREATE TABLE d.i (id INT PRIMARY KEY) ENGINE=MyISAM",
            "INSERT INTO d.t VALUES (1, 'one'), (2, 'two'), (5, 'five'), (6, 'six'), (7, 'seven')",
            "INSERT INTO d.p VALUES (1), (2), (3)");

    /** What somebody does on the replicas. */
    private static final List<String> TAMPERING = List.of(
            "INSERT INTO d.t VALUES (3, 'local'), (12, 'local'), (21, 'local'), (41, 'local'), (61, 'local'), (70, 'local')",
            "DELETE FROM d.t WHERE id IN (5, 6)",
            "INSERT INTO d.w VALUES (2, 'local', 0, ''), (4, 'local', 0, '')",
            "DELETE FROM d.p WHERE id = 2",
            "INSERT INTO d.c VALUES (100, 3)",
            "INSERT INTO d.i VALUES (52)",
            "DROP TABLE d.gone, d.lost",
            "CREATE TABLE d.there (id INT PRIMARY KEY)",
            "CREATE INDEX i ON d.t (v)",
            "CREATE DATABASE e");

    /** In rows events whose last row is refused, if one is: a server gives up what is behind it. */
    private static final List<String> ROWS = List.of(
            "INSERT INTO d.t VALUES (3, 'source')",
            "INSERT INTO d.t VALUES (10, 'ten'), (11, 'eleven'), (12, 'twelve')",
            "UPDATE d.t SET v = 'FIVE' WHERE id = 5",
            "BEGIN",
            "INSERT INTO d.t VALUES (20, 'twenty')",
            "INSERT INTO d.t VALUES (21, 'more')",
            "UPDATE d.t SET v = 'ONE' WHERE id = 1",
            "DELETE FROM d.t WHERE id = 6",
            "INSERT INTO d.t VALUES (22, 'two more')",
            "COMMIT",
            "INSERT INTO d.c VALUES (1, 1), (2, 2)",
            "DELETE FROM d.p WHERE id = 3");

    /** A server of MariaDB stops at this whatever it is told. */
    private static final List<String> MISSING_TABLE = List.of(
            "BEGIN",
            "INSERT INTO d.t VALUES (30, 'thirty')",
            "INSERT INTO d.lost VALUES (1), (2)",
            "INSERT INTO d.t VALUES (31, 'one more')",
            "COMMIT");

    /** Rows and statements that a replica of the same family alone is given. */
    private static final List<String> STATEMENTS = List.of(
            "INSERT INTO d.i VALUES (50), (51), (52)",
            "XA START 'x'",
            "INSERT INTO d.t VALUES (60, 'sixty'), (61, 'more')",
            "XA END 'x'",
            "XA PREPARE 'x'",
            "XA COMMIT 'x'",
            "SET binlog_format = STATEMENT",
            "INSERT INTO d.t VALUES (40, 'forty'), (41, 'more'), (42, 'more')",
            "BEGIN",
            "INSERT INTO d.t VALUES (43, 'before')",
            "INSERT INTO d.t VALUES (70, 'again'), (44, 'lost')",
            "INSERT INTO d.t VALUES (45, 'behind')",
            "COMMIT",
            "SET binlog_format = ROW");

    private static final List<String> DEFINITIONS = List.of(
            "CREATE TABLE d.there (id INT PRIMARY KEY)",
            "CREATE INDEX i ON d.t (v)",
            "DROP INDEX i ON d.t",
            "DROP TABLE d.gone",
            "CREATE DATABASE e",
            "CREATE TABLE d.behind (id INT PRIMARY KEY)");

    private static final String MIDDLE =
            "INSERT INTO d.w VALUES (1, 'one', 1.5, REPEAT('x', 300)), (2, 'two', 2.5, 'y'),"
                    + " (3, NULL, -3.5, NULL), (4, 'four', NULL, 'z'), (5, 'five', 5.5, '')";

    private final Deque<DatabaseServer> servers = new ArrayDeque<>();

    @AfterEach
    void stopServers() {
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap71_what_a_replica_refuses_is_left_out_and_nothing_else(Engine engine) throws Exception {
        Engine otherEngine = engine == Engine.MYSQL ? Engine.MARIADB : Engine.MYSQL;
        LabServer source = start(engine, "source", List.of());
        LabServer replica = start(engine, "replica", List.of());
        LabServer oracle = start(
                engine, "native", List.of("--relay-log=relay", "--skip-slave-start", "--slave-skip-errors=" + ERRORS));
        LabServer other = start(otherEngine, "other", List.of());
        source.executeUnlogged(List.of(
                "CREATE USER " + LabServer.ACCOUNT + "@'%' IDENTIFIED BY '" + LabServer.ACCOUNT_PASSWORD + "'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO " + LabServer.ACCOUNT + "@'%'"));
        FilePosition begin = source.end();
        NativeFollower follower = new NativeFollower(oracle, source);
        IgnoredErrors errors = IgnoredErrors.parse(ERRORS);
        try (LabChannel channel = LabChannel.open(source, begin);
                LabApplier applier = new LabApplier(channel, replica, FilterRules.NONE, errors);
                LabApplier crossing = new LabApplier(channel, other, FilterRules.NONE, errors)) {
            source.execute(BEGINNING.toArray(String[]::new));
            assertThat(channel.captureUntil(source.end())).isNull();
            follower.follow(begin);
            assertThat(follower.awaitApplied(source.end())).isEmpty();
            assertThat(applier.applyAll()).isNull();
            assertThat(crossing.applyAll()).isNull();
            for (LabServer server : List.of(replica, oracle, other)) {
                server.executeUnlogged(TAMPERING);
            }

            source.execute(ROWS.toArray(String[]::new));
            source.execute(MIDDLE);
            source.execute(DEFINITIONS.toArray(String[]::new));
            if (source.isMysql()) {
                source.execute(MISSING_TABLE.toArray(String[]::new));
            }
            assertThat(channel.captureUntil(source.end())).isNull();
            assertThat(crossing.applyAll()).isNull();
            source.execute(STATEMENTS.toArray(String[]::new));
            assertThat(channel.captureUntil(source.end())).isNull();
            assertThat(applier.applyAll()).isNull();
            assertThat(follower.awaitApplied(source.end())).isEmpty();

            String ids = "SELECT GROUP_CONCAT(id, v ORDER BY id) FROM d.w";
            assertThat(replica.query(ids)).containsExactly("1one,2local,4local,5five");
            assertThat(oracle.query(ids)).containsExactly("1one,2local,4local");
            assertThat(other.query(ids)).isEqualTo(replica.query(ids));
            // Replication of MariaDB does not refuse CREATE and DROP of what is there or gone.
            assertThat(applier.skipped().count()).isEqualTo(source.isMysql() ? 19 : 14);
            assertThat(crossing.skipped().count()).isEqualTo(source.isMysql() ? 15 : 13);
            assertThat(rowsOf(other, "WHERE id < 40")).isEqualTo(rowsOf(oracle, "WHERE id < 40"));

            for (LabServer server : List.of(replica, oracle)) {
                server.executeUnlogged(List.of("DROP TABLE d.w"));
            }
            assertThat(ServerComparison.of(List.of(oracle.compared(), replica.compared()))
                            .withAccounts(OWN_ACCOUNTS)
                            .run()
                            .differences())
                    .isEmpty();
            if (!source.isMysql()) {
                source.execute(MISSING_TABLE.toArray(String[]::new));
                assertThat(channel.captureUntil(source.end())).isNull();
                assertThat(applier.applyAll()).isNull();
                assertThat(rowsOf(replica, "WHERE id IN (30, 31)")).containsExactly("30|thirty", "31|one more");
                assertThat(follower.awaitApplied(source.end())).contains("Table 'd.lost' doesn't exist");
            }
        } finally {
            follower.leave();
        }
    }

    private static List<String> rowsOf(LabServer server, String where) throws SQLException {
        return server.query("SELECT * FROM d.t " + where + " ORDER BY id");
    }

    private LabServer start(Engine engine, String name, List<String> options) throws SQLException {
        DatabaseServerBuilder builder =
                DatabaseServer.builder(engine).name(name).durable(false).option("--event-scheduler=OFF");
        options.forEach(builder::option);
        DatabaseServer server = builder.start();
        servers.push(server);
        return LabServer.of(server);
    }
}
