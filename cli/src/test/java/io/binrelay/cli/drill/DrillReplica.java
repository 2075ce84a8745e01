package io.binrelay.cli.drill;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.cli.fleet.Fleet;
import io.binrelay.cli.fleet.Replica;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The replica of a drill, while neither source nor capture run. Used by one thread. */
final class DrillReplica {
    private static final long PAUSE_MILLIS = 50;

    private final Fleet fleet;

    DrillReplica(Fleet fleet) {
        this.fleet = requireNonNull(fleet, "fleet is null");
    }

    /** Waits until it has as many transactions as the log; fails unless they are the same ones, each once. */
    void await(List<JournalEntry> logged, Duration patience) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<JournalEntry> applied = applied();
        while (applied.size() < logged.size() && System.nanoTime() - deadline < 0) {
            assertThat(replica().applier().hasEndedByItself())
                    .as("%s has ended by itself", replica().applier())
                    .isFalse();
            Thread.sleep(PAUSE_MILLIS);
            applied = applied();
        }
        assertThat(applied)
                .as("transactions on the replica beside those in the log")
                .containsExactlyInAnyOrderElementsOf(logged);
    }

    private List<JournalEntry> applied() throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        try (Connection connection = replica().server().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT round, writer, number FROM drill.journal")) {
            while (rows.next()) {
                entries.add(new JournalEntry(rows.getInt(1), rows.getInt(2), rows.getInt(3)));
            }
        }
        return entries;
    }

    private Replica replica() {
        return fleet.replicas().get(0);
    }
}
