package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions with text in them. */
class ApplyLoopStatementsTest extends ApplyLoopTests {
    private static List<RelayEvent> behind(String text, List<RelayEvent> rows) {
        List<RelayEvent> events = new ArrayList<>();
        events.add(Transactions.execute(text));
        events.addAll(rows);
        return events;
    }

    @Test
    void trap10_text_is_part_of_its_transaction_and_repeated_with_it() {
        log.append(
                Transactions.rows(1, "a"),
                Transactions.record(
                        2,
                        0,
                        0,
                        true,
                        GroupEnd.XID,
                        behind("INSERT INTO t", Transactions.rowsOf(Transactions.TABLE, "b"))),
                Transactions.rows(3, "c"));
        server.faults = failing("commit", 2013, 2);
        run(loop(100), 30);
        assertThat(server.committed).containsExactly("a", "INSERT INTO t", "b", "c");
        assertThat(stages).doesNotContain(Stage.INTENT_RECORDED);
    }

    @Test
    void trap10_text_of_a_large_transaction_gets_an_intent_where_the_replica_has_tables_without_transactions() {
        server.allTransactional = false;
        log.append(
                Transactions.record(1, 0, 0, false, GroupEnd.NONE, List.of(Transactions.execute("INSERT INTO t"))),
                Transactions.fragment(1, 0, 1, true, "b"));
        run(loop(100), 10);
        assertThat(server.committed).containsExactly("INSERT INTO t", "b");
        assertThat(stages).containsOnlyOnce(Stage.INTENT_RECORDED);
    }

    @Test
    void trap33_a_transaction_rolled_back_on_the_source_leaves_only_what_has_no_transactions() {
        List<RelayEvent> events = new ArrayList<>(Transactions.rowsOf(Transactions.TABLE, "undone"));
        events.addAll(Transactions.rowsOf(Transactions.MEMORY_TABLE, "stays"));
        log.append(Transactions.record(1, 0, 0, true, GroupEnd.ROLLBACK, events), Transactions.rows(2, "a"));
        run(loop(100), 10);
        assertThat(server.committed).containsExactly("stays", "a");
        assertThat(stored().sequence()).isEqualTo(2);
        assertThat(server.intent).isNull();
    }

    @Test
    void trap48_temporary_tables_need_no_intent() {
        log.append(Transactions.statement(1, "DROP TEMPORARY TABLE IF EXISTS x"), Transactions.rows(2, "a"));
        run(loop(100), 10);
        assertThat(stored().sequence()).isEqualTo(2);
        assertThat(stages).doesNotContain(Stage.INTENT_RECORDED);
    }

    /** Wherever the connection is lost, table and rows are there once. */
    @Test
    void trap36_create_table_with_its_rows_takes_place_exactly_once() {
        for (String text : List.of("CREATE TABLE orders (id INT) START TRANSACTION", "CREATE TABLE orders (id INT)")) {
            for (String lost :
                    List.of("intent", "execute", "executed", "apply b", "commit", "committed", "checkpoint")) {
                LogForTests own = new LogForTests();
                FakeReplicaServer ownServer = new FakeReplicaServer();
                own.append(
                        Transactions.record(
                                1,
                                0,
                                0,
                                false,
                                GroupEnd.NONE,
                                behind(text, Transactions.rowsOf(Transactions.TABLE, "a"))),
                        Transactions.fragment(1, 0, 1, true, "b"),
                        Transactions.rows(2, "c"));
                ownServer.faults = failing(lost, 2013, 1);
                run(loop(100, own, ownServer), 30);
                assertThat(ownServer.statements).as(text + ", lost at " + lost).containsExactly(text);
                assertThat(ownServer.committed).as(text + ", lost at " + lost).containsExactly("a", "b", "c");
                assertThat(ownServer.intent).isNull();
            }
        }
    }

    @Test
    void trap36_a_table_without_transactions_is_emptied_before_its_rows_come_again() {
        log.append(Transactions.record(
                1,
                0,
                0,
                true,
                GroupEnd.COMMIT,
                behind(
                        "CREATE TABLE not_transactional (id INT)",
                        Transactions.rowsOf(Transactions.MEMORY_TABLE, "m", "n"))));
        server.faults = failing("apply n", 2013, 1);
        run(loop(100), 30);
        assertThat(server.committed).containsExactly("m", "n");
        assertThat(server.statements).hasSize(1);
        assertThat(stored().sequence()).isEqualTo(1);
    }
}
