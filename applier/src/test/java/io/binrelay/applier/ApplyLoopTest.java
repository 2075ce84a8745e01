package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyLoopTest extends ApplyLoopTests {
    @Test
    void transactions_are_applied_in_order_and_their_checkpoint_with_them() {
        log.append(Transactions.rows(1, "1.0", "1.1"), Transactions.rows(2, "2.0"), Transactions.rows(3));
        ApplyLoop loop = loop(100);
        run(loop, 5);
        assertThat(server.committed).containsExactly("1.0", "1.1", "2.0");
        assertThat(stored().sequence()).isEqualTo(3);
        assertThat(stored().gtid()).isEqualTo(Transactions.UUID + ":3");
        assertThat(stored().position()).hasToString("binlog.000001:400");
        assertThat(log.log().mirrored("replica")).contains(stored().nextOffset());
        assertThat(loop.progress().state()).isEqualTo(ApplyState.APPLYING);
        assertThat(loop.progress().transactions()).isEqualTo(3);
    }

    @Test
    void a_backlog_is_committed_in_groups_and_a_single_transaction_at_once() {
        List<RelayRecord> backlog = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            backlog.add(Transactions.rows(i, "row" + i));
        }
        log.append(backlog);
        ApplyLoop loop = loop(4);
        run(loop, 4);
        assertThat(loop.progress().transactions()).isEqualTo(10);
        assertThat(loop.progress().groups()).isEqualTo(3);

        log.append(Transactions.rows(11, "row11"));
        run(loop, 2);
        assertThat(loop.progress().groups()).isEqualTo(4);
        assertThat(server.committed).hasSize(11).endsWith("row11");
    }

    @Test
    void a_group_does_not_grow_over_its_bytes() {
        log.append(
                Transactions.rows(1, "x".repeat(700_000)),
                Transactions.rows(2, "y".repeat(700_000)),
                Transactions.rows(3, "z"));
        ApplyLoop loop = loop(100);
        run(loop, 5);
        assertThat(loop.progress().transactions()).isEqualTo(3);
        assertThat(loop.progress().groups()).isEqualTo(2);
    }

    @Test
    void trap29_fragments_are_one_transaction() {
        log.append(
                Transactions.rows(1, "a"),
                Transactions.fragment(2, 0, 0, false, "b"),
                Transactions.fragment(2, 0, 1, false, "c"));
        ApplyLoop loop = loop(100);
        run(loop, 8);
        assertThat(server.committed).containsExactly("a");
        assertThat(stored().sequence()).isEqualTo(1);
        log.append(Transactions.fragment(2, 1, 0, false, "b"), Transactions.fragment(2, 1, 1, true, "d"));
        run(loop, 8);
        assertThat(server.committed).containsExactly("a", "b", "d");
        assertThat(stored().sequence()).isEqualTo(2);
    }

    @Test
    void a_statement_is_a_barrier_between_intent_and_checkpoint() {
        log.append(Transactions.rows(1, "a"), Transactions.statement(2, "CREATE TABLE t"), Transactions.rows(3, "b"));
        run(loop(100), 5);
        assertThat(server.statements).containsExactly("CREATE TABLE t");
        assertThat(server.intent).isNull();
        assertThat(stored().sequence()).isEqualTo(3);
        assertThat(stages)
                .containsSubsequence(
                        Stage.COMMITTED_NOT_MIRRORED,
                        Stage.INTENT_RECORDED,
                        Stage.STATEMENT_DONE_NOT_RECORDED,
                        Stage.APPLIED_NOT_COMMITTED,
                        Stage.COMMITTED_NOT_MIRRORED);
    }

    @Test
    void trap41_a_statement_that_took_place_before_a_crash_is_not_run_again() {
        log.append(Transactions.statement(1, "CREATE TABLE t"), Transactions.rows(2, "a"));
        ApplyLoop loop = loop(100);
        server.faults = failing("executed", 2013, 1);
        run(loop, 10);
        assertThat(server.statements).containsExactly("CREATE TABLE t");
        assertThat(server.committed).containsExactly("a");
        assertThat(stored().sequence()).isEqualTo(2);
    }

    @Test
    void trap41_a_statement_that_did_not_take_place_before_a_crash_is_run() {
        log.append(Transactions.statement(1, "CREATE TABLE t"));
        ApplyLoop loop = loop(100);
        server.faults = failing("execute ", 2013, 1);
        run(loop, 10);
        assertThat(server.statements).containsExactly("CREATE TABLE t");
        assertThat(stored().sequence()).isEqualTo(1);
    }

    @Test
    void trap41_a_drop_that_may_be_half_done_is_run_again() {
        log.append(Transactions.statement(1, "DROP TABLE a, b"));
        ApplyLoop loop = loop(100);
        server.faults = failing("executed", 2013, 1);
        run(loop, 10);
        assertThat(server.statements).containsExactly("DROP TABLE a, b", "DROP TABLE a, b again");
    }

    @Test
    void rows_behind_a_statement_are_applied_once_even_when_the_statement_was_before_the_crash() {
        List<RelayEvent> events = new ArrayList<>();
        events.add(Transactions.execute("CREATE TABLE t"));
        events.addAll(Transactions.rowsOf(Transactions.TABLE, "a"));
        log.append(Transactions.record(1, 0, 0, true, GroupEnd.XID, events));
        ApplyLoop loop = loop(100);
        server.faults = failing("commit", 2013, 1);
        run(loop, 10);
        assertThat(server.statements).containsExactly("CREATE TABLE t");
        assertThat(server.committed).containsExactly("a");
    }

    @Test
    void a_statement_that_fails_leaves_no_intent() {
        log.append(Transactions.statement(1, "CREATE TABLE t"));
        ApplyLoop loop = loop(100);
        server.faults = failing("execute ", 1050, 1);
        assertThatThrownBy(() -> run(loop, 10))
                .isInstanceOfSatisfying(
                        BinrelayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.APPLY))
                .hasMessage("applying stopped at transaction 1 (GTID " + Transactions.UUID
                        + ":1), source position binlog.000001:100 to"
                        + " binlog.000001:200, relay log offset 0: error 1050 (HY000): planned. Nothing of the"
                        + " transaction is in the replica, everything before it is. The replica's definitions are not"
                        + " those the source had: it was changed by others, or began from another state than the log. Put"
                        + " them right and start the applier again, or rebuild the replica");
        assertThat(server.intent).isNull();
        run(loop(100), 5);
        assertThat(server.statements).containsExactly("CREATE TABLE t");
    }

    @Test
    void trap73_after_an_error_everything_before_the_transaction_is_in_and_nothing_of_it() {
        log.append(
                Transactions.rows(1, "a"),
                Transactions.rows(2, "b"),
                Transactions.rows(3, "c", "bad"),
                Transactions.rows(4, "d"));
        server.faults = failing("apply bad", 1062, 100);
        ApplyLoop loop = loop(100);
        assertThatThrownBy(() -> run(loop, 20))
                .hasMessageStartingWith(
                        "applying stopped at transaction 3 (GTID " + Transactions.UUID + ":3), source position"
                                + " binlog.000001:300 to binlog.000001:400, relay log offset 4: error 1062 (HY000): planned");
        assertThat(server.committed).containsExactly("a", "b");
        assertThat(stored().sequence()).isEqualTo(2);
        assertThat(loop.progress().state()).isEqualTo(ApplyState.STOPPED);
        assertThat(loop.progress().lastError()).startsWith("applying stopped at transaction 3");
    }

    @Test
    void trap70_lock_conflicts_are_tried_again_after_a_rollback() {
        log.append(Transactions.rows(1, "a"), Transactions.rows(2, "b"));
        server.faults = failing("apply b", 1213, 3);
        ApplyLoop loop = loop(100);
        run(loop, 20);
        assertThat(server.committed).containsExactly("a", "b");
        assertThat(loop.progress().retries()).isEqualTo(3);
        assertThat(loop.progress().lastError()).isNull();
        assertThat(pauses).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void trap70_lock_conflicts_that_do_not_end_stop_the_replica() {
        log.append(Transactions.rows(1, "a"));
        server.faults = failing("apply a", 1205, 1_000);
        assertThatThrownBy(() -> run(loop(100), 100))
                .hasMessageContaining("error 1205")
                .hasMessageContaining("attempts");
        assertThat(server.committed).isEmpty();
    }

    @Test
    void a_lost_connection_is_made_again_and_the_transaction_applied_once() {
        log.append(Transactions.rows(1, "a"), Transactions.rows(2, "b"));
        server.faults = failing("checkpoint", 2013, 1);
        run(loop(100), 20);
        assertThat(server.committed).containsExactly("a", "b");
    }

    @Test
    void a_commit_whose_answer_was_lost_is_not_repeated() {
        log.append(Transactions.rows(1, "a"), Transactions.rows(2, "b"));
        server.faults = failing("committed", 2013, 1);
        run(loop(100), 20);
        assertThat(server.committed).containsExactly("a", "b");
        assertThat(stored().sequence()).isEqualTo(2);
    }

    @Test
    void trap33_rows_without_transactions_go_alone_with_an_intent() {
        log.append(Transactions.rows(1, "a"), Transactions.notTransactional(2, "m"), Transactions.rows(3, "b"));
        run(loop(100), 5);
        assertThat(server.committed).containsExactly("a", "m", "b");
        assertThat(stages).contains(Stage.INTENT_RECORDED);
        assertThat(server.intent).isNull();
    }

    @Test
    void trap33_rows_without_transactions_that_were_interrupted_stop_the_replica() {
        log.append(Transactions.notTransactional(1, "m1", "m2"));
        server.faults = failing("apply m2", 2013, 1);
        assertThatThrownBy(() -> run(loop(100), 20))
                .hasMessage("transaction 1 (relay log offset 0) was interrupted. It changes tables of engines without"
                        + " transactions, so that the replica may hold all, some or none of it. Compare those tables with"
                        + " the source. If none of it is there, run on the replica: UPDATE binrelay.checkpoint SET"
                        + " intent_kind=NULL WHERE intent_sequence=1; once all of it is there: UPDATE binrelay.checkpoint"
                        + " SET intent_kind=NULL, sequence=1, next_offset=1 WHERE intent_sequence=1. Then start the"
                        + " applier again");
        assertThat(server.committed).containsExactly("m1");
    }

    @Test
    void trap33_fragments_of_tables_without_transactions_get_an_intent_before_any_row() {
        log.append(
                Transactions.fragment(1, 0, 0, false, "a"),
                Transactions.record(
                        1, 0, 1, true, GroupEnd.COMMIT, Transactions.rowsOf(Transactions.MEMORY_TABLE, "m")));
        run(loop(100), 5);
        assertThat(server.committed).containsExactly("m", "a");
        assertThat(stages).containsOnlyOnce(Stage.INTENT_RECORDED);
    }

    @Test
    void savepoints_are_executed_inside_a_transaction_of_its_own() {
        List<RelayEvent> events = new ArrayList<>(Transactions.rowsOf(Transactions.TABLE, "b"));
        events.add(Transactions.execute("SAVEPOINT `x`"));
        log.append(
                Transactions.rows(1, "a"),
                Transactions.record(2, 0, 0, true, GroupEnd.XID, events),
                Transactions.rows(3, "c"));
        ApplyLoop loop = loop(100);
        run(loop, 5);
        assertThat(server.committed).containsExactly("a", "b", "c");
        assertThat(loop.progress().groups()).isEqualTo(3);
        assertThat(stages).doesNotContain(Stage.INTENT_RECORDED);
    }

    @Test
    void a_statement_behind_other_changes_of_its_transaction_stops_the_replica_before_it_is_run() {
        List<RelayEvent> rowsFirst = new ArrayList<>(Transactions.rowsOf(Transactions.TABLE, "a"));
        rowsFirst.add(Transactions.execute("CREATE TABLE t"));
        List<RelayEvent> twice =
                List.of(Transactions.execute("CREATE TABLE t"), Transactions.execute("CREATE TABLE u"));
        List<RelayEvent> alone = List.of(Transactions.execute("CREATE TABLE t"));
        for (List<RelayEvent> events : List.of(rowsFirst, twice, alone)) {
            LogForTests own = new LogForTests();
            FakeReplicaServer ownServer = new FakeReplicaServer();
            if (events.equals(alone)) {
                own.append(
                        Transactions.fragment(1, 0, 0, false, "a"),
                        Transactions.record(1, 0, 1, true, GroupEnd.XID, events));
            } else {
                own.append(Transactions.record(1, 0, 0, true, GroupEnd.XID, events));
            }
            assertThatThrownBy(() -> run(loop(100, own, ownServer), 20))
                    .hasMessageContaining("a statement that commits by itself behind other changes");
            assertThat(ownServer.statements).isEmpty();
            assertThat(ownServer.committed).isEmpty();
        }
    }

    @Test
    void heartbeats_move_the_checkpoint_but_not_often() {
        log.append(Transactions.rows(1, "a"));
        ApplyLoop loop = loop(100);
        run(loop, 4);
        log.append(Transactions.heartbeat(1, 5_000, 2_000));
        run(loop, 2);
        assertThat(stored().position()).hasToString("binlog.000001:200");
        assertThat(loop.progress().caughtUpMicros()).isEqualTo(2_000_000_000L);
        now = now.plusSeconds(6);
        run(loop, 1);
        assertThat(stored().position()).hasToString("binlog.000001:5000");
        assertThat(stored().sequence()).isEqualTo(1);
        assertThat(stored().gtid()).isEqualTo(Transactions.UUID + ":1");
    }
}
