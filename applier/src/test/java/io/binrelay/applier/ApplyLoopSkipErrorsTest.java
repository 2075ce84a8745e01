package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.config.IgnoredErrors;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.Table;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the replica refuses is what says "bad". */
class ApplyLoopSkipErrorsTest extends ApplyLoopTests {
    private static final int DUPLICATE = 1062;

    @BeforeEach
    void refuse() {
        skipErrors = IgnoredErrors.parse("1062,1050");
        server.faults = operation -> {
            if (operation.contains("bad")) {
                throw FakeReplicaServer.error(DUPLICATE);
            }
        };
    }

    private static RelayRecord insert(long sequence, Table table, GroupEnd end, String[]... events) {
        List<RelayEvent> rows = Stream.of(events)
                .<RelayEvent>map(values -> SmallRows.insert(table, values))
                .toList();
        return Transactions.record(sequence, 0, 0, true, end, rows);
    }

    private static RelayRecord insert(long sequence, String[]... events) {
        return insert(sequence, Transactions.TABLE, GroupEnd.XID, events);
    }

    private static String[] rows(String... values) {
        return values;
    }

    /** The values in what is committed, in their order. */
    private List<String> committed() {
        return server.committed.stream()
                .flatMap(event -> Stream.of(event.split("[^a-z0-9]+", -1)))
                .filter(word -> word.matches("(good|bad|text)[0-9]*"))
                .toList();
    }

    @Test
    void each_row_that_is_refused_is_left_out_and_all_others_are_applied_with_the_checkpoint() {
        log.append(insert(1, rows("good1")));
        log.append(insert(2, rows("good2", "bad1", "good3", "bad2"), rows("good4"), rows("bad3")));
        log.append(insert(3, rows("good5")));
        ApplyLoop loop = loop(100);
        run(loop, 10);

        assertThat(committed()).containsExactly("good1", "good2", "good3", "good4", "good5");
        assertThat(stored().sequence()).isEqualTo(3);
        assertThat(loop.progress().skipped().count()).isEqualTo(3);
        assertThat(loop.progress().skipped().errno()).isEqualTo(DUPLICATE);
        assertThat(loop.progress().skipped().message())
                .isEqualTo("left out, as apply.skip.errors says, at transaction 2 (GTID " + Transactions.UUID
                        + ":2), source position binlog.000001:200 to binlog.000001:300, relay log offset 2: 3 rows of"
                        + " table shop.orders, the first: error 1062 (HY000): planned");
        assertThat(loop.progress().failure()).isNull();
    }

    @Test
    void another_error_stops_as_ever_with_nothing_of_the_transaction_applied_or_counted() {
        skipErrors = IgnoredErrors.parse("1032");
        log.append(insert(1, rows("good1")));
        log.append(insert(2, rows("good2", "bad1")));
        ApplyLoop loop = loop(100);
        assertThatThrownBy(() -> run(loop, 10))
                .isInstanceOf(BinrelayException.class)
                .hasMessageContaining("applying stopped at transaction 2")
                .hasMessageContaining("1062");
        assertThat(committed()).containsExactly("good1");
        assertThat(loop.progress().skipped().count()).isZero();
    }

    @Test
    void an_attempt_that_is_rolled_back_is_not_counted() {
        int[] deadlocks = {1};
        server.faults = operation -> {
            if (operation.contains("bad")) {
                throw FakeReplicaServer.error(DUPLICATE);
            }
            if (operation.contains("good2") && deadlocks[0]-- > 0) {
                throw FakeReplicaServer.error(1213);
            }
        };
        log.append(insert(1, rows("bad1", "good2")));
        ApplyLoop loop = loop(100);
        run(loop, 10);
        assertThat(committed()).containsExactly("good2");
        assertThat(loop.progress().skipped().count()).isEqualTo(1);
        assertThat(loop.progress().retries()).isEqualTo(1);
    }

    @Test
    void errors_that_pass_are_tried_again_and_never_skipped() {
        skipErrors = IgnoredErrors.parse("all");
        server.faults = failing("apply", 1205, 1_000);
        log.append(insert(1, rows("good1")));
        ApplyLoop loop = loop(100);
        assertThatThrownBy(() -> run(loop, 100)).hasMessageContaining("1205");
        assertThat(loop.progress().skipped().count()).isZero();
        assertThat(loop.progress().retries()).isEqualTo(10);
    }

    /** Of a table without transactions nothing could be undone: each row is tried alone from the beginning. */
    @Test
    void rows_of_a_table_without_transactions_are_applied_once_each() {
        log.append(
                insert(1, Transactions.MEMORY_TABLE, GroupEnd.COMMIT, rows("good1", "bad1", "good2"), rows("good3")));
        ApplyLoop loop = loop(100);
        run(loop, 10);
        assertThat(committed()).containsExactly("good1", "good2", "good3");
        assertThat(loop.progress().skipped().count()).isEqualTo(1);
        assertThat(server.intent).isNull();
    }

    @Test
    void a_statement_that_is_refused_counts_as_done_alone_and_inside_a_transaction() {
        log.append(Transactions.statement(1, "CREATE TABLE bad (id INT)"));
        log.append(Transactions.record(
                2,
                0,
                0,
                true,
                GroupEnd.XID,
                List.of(
                        Transactions.execute("INSERT INTO orders VALUES ('text1')"),
                        Transactions.execute("INSERT INTO orders VALUES ('bad')"),
                        Transactions.execute("INSERT INTO orders VALUES ('text2')"))));
        ApplyLoop loop = loop(100);
        run(loop, 10);
        assertThat(server.statements).isEmpty();
        assertThat(server.intent).isNull();
        assertThat(committed()).containsExactly("text1", "text2");
        assertThat(loop.progress().skipped().count()).isEqualTo(2);
        assertThat(loop.progress().skipped().message()).endsWith(": 1 statement: error 1062 (HY000): planned");
        assertThat(stored().sequence()).isEqualTo(2);
    }

    @Test
    void a_crash_before_the_commit_leaves_out_the_same_rows_again() {
        log.append(insert(1, rows("good1", "bad1", "good2")));
        int[] crashes = {1};
        ApplyLoop loop = loop(100, log, server, stage -> {
            if (stage == Stage.APPLIED_NOT_COMMITTED && crashes[0]-- > 0) {
                server.restart();
            }
        });
        run(loop, 20);
        assertThat(committed()).containsExactly("good1", "good2");
        assertThat(loop.progress().skipped().count()).isEqualTo(1);
    }
}
