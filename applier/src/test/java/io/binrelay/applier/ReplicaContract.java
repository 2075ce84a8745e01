package io.binrelay.applier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.applier.core.Checkpoint;
import io.binrelay.applier.core.Intent;
import io.binrelay.applier.replica.Claim;
import io.binrelay.applier.replica.FencedException;
import io.binrelay.applier.replica.Replica;
import io.binrelay.applier.replica.ReplicaException;
import io.binrelay.schemas.model.Family;
import io.binrelay.schemas.model.FilePosition;
import io.binrelay.schemas.model.GtidSet;
import io.binrelay.schemas.relay.RelayEvent;
import io.binrelay.schemas.relay.SourceServer;
import io.binrelay.schemas.relay.Statement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the applier relies on, of every replica. */
public interface ReplicaContract {
    /** A replica that knows nothing of the channel, with what the methods below need. */
    Subject newSubject() throws SQLException;

    /** One replica and what can be seen of it. */
    interface Subject {
        /** Another applier's view of it. */
        Replica open();

        SourceServer source();

        /** The events of a transaction that inserts rows 1 and 2. */
        List<RelayEvent> insert();

        /** A statement that changes the definitions. */
        Statement statement();

        /** How many of the rows others see. */
        int visibleRows() throws SQLException;

        /** Raises the generation behind everybody's back. */
        void raiseGeneration() throws SQLException;
    }

    private static Checkpoint at(long offset, long sequence) {
        return new Checkpoint(
                "topic",
                offset,
                sequence,
                new FilePosition("binlog.000001", 4),
                "gtid",
                7,
                Family.MYSQL,
                "uuid",
                GtidSet.parse(Family.MYSQL, "00000000-0000-0000-0000-000000000001:1-7"));
    }

    private static Replica claimed(Subject subject) {
        Replica replica = subject.open();
        assertThat(replica.claim().checkpoint()).isNull();
        replica.begin(Checkpoint.before("topic", 3));
        return replica;
    }

    private static void applyAll(Replica replica, Subject subject) {
        replica.apply(subject.source(), subject.insert());
        replica.endOfSourceTransaction();
        replica.flush();
    }

    @Test
    default void a_channel_begins_where_it_was_said_to_begin() throws SQLException {
        try (Replica replica = claimed(newSubject())) {
            assertThat(replica.claim()).isEqualTo(new Claim(Checkpoint.before("topic", 3), null, false, List.of()));
        }
    }

