package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.relay.service.BinrelayException;
import io.binrelay.relay.service.ErrorCode;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.testsupport.fakes.LogOperation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a loop begins, when it refuses to, and what it waits for. */
class ApplyLoopBeginningTest extends ApplyLoopTests {
    @Test
    void a_standby_waits_and_takes_over_where_the_owner_was() {
        log.append(Transactions.rows(1, "a"));
        ApplyLoop owner = loop(100);
        ApplyLoop standby = loop(100);
        run(owner, 4);
        run(standby, 4);
        assertThat(standby.progress().state()).isEqualTo(ApplyState.WAITING);
        log.log().handOver("replica");
        log.append(Transactions.rows(2, "b"));
        run(standby, 4);
        run(owner, 4);
        assertThat(owner.progress().state()).isEqualTo(ApplyState.WAITING);
        assertThat(server.committed).containsExactly("a", "b");
    }

    @Test
    void trouble_with_kafka_is_waited_out() {
        log.append(Transactions.rows(1, "a"));
        int[] polls = {0};
        log.log().inject(operation -> {
            if (operation == LogOperation.POLL && polls[0]++ < 2) {
                throw new BinrelayException(ErrorCode.KAFKA, "away", true, null);
            }
        });
        ApplyLoop loop = loop(100);
        run(loop, 2);
        assertThat(loop.runOnce()).isPositive();
        assertThat(loop.progress().state()).isEqualTo(ApplyState.RETRYING);
        assertThat(loop.progress().lastError()).isEqualTo("away");
        run(loop, 10);
        assertThat(server.committed).containsExactly("a");
    }

    @Test
    void a_replica_with_tables_and_no_checkpoint_is_refused() {
        server.userTables.addAll(List.of("shop.orders", "shop.users"));
        assertThatThrownBy(() -> run(loop(100), 2))
                .hasMessage(
                        "the replica holds tables already (shop.orders, shop.users), but no checkpoint of this channel:"
                                + " the log would be applied on top of them. Begin with an empty replica. If it is a copy of the"
                                + " source as it was where the log begins, say so with replica.initial.position=earliest");
        assertThat(server.checkpoint).isNull();
    }

    @Test
    void a_checkpoint_of_another_incarnation_is_refused() {
        server.checkpoint = Checkpoint.before("elsewhere", 0);
        assertThatThrownBy(() -> run(loop(100), 2))
                .hasMessageStartingWith("the replica's checkpoint belongs to another incarnation of the relay topic"
                        + " (elsewhere, the topic is now ")
                .hasMessageEndingWith("Rebuild the replica from the new log");
    }

    @Test
    void an_empty_replica_does_not_begin_in_the_middle_of_a_log() {
        log.append(Transactions.rows(1, "a"), Transactions.rows(2, "b"));
        log.log().deleteBefore(2);
        assertThatThrownBy(() -> run(loop(100), 5)).hasMessageContaining("gap");
        assertThat(server.committed).isEmpty();
    }

    @Test
    void an_intent_of_another_transaction_does_not_keep_a_statement_from_running() {
        server.intent = new Intent(Intent.Kind.STATEMENT, 9, 3);
        server.statementsAtIntent = -1;
        server.checkpoint = Checkpoint.before(log.log().newReader("other").incarnation(), 0);
        log.append(Transactions.statement(1, "CREATE TABLE t"));
        run(loop(100), 5);
        assertThat(server.statements).containsExactly("CREATE TABLE t");
    }

    @Test
    void trap33_an_interrupted_transaction_of_several_records_is_gone_on_with_behind_its_last_one() {
        log.append(
                Transactions.rows(1, "a"),
                Transactions.fragment(2, 0, 0, false, "void"),
                Transactions.fragment(2, 1, 0, false, "m1"),
                Transactions.fragment(2, 1, 1, false, "m2"),
                Transactions.record(
                        2, 1, 2, true, GroupEnd.COMMIT, Transactions.rowsOf(Transactions.MEMORY_TABLE, "m3")),
                Transactions.rows(3, "b"));
        server.faults = failing("apply m3", 2013, 1);
        // A marker stands behind every record: the last one of transaction 2 has offset 8.
        assertThatThrownBy(() -> run(loop(100), 40))
                .hasMessageContaining("SET intent_kind=NULL, sequence=2, next_offset=9 WHERE intent_sequence=2");
        List<String> before = List.copyOf(server.committed);

        server.intent = null;
        server.checkpoint = new Checkpoint(
                stored().incarnation(),
                9,
                2,
                stored().position(),
                stored().gtid(),
                stored().commitMicros(),
                stored().family(),
                stored().sourceUuid(),
                stored().gtids());
        run(loop(100), 10);
        assertThat(server.committed).startsWith(before.toArray(String[]::new)).endsWith("b");
        assertThat(server.committed).hasSize(before.size() + 1);
    }

    @Test
    void trap33_no_offset_is_named_while_the_log_does_not_hold_the_end_of_an_interrupted_transaction() {
        log.append(Transactions.rows(1, "a"), Transactions.fragment(2, 0, 0, false, "m1"));
        server.checkpoint = Checkpoint.before(log.log().newReader("other").incarnation(), 0);
        server.intent = new Intent(Intent.Kind.NOT_TRANSACTIONAL, 2, 2);
        assertThatThrownBy(() -> run(loop(100), 5))
                .hasMessageContaining(
                        "SET intent_kind=NULL WHERE intent_sequence=2; the relay log does not hold its end")
                .hasMessageNotContaining("next_offset");
    }
}
