package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows events of megabytes, and replicas that take no packet of such a size. */
class LargeEventIT {
    private static final String SMALL_PACKET = "--max-allowed-packet=4M";
    private static final String CONTENT =
            "SELECT id, small, LENGTH(data), SHA2(data, 256), LENGTH(text), SHA2(text, 256) FROM large.t ORDER BY id";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void trap29_large_rows_among_small_ones_of_one_statement_and_one_transaction_arrive(Engine engine)
            throws SQLException {
        try (Replication replication = new Replication(engine, "--max-allowed-packet=64M")) {
            begin(replication);
            replication.replicate(
                    "rows",
                    "CREATE DATABASE large",
                    "CREATE TABLE large.t (id INT PRIMARY KEY, small INT, data LONGBLOB, text LONGTEXT)",
                    "CREATE TABLE large.u (id INT PRIMARY KEY, v INT)",
                    "INSERT INTO large.u VALUES (1, 1), (2, 2)",
                    "BEGIN",
                    "INSERT INTO large.t VALUES (1, 1, REPEAT(X'00275cff', 1000000), 'x'), (2, 2, 'small', NULL),"
                            + " (3, 3, REPEAT('y', 3000000), REPEAT('z', 2200000)), (4, 4, NULL, REPEAT('q', 20000000))",
                    "INSERT INTO large.u VALUES (3, 3)",
                    "UPDATE large.t JOIN large.u ON t.id = u.id SET t.small = t.small + 10, u.v = 7",
                    "DELETE FROM large.t WHERE id = 1",
                    "COMMIT",
                    "INSERT INTO large.u VALUES (4, 4)");
            replication.assertSame(CONTENT);
            replication.assertSame("SELECT * FROM large.u ORDER BY id");
        }
    }

    @Test
    void trap30_a_replica_of_mysql_that_takes_no_such_packet_is_told_which_one_it_needs() throws SQLException {
        try (Replication replication = new Replication(Engine.MYSQL, SMALL_PACKET)) {
            begin(replication);
            replication.replicate(
                    "small",
                    "CREATE DATABASE large",
                    "CREATE TABLE large.t (id INT PRIMARY KEY, small INT, data LONGBLOB," + " text LONGTEXT)");
            List<LoggedRecord> records =
                    replication.recordsOf("INSERT INTO large.t VALUES (1, 1, REPEAT('y', 5000000), NULL)");
            assertThatThrownBy(() -> replication.apply("refused", records))
                    .hasMessageContaining("applying stopped at transaction 1")
                    .hasMessageContaining("Nothing of the transaction is in the replica")
                    .hasMessageContaining("a rows event of table large.t of 50000")
                    .hasMessageContaining(" bytes needs a statement of 66")
                    .hasMessageContaining(" bytes, the replica's max_allowed_packet is 4194304: set it above that (at"
                            + " most 1073741824) and start the applier again");
            replication.replica().execute("SET GLOBAL max_allowed_packet = 8388608");
            replication.apply("taken", records);
            replication.assertSame(CONTENT);
        }
    }

    @Test
    void trap30_a_replica_of_mariadb_gets_what_is_larger_than_a_packet_in_two_halves() throws SQLException {
        try (Replication replication = new Replication(Engine.MARIADB, SMALL_PACKET)) {
            begin(replication);
            replication.replicate(
                    "halves",
                    "CREATE DATABASE large",
                    "CREATE TABLE large.t (id INT PRIMARY KEY, small INT, data LONGBLOB, text LONGTEXT)",
                    "INSERT INTO large.t VALUES (1, 1, REPEAT(X'00275cff', 1300000), 'x')",
                    "INSERT INTO large.t VALUES (2, 2, REPEAT(X'00275cff', 1500000), 'y')");
            replication.assertSame(CONTENT);
            assertThat(Replication.rows(replication.source(), CONTENT)).hasSize(2);
            List<LoggedRecord> records =
                    replication.recordsOf("INSERT INTO large.t VALUES (3, 3, REPEAT('y', 7000000), NULL)");
            assertThatThrownBy(() -> replication.apply("refused", records))
                    .hasMessageContaining("needs two statements of 46")
                    .hasMessageContaining("the replica's max_allowed_packet is 4194304: set it above that");
        }
    }

    /** The source takes rows of any size. */
    private static void begin(Replication replication) throws SQLException {
        replication.source().execute("SET GLOBAL max_allowed_packet = 1073741824");
    }
}