    @Test
    default void changes_and_checkpoint_become_visible_together_at_commit() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            applyAll(replica, subject);
            replica.checkpoint(at(9, 4));
            assertThat(subject.visibleRows()).isZero();
            replica.commit();
            assertThat(subject.visibleRows()).isEqualTo(2);
            assertThat(replica.claim().checkpoint()).isEqualTo(at(9, 4));
        }
    }

    @Test
    default void what_was_rolled_back_is_gone_and_can_be_applied_again() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            applyAll(replica, subject);
            replica.checkpoint(at(9, 4));
            replica.rollback();
            assertThat(subject.visibleRows()).isZero();
            applyAll(replica, subject);
            replica.checkpoint(at(9, 4));
            replica.commit();
            assertThat(subject.visibleRows()).isEqualTo(2);
        }
    }

    @Test
    default void what_is_behind_a_mark_can_be_undone_by_itself() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            replica.mark(subject.source());
            applyAll(replica, subject);
            replica.undoToMark();
            applyAll(replica, subject);
            replica.mark(subject.source());
            replica.undoToMark();
            replica.checkpoint(at(9, 4));
            assertThat(subject.visibleRows()).isZero();
            replica.commit();
            assertThat(subject.visibleRows()).isEqualTo(2);
            assertThat(replica.claim().checkpoint()).isEqualTo(at(9, 4));
        }
    }

    @Test
    default void nothing_to_roll_back_is_no_error() throws SQLException {
        try (Replica replica = claimed(newSubject())) {
            replica.rollback();
            assertThat(replica.claim().checkpoint()).isEqualTo(Checkpoint.before("topic", 3));
        }
    }

    @Test
    default void what_is_released_without_a_commit_is_gone() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            applyAll(replica, subject);
            replica.checkpoint(at(9, 4));
            replica.release();
            assertThat(replica.claim().checkpoint()).isEqualTo(Checkpoint.before("topic", 3));
            assertThat(subject.visibleRows()).isZero();
        }
    }

    @Test
    default void a_claim_ends_the_applier_before_it() throws SQLException {
        Subject subject = newSubject();
        try (Replica old = claimed(subject);
                Replica successor = subject.open()) {
            applyAll(old, subject);
            assertThat(successor.claim().checkpoint()).isEqualTo(Checkpoint.before("topic", 3));
            assertThatThrownBy(() -> {
                        old.checkpoint(at(9, 4));
                        old.commit();
                    })
                    .isInstanceOf(ReplicaException.class);
            assertThat(subject.visibleRows()).isZero();
        }
    }

    @Test
    default void an_old_generation_moves_no_checkpoint_and_records_no_intent() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            subject.raiseGeneration();
            assertThatThrownBy(() -> replica.checkpoint(at(9, 4))).isInstanceOf(FencedException.class);
            replica.rollback();
            assertThatThrownBy(() -> replica.recordIntent(new Intent(Intent.Kind.STATEMENT, 4, 3)))
                    .isInstanceOf(FencedException.class);
        }
    }

    @Test
    default void an_intent_lasts_until_the_checkpoint_moves_or_it_is_cleared() throws SQLException {
        Subject subject = newSubject();
        Intent intent = new Intent(Intent.Kind.NOT_TRANSACTIONAL, 4, 3);
        try (Replica replica = claimed(subject)) {
            replica.recordIntent(intent);
            assertThat(replica.claim().intent()).isEqualTo(intent);
            replica.clearIntent();
            assertThat(replica.claim().intent()).isNull();
            replica.recordIntent(intent);
            replica.checkpoint(at(9, 4));
            replica.commit();
            assertThat(replica.claim().intent()).isNull();
        }
    }

    @Test
    default void trap34_a_prepared_transaction_outlives_its_session_and_ends_once() throws SQLException {
        String xid = "X'ff00',X'61',7";
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            replica.beginDistributed(subject.source(), xid);
            applyAll(replica, subject);
            replica.rollback();
            assertThat(replica.isPrepared(xid)).isFalse();
            replica.beginDistributed(subject.source(), xid);
            applyAll(replica, subject);
            replica.prepareDistributed();
            assertThat(subject.visibleRows()).isZero();
            replica.claim();
            assertThat(replica.isPrepared(xid)).isTrue();
            replica.endDistributed(xid, true);
            assertThat(subject.visibleRows()).isEqualTo(2);
            assertThat(replica.isPrepared(xid)).isFalse();
            assertThatThrownBy(() -> replica.endDistributed(xid, true))
                    .isInstanceOfSatisfying(
                            ReplicaException.class, e -> assertThat(e.errno()).isEqualTo(1397));
        }
    }

    @Test
    default void trap33_what_the_source_rolled_back_is_rolled_back_and_the_checkpoint_follows() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            applyAll(replica, subject);
            replica.rollbackAsSource();
            replica.checkpoint(at(9, 4));
            replica.commit();
            assertThat(subject.visibleRows()).isZero();
            assertThat(replica.claim().checkpoint()).isEqualTo(at(9, 4));
        }
    }

    @Test
    default void trap41_a_claim_tells_whether_the_intended_statement_took_place() throws SQLException {
        Subject subject = newSubject();
        try (Replica replica = claimed(subject)) {
            replica.recordIntent(new Intent(Intent.Kind.STATEMENT, 4, 3));
            assertThat(replica.claim().definitionsChanged()).isFalse();
            replica.execute(subject.source(), subject.statement(), false);
            assertThat(replica.claim().definitionsChanged()).isTrue();
        }
    }
}
