package io.binrelay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The algorithms of capture and apply against every order of crashes that so many seeds give. A failure prints its
 * seed; {@code -Dseed=N} runs that one alone, {@code -Dseeds=N} that many.
 */
class ReplicationSimulationTest {
    private static final int STEPS = 400;

    @Test
    void whatever_is_killed_whenever_every_replica_ends_identical_to_its_source() {
        String seed = System.getProperty("seed");
        List<Long> seeds = new ArrayList<>();
        if (seed != null) {
            seeds.add(Long.parseLong(seed));
        }
        for (long each = 1; seed == null && each <= Integer.getInteger("seeds", 2_000); each++) {
            seeds.add(each);
        }
        long kills = 0;
        for (long each : seeds) {
            try {
                kills += new Simulation(each).run(STEPS);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + each + " (run it alone: -Dseed=" + each + "): " + e.getMessage(), e);
            }
        }
        assertThat(kills).as("processes killed").isGreaterThan(seed == null ? seeds.size() : -1);
    }
}
