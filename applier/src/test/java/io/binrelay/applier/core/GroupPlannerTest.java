package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.log.LoggedRecord;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.relay.GroupEnd;
import io.binrelay.schemas.relay.RecordHeader;
import io.binrelay.schemas.relay.RecordKind;
import io.binrelay.schemas.relay.RelayRecord;
import io.binrelay.schemas.relay.SourceServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupPlannerTest {
    private final GroupPlanner planner = new GroupPlanner(new GroupLimits(3, 1_000));

    private static LoggedRecord record(long sequence, int size) {
        RecordHeader header = new RecordHeader(
                RecordKind.TRANSACTION,
                sequence,
                0,
                0,
                true,
                new FilePosition("binlog.000001", 4),
                new FilePosition("binlog.000001", 5),
                null,
                GroupEnd.XID,
                0,
                null,
                null,
                null,
                new SourceServer(Family.MYSQL, 1, "", new byte[0]));
        return new LoggedRecord(sequence, size, new RelayRecord(header, List.of()));
    }

    @Test
    void a_group_ends_at_its_count() {
        planner.add(record(1, 1));
        planner.add(record(2, 1));
        assertThat(planner.isFull()).isFalse();
        planner.add(record(3, 1));
        assertThat(planner.isFull()).isTrue();
        assertThat(planner.admits(record(4, 1))).isFalse();
        planner.reset();
        assertThat(planner.admits(record(4, 1))).isTrue();
    }

    @Test
    void a_group_ends_before_it_exceeds_its_bytes() {
        planner.add(record(1, 900));
        assertThat(planner.admits(record(2, 100))).isTrue();
        assertThat(planner.admits(record(2, 101))).isFalse();
    }

    @Test
    void one_transaction_may_exceed_the_bytes() {
        assertThat(planner.admits(record(1, 5_000))).isTrue();
    }

    @Test
    void after_an_error_transactions_are_alone_until_those_in_question_are_behind() {
        planner.isolateThrough(5);
        planner.add(record(4, 1));
        assertThat(planner.admits(record(5, 1))).isFalse();
        planner.reset();
        planner.add(record(6, 1));
        assertThat(planner.admits(record(7, 1))).isTrue();
        assertThat(planner.isolates(5)).isTrue();
        assertThat(planner.isolates(6)).isFalse();
    }
}
