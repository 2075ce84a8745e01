package io.binrelay.testsupport.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.binrelay.testsupport.compare.ComparedServer;
import io.binrelay.testsupport.compare.ComparisonResult;
import io.binrelay.testsupport.compare.ServerComparison;
import io.binrelay.testsupport.servers.DatabaseServer;
import io.binrelay.testsupport.servers.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShopWorkloadIT {
    private static final long SEED = Long.getLong("seed", 20_261_120L);

    /** Tables with a column that holds the time of day. */
    private static final Set<String> WITH_CLOCK = Set.of("customers", "inventory", "audit");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneThreadDoesTheSameForTheSameSeedAndInTimeEveryKindOfStep(Engine engine) throws Exception {
        try (DatabaseServer one = start(engine, "one");
                DatabaseServer two = start(engine, "two")) {
            int steps = 2_500;
            List<WorkloadStep> ofOne = run(one, steps);
            List<WorkloadStep> ofTwo = run(two, steps);
            assertThat(ofOne).as("seed %s", SEED).isEqualTo(ofTwo);
            assertThat(ofOne.stream().map(WorkloadStep::kind).collect(Collectors.toSet()))
                    .as("seed %s", SEED)
                    .containsExactlyInAnyOrderElementsOf(Arrays.asList(StepKind.values()));
            assertThat(ofOne.stream().filter(step -> step.rows() > 1_000))
                    .as("large steps, seed %s", SEED)
                    .isNotEmpty();

            ComparisonResult result = ServerComparison.of(ComparedServer.of(one), ComparedServer.of(two))
                    .run();

            assertThat(result.differences())
                    .as("seed %s: %s", SEED, result)
                    .allMatch(difference ->
                            WITH_CLOCK.contains(difference.object().name()));
            assertThat(result.tables())
                    .as("seed %s: %s", SEED, result)
                    .allMatch(table -> Set.copyOf(table.rows().values()).size() == 1)
                    .allMatch(table -> table.rows().getOrDefault("one", 0L) > 0
                            || table.table().name().equals("log"));
        }
    }

    private static List<WorkloadStep> run(DatabaseServer server, int steps) throws SQLException {
        List<WorkloadStep> done = new ArrayList<>();
        try (Connection connection = server.connect()) {
            ShopWorkload workload = new ShopWorkload(SEED, server.engine(), 0, WorkloadMix.DENSE, true);
            workload.createSchema(connection);
            for (int i = 0; i < steps; i++) {
                done.add(workload.runOne(connection));
            }
        }
        return done;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void severalThreadsCarryOnAfterTheSourceWasKilled(Engine engine) throws Exception {
        try (DatabaseServer server = start(engine, "source")) {
            try (Connection connection = server.connect()) {
                new ShopWorkload(SEED, engine).createSchema(connection);
            }
            try (WorkloadRunner runner = WorkloadRunner.start(
                    server::connect, engine, SEED, 3, Double.POSITIVE_INFINITY, WorkloadMix.DENSE)) {
                awaitMore(runner, 200);
                server.kill();
                server.restart();
                awaitMore(runner, 200);

                WorkloadStatistics done = runner.stop();

                assertThat(done.connectionsLost()).isGreaterThanOrEqualTo(3);
                assertThat(done.rows()).isGreaterThan(done.transactions());
                assertThat(done.definitionChanges()).isPositive();
                assertThat(runner.statistics()).isEqualTo(done);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MYSQL"})
    void aRateIsKept(Engine engine) throws Exception {
        try (DatabaseServer server = start(engine, "source")) {
            try (Connection connection = server.connect()) {
                new ShopWorkload(SEED, engine).createSchema(connection);
            }
            long begin = System.nanoTime();
            try (WorkloadRunner runner =
                    WorkloadRunner.start(server::connect, engine, SEED, 2, 50, WorkloadMix.DENSE)) {
                awaitMore(runner, 150);
                WorkloadStatistics done = runner.stop();
                double seconds = (System.nanoTime() - begin) / 1e9;
                long steps = done.transactions() + done.definitionChanges() + done.rollbacks() + done.conflicts();
                assertThat(steps / seconds).isBetween(20.0, 51.5);
            }
        }
    }

    private static DatabaseServer start(Engine engine, String name) {
        return DatabaseServer.builder(engine).name(name).durable(false).start();
    }

    private static void awaitMore(WorkloadRunner runner, int transactions) {
        long before = runner.statistics().transactions();
        await().atMost(Duration.ofMinutes(2)).until(() -> runner.statistics().transactions() >= before + transactions);
    }
}
