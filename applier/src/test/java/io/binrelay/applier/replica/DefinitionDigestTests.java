package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.applier.core.Intent;
import io.binrelay.applier.core.StatementScope;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Statement;
import io.binrelay.testsupport.servers.DatabaseServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a statement took place before a crash is told by the replica's definitions (trap 41). */
abstract class DefinitionDigestTests {
    abstract Replication replication();

    /** Of a record with one statement. */
    static Statement statement(RelayRecord record) {
        return ((RelayEvent.Execute) record.events().get(0)).statement();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE ddl_test.new (id INT)",
                "ALTER TABLE ddl_test.t ADD COLUMN c INT",
                "ALTER TABLE ddl_test.t ADD INDEX (v)",
                "RENAME TABLE ddl_test.t TO ddl_test.x, ddl_test.u TO ddl_test.t, ddl_test.x TO ddl_test.u",
                "ALTER TABLE ddl_test.p EXCHANGE PARTITION p0 WITH TABLE ddl_test.e",
                "TRUNCATE TABLE ddl_test.t",
                "CREATE VIEW ddl_test.w AS SELECT 1",
                "CREATE TRIGGER ddl_test.g BEFORE INSERT ON ddl_test.t FOR EACH ROW SET NEW.v = 1",
                "CREATE PROCEDURE ddl_test.r() SELECT 1",
                "CREATE EVENT ddl_test.ev ON SCHEDULE EVERY 1 DAY DO DELETE FROM ddl_test.t",
                "CREATE USER 'ddl_user'@'%' IDENTIFIED BY 'secret'",
                "GRANT SELECT ON ddl_test.* TO 'ddl_user2'@'%'",
                "DROP DATABASE ddl_test"
            })
    void trap41_the_digest_of_definitions_tells_whether_a_statement_took_place(String ddl) throws SQLException {
        replication()
                .replicate(
                        "ddl",
                        "DROP DATABASE IF EXISTS ddl_test",
                        "DROP USER IF EXISTS 'ddl_user'@'%', 'ddl_user2'@'%'",
                        "CREATE USER 'ddl_user2'@'%' IDENTIFIED BY 'secret'",
                        "CREATE DATABASE ddl_test",
                        "CREATE TABLE ddl_test.t (id INT PRIMARY KEY, v INT)",
                        "CREATE TABLE ddl_test.u (id INT PRIMARY KEY, v INT)",
                        "CREATE TABLE ddl_test.p (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS"
                                + " THAN (10))",
                        "CREATE TABLE ddl_test.e (id INT PRIMARY KEY)");
        RelayRecord record = replication().recordsOf(ddl).get(0).record();
        Intent intent = new Intent(Intent.Kind.STATEMENT, 99, 1);
        try (JdbcReplica replica = replication().open("ddl")) {
            replica.claim();
            replica.recordIntent(intent, StatementScope.of(statement(record)));
            replica.apply(record.header().source(), List.of());
            Claim before = replica.claim();
            assertThat(before.intent()).isEqualTo(intent);
            assertThat(before.definitionsChanged()).isFalse();

            replica.execute(record.header().source(), statement(record), false);
            Claim after = replica.claim();
            assertThat(after.intent()).isEqualTo(intent);
            assertThat(after.definitionsChanged()).isTrue();
        }
    }

    @Test
    void the_digest_looks_at_the_schemas_the_statement_names_and_at_no_others() throws SQLException {
        DatabaseServer server = replication().replica();
        server.execute("CREATE DATABASE scope_a", "CREATE DATABASE scope_b", "CREATE TABLE scope_a.t (id INT)");
        StatementScope scope = new StatementScope(Set.of("scope_a", "ALTER", "it's"), false);
        try (ReplicaConnection connection = ReplicaConnection.open(replication().address())) {
            DefinitionDigest digest = new DefinitionDigest(connection);
            DefinitionDigest.Value before = digest.of(scope);
            assertThat(before.schemas()).containsExactly("scope_a");
            assertThat(DefinitionDigest.Value.of(before.hash(), before.schemasAsText()))
                    .isEqualTo(before);

            server.execute("CREATE VIEW scope_b.v AS SELECT 1");
            assertThat(digest.of(before.schemas())).isEqualTo(before);
            server.execute("ALTER TABLE scope_a.t ADD COLUMN v INT");
            assertThat(digest.of(before.schemas())).isNotEqualTo(before);
        }
    }

    @Test
    void rows_and_restarts_leave_the_digest_as_it_was() throws SQLException {
        replication()
                .replicate(
                        "digest",
                        "CREATE DATABASE digest_test",
                        "CREATE TABLE digest_test.t (id INT AUTO_INCREMENT PRIMARY KEY)");
        try (JdbcReplica replica = replication().open("digest")) {
            replica.claim();
            replica.recordIntent(new Intent(Intent.Kind.STATEMENT, 99, 1));
            replica.release();
            replication()
                    .replica()
                    .execute("INSERT INTO digest_test.t VALUES (NULL), (NULL)", "ANALYZE TABLE digest_test.t");
            replication().replica().kill();
            replication().replica().start();
            assertThat(replica.claim().definitionsChanged()).isFalse();
        }
    }
}
