package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbTablesIT extends TableTests {
    @RegisterExtension
    static final SharedReplication SERVERS = new SharedReplication(() -> new Replication(Engine.MARIADB));

    @Override
    Replication replication() {
        return SERVERS.get();
    }

    @Test
    void trap27_rows_of_system_versioned_tables_keep_their_times_and_history() throws SQLException {
        replication()
                .replicate(
                        "versioned",
                        "CREATE DATABASE versioned_test",
                        "CREATE TABLE versioned_test.t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING",
                        "CREATE TABLE versioned_test.named (id INT PRIMARY KEY, v INT, rs TIMESTAMP(6) GENERATED ALWAYS AS ROW START,"
                                + " re TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING",
                        "INSERT INTO versioned_test.t VALUES (1, 1), (2, 2), (3, 3)",
                        "INSERT INTO versioned_test.named (id, v) VALUES (1, 1), (2, 2)",
                        "SET timestamp=1700000000.123456",
                        "UPDATE versioned_test.t SET v = v + 1 WHERE id < 3",
                        "SET timestamp=DEFAULT",
                        "UPDATE versioned_test.t SET v = v + 1 WHERE id < 3",
                        "UPDATE versioned_test.named SET v = v + 1",
                        "DELETE FROM versioned_test.t WHERE id = 2",
                        "DELETE FROM versioned_test.named WHERE id = 2",
                        "REPLACE INTO versioned_test.t VALUES (3, 33)",
                        "SET system_versioning_insert_history=ON",
                        "INSERT INTO versioned_test.named (id, v, rs, re) VALUES (9, 9, '2001-01-01', '2002-01-01')",
                        "DELETE HISTORY FROM versioned_test.t BEFORE SYSTEM_TIME '2001-01-01'");
        replication()
                .assertSame("SELECT id, v, row_start, row_end FROM versioned_test.t FOR SYSTEM_TIME ALL"
                        + " ORDER BY id, row_start, row_end");
        replication().assertSame("SELECT * FROM versioned_test.named FOR SYSTEM_TIME ALL ORDER BY id, rs, re");
    }

    /** The ids are each server's own: a native replica gives the history others, too. */
    @Test
    void trap27_tables_versioned_by_transaction_ids_are_refused() throws SQLException {
        LoggedRecord create = replication()
                .recordsOf(
                        "CREATE DATABASE precise_test",
                        "CREATE TABLE precise_test.t (id INT PRIMARY KEY, rs BIGINT UNSIGNED GENERATED ALWAYS AS ROW START,"
                                + " re BIGINT UNSIGNED GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (rs, re)) WITH"
                                + " SYSTEM VERSIONING")
                .get(1);
        try (JdbcReplica replica = replication().open("precise")) {
            replica.claim();
            assertThatThrownBy(() -> DefinitionTests.execute(replica, create.record()))
                    .isInstanceOf(ReplicaException.class)
                    .hasMessageContaining("transaction ids")
                    .hasMessageContaining("Version the table by time");
        }
    }

    @Test
    void trap27_sequences_have_the_value_they_have_on_the_source() throws SQLException {
        replication()
                .replicate(
                        "sequences",
                        "CREATE DATABASE sequences_test",
                        "CREATE SEQUENCE sequences_test.s START 5 INCREMENT 3 CACHE 4",
                        "CREATE TABLE sequences_test.t (id INT DEFAULT NEXT VALUE FOR sequences_test.s PRIMARY KEY, v INT)",
                        "SELECT NEXT VALUE FOR sequences_test.s",
                        "INSERT INTO sequences_test.t (v) VALUES (1), (2), (3), (4), (5)",
                        "SELECT SETVAL(sequences_test.s, 100)",
                        "INSERT INTO sequences_test.t (v) VALUES (6)",
                        "ALTER SEQUENCE sequences_test.s RESTART 50 MAXVALUE 1000 CYCLE",
                        "INSERT INTO sequences_test.t (v) VALUES (7)");
        replication().assertSame("SELECT * FROM sequences_test.s");
        replication().assertSame("SELECT * FROM sequences_test.t ORDER BY id");
    }

    @Test
    void trap27_types_and_columns_of_mariadb_alone_arrive() throws SQLException {
        replication()
                .replicate(
                        "types",
                        "CREATE DATABASE types_test",
                        "CREATE TABLE types_test.t (id INT PRIMARY KEY, u UUID, i4 INET4, i6 INET6, c TEXT COMPRESSED, b BLOB COMPRESSED,"
                                + " inv INT INVISIBLE DEFAULT 7, n INT CHECK (n > 0))",
                        "INSERT INTO types_test.t (id, u, i4, i6, c, b, inv) VALUES (1, '123e4567-e89b-12d3-a456-426655440000',"
                                + " '10.0.0.1', '2001:db8::1', REPEAT('ab', 500), REPEAT(X'00ff', 500), 8)",
                        "INSERT INTO types_test.t (id) VALUES (2)",
                        "SET check_constraint_checks=0",
                        "INSERT INTO types_test.t (id, n) VALUES (3, -1)",
                        "UPDATE types_test.t SET n = -id, c = 'short', u = NULL WHERE id <> 2");
        replication().assertSame("SELECT id, u, i4, i6, c, HEX(b), inv, n FROM types_test.t ORDER BY id");
        replication().assertSame("SHOW CREATE TABLE types_test.t");
    }

    @Test
    void trap27_periods_of_applications_arrive() throws SQLException {
        replication()
                .replicate(
                        "periods",
                        "CREATE DATABASE periods_test",
                        "CREATE TABLE periods_test.t (id INT, s DATE, e DATE, PERIOD FOR p (s, e), PRIMARY KEY (id, p WITHOUT OVERLAPS))",
                        "INSERT INTO periods_test.t VALUES (1, '2020-01-01', '2021-01-01'), (2, '2020-01-01', '2020-02-01')",
                        "DELETE FROM periods_test.t FOR PORTION OF p FROM '2020-03-01' TO '2020-04-01'",
                        "UPDATE periods_test.t FOR PORTION OF p FROM '2020-06-01' TO '2020-07-01' SET id = 3");
        replication().assertSame("SELECT * FROM periods_test.t ORDER BY id, s");
    }
}
