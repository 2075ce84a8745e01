package io.binrelay.applier.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.applier.core.Checkpoint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A position is forgotten exactly once, whoever is told to forget it, and however late. */
abstract class CheckpointEraserTests extends DefinitionDigestTests {
    @Test
    void a_reset_forgets_a_position_once_and_never_that_of_a_beginning_behind_it() throws SQLException {
        CheckpointEraser eraser = new CheckpointEraser(replication().address(), "reset", Duration.ofSeconds(1));
        try (JdbcReplica replica = replication().open("reset")) {
            replica.claim();
            replica.begin(Checkpoint.before("topic", 3));
        }
        eraser.erase(100);
        // By the next process, which has found no word of it.
        eraser.erase(100);
        try (JdbcReplica anew =
                new JdbcReplica(replication().address(), "reset", Duration.ofSeconds(1), RowsPolicy.USUAL, 100)) {
            assertThat(anew.claim().checkpoint()).isNull();
            anew.begin(Checkpoint.before("topic", 3));
            // By a process that was suspended meanwhile: the one at work keeps position and lock.
            eraser.erase(100);
            anew.checkpoint(Checkpoint.before("topic", 4));
            anew.commit();
            assertThat(stored()).containsExactly("4|0");
        }
        eraser.erase(101);
        assertThat(stored()).isEmpty();
    }

    private List<String> stored() throws SQLException {
        return Replication.rows(
                replication().replica(), "SELECT next_offset, sequence FROM binrelay.checkpoint WHERE channel='reset'");
    }
}
