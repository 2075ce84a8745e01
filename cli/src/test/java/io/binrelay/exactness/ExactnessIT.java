package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * P3, P5: whatever native replication brings over exactly, so does binrelay; else it stops. Each case of the SQL files
 * on the embedded servers.
 */
class ExactnessIT extends FleetTests {
    @TestFactory
    Stream<DynamicTest> what_native_replication_brings_over_so_does_binrelay_on_mysql() throws SQLException {
        return tests(Engine.MYSQL);
    }

    @TestFactory
    Stream<DynamicTest> what_native_replication_brings_over_so_does_binrelay_on_mariadb() throws SQLException {
        return tests(Engine.MARIADB);
    }

    private Stream<DynamicTest> tests(Engine engine) throws SQLException {
        EmbeddedFleet fleet = stoppedAfterwards(new EmbeddedFleet(engine));
        return tests(fleet.lab(), topic -> true);
    }

    /** One test per case of the topics that is for the lab's source. */
    static Stream<DynamicTest> tests(Lab lab, Predicate<String> topics) {
        return CaseLibrary.all().stream()
                .filter(found -> found.condition().holds(lab.source().version()))
                .filter(found -> topics.test(found.topic()))
                .map(found -> DynamicTest.dynamicTest(found.name() + " [" + lab + "]", () -> check(lab, found)));
    }

    private static void check(Lab lab, ExactnessCase of) throws SQLException, InterruptedException {
        List<String> complaints = lab.run(of).stream()
                .map(result -> result.complaint(of, lab.source().version()))
                .flatMap(Optional::stream)
                .toList();
        assertThat(complaints).as(of.name()).isEmpty();
    }
}
