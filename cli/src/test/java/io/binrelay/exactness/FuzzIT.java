package io.binrelay.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.testsupport.servers.Engine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * P3, P5: random tables, random transactions, random DDL: binrelay ends as native replication does. In the build for
 * some seconds with a seed that is printed; ARCHITECTURE.md has the command for longer, or for a seed again.
 */
class FuzzIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xFFFFFF);
    private static final Duration TIME = System.getProperty("fuzz.minutes") == null
            ? Duration.ofSeconds(20)
            : Duration.ofMinutes(Long.getLong("fuzz.minutes", 0));

    @ParameterizedTest
    @EnumSource(Engine.class)
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void random_statements_arrive_as_over_native_replication(Engine engine) throws SQLException, InterruptedException {
        try (EmbeddedFleet fleet = new EmbeddedFleet(engine)) {
            assertThat(new FuzzRun(fleet.lab(), SEED, System.out).run(TIME)).isEmpty();
        }
    }
}
