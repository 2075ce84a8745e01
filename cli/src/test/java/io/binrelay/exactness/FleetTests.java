package io.binrelay.exactness;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Stops the servers that a test has started. */
abstract class FleetTests {
    private final List<EmbeddedFleet> fleets = new ArrayList<>();

    @AfterEach
    void stopServers() throws SQLException {
        for (EmbeddedFleet fleet : fleets) {
            fleet.close();
        }
    }

    EmbeddedFleet stoppedAfterwards(EmbeddedFleet fleet) {
        fleets.add(fleet);
        return fleet;
    }
}
