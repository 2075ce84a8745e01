package io.binrelay.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.applier.replica.ReplicaInspection.Position;
import io.binrelay.relay.config.InitialPosition;
import io.binrelay.relay.log.LogBounds;
import io.binrelay.relay.log.LogExtent;
import io.binrelay.relay.log.LogTail;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogFindingsTest {
    private static final LogFindings LOG = new LogFindings(
            "shop.relay", new LogExtent(new LogBounds("topic-id", 100, 200), null, new LogTail("topic-id", null)));

    private static String line(@Nullable Position position, List<String> tables, InitialPosition initial) {
        return LOG.replica(Samples.R1, Samples.replica("8.4.3", position, tables), initial)
                .line();
    }

    private static String expected(String outcome, String text) {
        return Samples.line(outcome, "r1", "resume position", text);
    }

    @Test
    void a_replica_whose_next_record_the_log_has_is_well() {
        for (long next : new long[] {100, 150, 200}) {
            assertThat(line(new Position("topic-id", next, 42), List.of("shop.t"), InitialPosition.START))
                    .isEqualTo(expected(
                            "ok",
                            "needs offset " + next
                                    + " next, which the log has (100 to 200); transaction 42 was the last"
                                    + " one applied"));
        }
    }

    @Test
    void trap89_a_replica_that_retention_passed_or_that_is_ahead_of_its_log_fails() {
        assertThat(line(new Position("topic-id", 99, 42), List.of(), InitialPosition.START))
                .isEqualTo(expected(
                        "FAIL",
                        "The next record needed has offset 99, but shop.relay begins at 100: retention ran past this"
                                + " reader. The records in between are gone; rebuild the replica. To rebuild it drop its"
                                + " schemas, binrelay included, and start its applier"));
        assertThat(line(new Position("topic-id", 201, 42), List.of(), InitialPosition.START))
                .isEqualTo(expected(
                        "FAIL",
                        "The next record needed has offset 201, but shop.relay ends at 200: records that were read before"
                                + " are gone (an unclean leader election, or a topic restored from a backup). The replica"
                                + " is ahead of its log; rebuild it. To rebuild it drop its schemas, binrelay included,"
                                + " and start its applier"));
    }

    @Test
    void a_replica_of_another_topic_of_the_same_name_fails() {
        assertThat(line(new Position("old-id", 150, 42), List.of(), InitialPosition.START))
                .isEqualTo(expected(
                        "FAIL",
                        "the checkpoint belongs to another incarnation of shop.relay (old-id, it is now topic-id): the"
                                + " topic was deleted and created again. Rebuild the replica: drop its schemas, binrelay"
                                + " included, and start its applier"));
    }

    @Test
    void a_replica_without_checkpoint_must_be_empty_or_said_to_be_a_copy() {
        assertThat(line(null, List.of(), InitialPosition.START))
                .isEqualTo(expected("ok", "empty, no checkpoint: it begins with the first transaction of the log"));
        assertThat(line(null, List.of("shop.a", "shop.b"), InitialPosition.START))
                .isEqualTo(expected(
                        "FAIL",
                        "it holds tables (shop.a, shop.b) but no checkpoint of this channel: the log would be applied on"
                                + " top of them. Begin with an empty replica; if it is a copy of the source as it was"
                                + " where the log begins, set replica.initial.position=earliest"));
        assertThat(line(null, List.of("shop.a"), InitialPosition.EARLIEST))
                .isEqualTo(expected(
                        "ok", "no checkpoint: it begins with the oldest record of the log, on top of what it holds"));
    }
}
