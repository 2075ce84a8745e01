package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.relay.service.Stage;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.RelayRecord;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Distributed transactions, interrupted everywhere. */
class ApplyLoopDistributedTest extends ApplyLoopTests {
    private static final List<String> OPERATIONS = List.of(
            "intent",
            "xa start",
            "apply ",
            "flush",
            "xa prepare",
            "prepared",
            "xa recover",
            "xa end",
            "ended",
            "checkpoint",
            "commit",
            "committed");

    private static final List<Stage> STAGES = List.of(
            Stage.READ_NOT_APPLIED,
            Stage.INTENT_RECORDED,
            Stage.APPLIED_NOT_CHECKPOINTED,
            Stage.STATEMENT_DONE_NOT_RECORDED,
            Stage.APPLIED_NOT_COMMITTED,
            Stage.COMMITTED_NOT_MIRRORED);

    private static RelayRecord part(long sequence, int fragment, GroupEnd end, String xid, String... names) {
        List<RelayEvent> events = names.length == 0 ? List.of() : Transactions.rowsOf(Transactions.TABLE, names);
        return Transactions.distributed(sequence, fragment, end, xid, events);
    }

    private static List<RelayRecord> interleaved() {
        return List.of(
                part(1, 0, GroupEnd.XA_PREPARE, "X'61',X'',1", "a"),
                part(2, 0, GroupEnd.NONE, "X'62',X'',1", "b"),
                part(2, 1, GroupEnd.XA_PREPARE, "X'62',X'',1", "c"),
                Transactions.rows(3, "d"),
                part(4, 0, GroupEnd.XA_ROLLBACK, "X'62',X'',1"),
                part(5, 0, GroupEnd.XA_ONE_PHASE, "X'63',X'',1", "e"),
                part(6, 0, GroupEnd.NONE, "X'64',X'',1", "f"),
                part(6, 1, GroupEnd.XA_ONE_PHASE, "X'64',X'',1", "g"),
                part(7, 0, GroupEnd.XA_COMMIT, "X'61',X'',1"),
                part(8, 0, GroupEnd.XA_PREPARE, "X'65',X'',1", "h"));
    }

    private static void assertExact(FakeReplicaServer server, String when) {
        assertThat(server.committed).as(when).containsExactly("d", "e", "f", "g", "a");
        assertThat(server.prepared).as(when).containsOnlyKeys("X'65',X'',1").containsValue(List.of("h"));
        assertThat(server.intent).as(when).isNull();
    }

    @Test
    void trap34_each_transaction_takes_place_once_wherever_the_replica_is_lost() {
        for (String operation : OPERATIONS) {
            for (int before = 0; before < 12; before++) {
                LogForTests own = new LogForTests();
                own.append(interleaved());
                FakeReplicaServer to = new FakeReplicaServer();
                int[] left = {before};
                to.faults = name -> {
                    if (name.startsWith(operation) && left[0]-- == 0) {
                        throw FakeReplicaServer.error(2013);
                    }
                };
                run(loop(100, own, to), 60);
                assertExact(to, "lost at " + operation + " " + before);
            }
        }
    }

    /** The process dies, and another takes over. */
    @Test
    void trap34_each_transaction_takes_place_once_at_whatever_stage_the_applier_dies() {
        for (Stage stage : STAGES) {
            for (int before = 0; before < 12; before++) {
                LogForTests own = new LogForTests();
                own.append(interleaved());
                FakeReplicaServer to = new FakeReplicaServer();
                int[] left = {before};
                Supplier<ApplyLoop> process = () -> loop(100, own, to, reached -> {
                    if (reached == stage && left[0]-- == 0) {
                        throw new Killed();
                    }
                });
                try (ApplyLoop first = process.get()) {
                    run(first, 60);
                } catch (Killed e) {
                    try (ApplyLoop second = process.get()) {
                        run(second, 60);
                    }
                }
                assertExact(to, "killed at " + stage + " " + before);
            }
        }
    }

    @Test
    void trap34_what_was_never_prepared_cannot_be_committed() {
        log.append(part(1, 0, GroupEnd.XA_COMMIT, "X'61',X'',1"));
        assertThatThrownBy(() -> run(loop(100), 10)).hasMessageContaining("error 1397");
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
