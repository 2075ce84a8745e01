package io.binrelay.exactness;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Transactions of all forms on replicas that write no binary log of their own. */
class UnloggedReplicaIT {
    private final List<EmbeddedFleet> fleets = new ArrayList<>();

    @AfterEach
    void stopServers() throws SQLException {
        for (EmbeddedFleet fleet : fleets) {
            fleet.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> trap57_a_replica_of_mysql_needs_no_binary_log() throws SQLException {
        return tests(Engine.MYSQL);
    }

    @TestFactory
    Stream<DynamicTest> trap57_a_replica_of_mariadb_needs_no_binary_log() throws SQLException {
        return tests(Engine.MARIADB);
    }

    private Stream<DynamicTest> tests(Engine engine) throws SQLException {
        EmbeddedFleet fleet = new EmbeddedFleet(engine, List.of(), false);
        fleets.add(fleet);
        return ExactnessIT.tests(fleet.lab(), "transactions"::equals);
    }
}
