package io.binrelay.exactness;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Transactions of all forms on replicas that write no binary log of their own. */
class UnloggedReplicaIT extends FleetTests {
    @TestFactory
    Stream<DynamicTest> trap57_a_replica_of_mysql_needs_no_binary_log() throws SQLException {
        return tests(Engine.MYSQL);
    }

    @TestFactory
    Stream<DynamicTest> trap57_a_replica_of_mariadb_needs_no_binary_log() throws SQLException {
        return tests(Engine.MARIADB);
    }

    private Stream<DynamicTest> tests(Engine engine) throws SQLException {
        EmbeddedFleet fleet = stoppedAfterwards(new EmbeddedFleet(engine, List.of(), false));
        return ExactnessIT.tests(fleet.lab(), "transactions"::equals);
    }
}
