package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.core.Steering;
import io.binrelay.relay.control.Until;
import io.binrelay.schemas.relay.RelayRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delay, until and skip. Transaction n was committed 1000 + n seconds after the epoch. */
class ApplyLoopOperatorTest extends ApplyLoopTests {
    private final List<String> own = new ArrayList<>();
    private Steering steering = Steering.FREE;

    @BeforeEach
    void operators() {
        guidance = new Guidance(() -> steering, new OwnOrders() {
            @Override
            public void stop(String reason) {
                if (!own.contains(reason)) {
                    own.add(reason);
                }
            }

            @Override
            public void begin() {
                own.add("begin");
                steering = Steering.FREE;
            }
        });
    }

    private void append(int count) {
        List<RelayRecord> records = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            records.add(Transactions.rows(i, "row" + i));
        }
        log.append(records);
    }

    @Test
    void a_delayed_replica_stays_behind_by_the_delay_and_says_how_long_the_next_one_waits() {
        steering = new Steering(Duration.ofSeconds(60), null, Set.of(), Set.of());
        append(3);
        now = Instant.ofEpochSecond(1061);
        ApplyLoop loop = loop(100);
        for (int step = 0; step < 10; step++) {
            assertThat(loop.runOnce()).isLessThanOrEqualTo(Duration.ofMillis(200));
        }
        assertThat(server.committed).containsExactly("row1");
        assertThat(loop.progress().remainingDelay()).isEqualTo(Duration.ofSeconds(1));
        now = Instant.ofEpochSecond(1062);
        run(loop, 3);
        assertThat(server.committed).containsExactly("row1", "row2");
    }

    @Test
    void a_delay_that_is_changed_counts_at_once() {
        steering = new Steering(Duration.ofHours(1), null, Set.of(), Set.of());
        append(3);
        now = Instant.ofEpochSecond(1100);
        ApplyLoop loop = loop(100);
        run(loop, 5);
        assertThat(server.committed).isEmpty();
        steering = Steering.FREE;
        run(loop, 3);
        assertThat(server.committed).hasSize(3);
        assertThat(loop.progress().remainingDelay()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "binlog.000001:300,                                         2",
        "binlog.000001:301,                                         3",
        "gtid=00000000-0000-0000-0000-000000000001:1-3,             3",
        "gtid=00000000-0000-0000-0000-000000000001:2,               2",
        "before-gtid=00000000-0000-0000-0000-000000000001:4-9,      3",
        "time=1970-01-01T00:16:42Z,                                 2",
        "time=1970-01-01T00:16:41.999999Z,                          1",
        "offset=0,                                                  0"
    })
    void it_stops_by_itself_where_it_was_told_to_and_has_exactly_what_comes_before(String until, int applied) {
        steering = new Steering(Duration.ZERO, Until.parse(until), Set.of(), Set.of());
        append(6);
        ApplyLoop loop = loop(100);
        run(loop, 10);
        assertThat(server.committed).hasSize(applied);
        assertThat(stored().sequence()).isEqualTo(applied);
        assertThat(loop.progress().state()).isEqualTo(ApplyState.REACHED);
        assertThat(own).containsExactly("reached " + Until.parse(until));

        steering = Steering.FREE;
        run(loop, 10);
        assertThat(server.committed).hasSize(6);
    }

    @Test
    void an_end_in_gtids_is_reached_with_the_last_of_them_though_nothing_follows() {
        steering = new Steering(Duration.ZERO, new Until.AfterGtids(Transactions.UUID + ":1-2"), Set.of(), Set.of());
        append(2);
        ApplyLoop loop = loop(100);
        run(loop, 10);
        assertThat(loop.progress().state()).isEqualTo(ApplyState.REACHED);
        assertThat(String.valueOf(stored().gtids())).isEqualTo(Transactions.UUID + ":1-2");
    }

    @Test
    void skipped_transactions_move_the_checkpoint_and_nothing_else() {
        log.append(Transactions.rows(1, "row1"));
        ApplyLoop loop = loop(100);
        run(loop, 5);
        steering = new Steering(Duration.ZERO, null, Set.of(2L), Set.of(Transactions.UUID + ":4"));
        log.append(
                Transactions.statement(2, "DROP TABLE orders"),
                Transactions.rows(3, "row3"),
                Transactions.fragment(4, 0, 0, false, "row4.0"),
                Transactions.fragment(4, 0, 1, true, "row4.1"),
                Transactions.rows(5, "row5"));
        run(loop, 10);
        assertThat(server.committed).containsExactly("row1", "row3", "row5");
        assertThat(server.statements).isEmpty();
        assertThat(stored().sequence()).isEqualTo(5);
    }

    @Test
    void the_transaction_that_stopped_the_replica_can_be_skipped() {
        log.append(Transactions.rows(1, "row1"), Transactions.rows(2, "bad"), Transactions.rows(3, "row3"));
        server.faults = operation -> {
            if (operation.equals("apply bad")) {
                throw FakeReplicaServer.error(1062);
            }
        };
        ApplyLoop stopped = loop(100);
        assertThatThrownBy(() -> run(stopped, 20)).hasMessageContaining("1062");
        steering = new Steering(Duration.ZERO, null, Set.of(2L), Set.of());
        ApplyLoop next = loop(100);
        run(next, 10);
        assertThat(server.committed).containsExactly("row1", "row3");
    }

    @Test
    void a_replica_that_begins_anew_skips_nothing_that_was_meant_for_its_predecessor() {
        steering = new Steering(Duration.ZERO, null, Set.of(2L), Set.of());
        append(3);
        ApplyLoop loop = loop(100);
        run(loop, 10);
        assertThat(own).containsExactly("begin");
        assertThat(server.committed).containsExactly("row1", "row2", "row3");
    }
}
