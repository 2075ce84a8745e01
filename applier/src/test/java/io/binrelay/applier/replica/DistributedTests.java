package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Distributed transactions on real servers (trap 34). Every test has a schema and a channel of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DistributedTests {
    private Replication replication;

    abstract Engine engine();

    @BeforeAll
    void start() throws SQLException {
        replication = new Replication(engine());
    }

    @AfterAll
    void stop() {
        replication.close();
    }

    /** Three branches, interleaved with a transaction: one committed, one rolled back, one committed in one phase. */
    private List<LoggedRecord> branches(String schema) throws SQLException {
        return replication.recordsBehind(() -> {
            replication
                    .source()
                    .execute("CREATE DATABASE " + schema, "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY, v INT)");
            prepare("'" + schema + "1'", "INSERT INTO " + schema + ".t VALUES (1, 1), (2, 2)");
            prepare("'" + schema + "2', X'ff00', 7", "INSERT INTO " + schema + ".t VALUES (3, 3)");
            replication.source().execute("INSERT INTO " + schema + ".t VALUES (4, 4)");
            replication.source().execute("XA ROLLBACK '" + schema + "2', X'ff00', 7");
            replication
                    .source()
                    .execute(
                            "XA START '" + schema + "3'",
                            "INSERT INTO " + schema + ".t VALUES (5, 5)",
                            "XA END '" + schema + "3'",
                            "XA COMMIT '" + schema + "3' ONE PHASE");
            replication.source().execute("XA COMMIT '" + schema + "1'");
        });
    }

    private void prepare(String xid, String statement) throws SQLException {
        try (Connection connection = replication.source().connect();
                Statement branch = connection.createStatement()) {
            branch.execute("XA START " + xid);
            branch.execute(statement);
            branch.execute("XA END " + xid);
            branch.execute("XA PREPARE " + xid);
        }
        awaitDetached();
    }

    /** Another session can end a transaction only when the one that prepared it is gone. */
    private void awaitDetached() throws SQLException {
        for (int i = 0; i < 1_000; i++) {
            if (Replication.rows(
                            replication.source(),
                            "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER <> 'event_scheduler' AND"
                                    + " USER <> 'system user'")
                    .equals(List.of("1"))) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void branches_end_on_the_replica_as_on_the_source() throws SQLException {
        List<LoggedRecord> records = branches("branches");
        assertThat(records)
                .extracting(record -> record.record().header().groupEnd())
                .contains(GroupEnd.XA_PREPARE, GroupEnd.XA_COMMIT, GroupEnd.XA_ROLLBACK);
        replication.apply("branches", records);
        replication.assertSame("SELECT * FROM branches.t ORDER BY id");
        assertThat(Replication.rows(replication.replica(), "XA RECOVER")).isEmpty();
    }

    /** The applier dies at every stage of every transaction, one after the other, and another takes over. */
    @Test
    void every_branch_takes_place_exactly_once_at_whatever_stage_the_applier_dies() throws SQLException {
        List<LoggedRecord> records = branches("killed");
        List<Stage> deaths = replication.applyKilled("killed", records);
        assertThat(deaths).contains(Stage.INTENT_RECORDED, Stage.STATEMENT_DONE_NOT_RECORDED);
        replication.assertSame("SELECT * FROM killed.t ORDER BY id");
        assertThat(Replication.rows(replication.replica(), "XA RECOVER")).isEmpty();
    }

    @Test
    void a_prepared_branch_survives_the_replicas_death_and_keeps_its_locks() throws SQLException {
        List<LoggedRecord> records = branches("survives");
        int prepared = 0;
        while (records.get(prepared).record().header().groupEnd() != GroupEnd.XA_PREPARE) {
            prepared++;
        }
        replication.apply("survives", records.subList(0, prepared + 1));
        replication.replica().kill();
        replication.replica().start();
        assertThat(Replication.rows(replication.replica(), "XA RECOVER")).hasSize(1);
        assertThatThrownBy(() -> replication
                        .replica()
                        .execute("SET innodb_lock_wait_timeout=1", "INSERT INTO survives.t VALUES (1, 9)"))
                .hasMessageContaining("Lock wait timeout");
        replication.apply("survives", records);
        replication.assertSame("SELECT * FROM survives.t ORDER BY id");
    }
}
