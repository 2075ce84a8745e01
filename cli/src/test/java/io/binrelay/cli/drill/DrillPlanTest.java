package io.binrelay.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrillPlanTest {
    private static final int COMBINATIONS = 7;

    @Test
    void a_seed_always_gives_the_same_rounds() {
        assertThat(DrillPlan.of(42, 50, 3)).isEqualTo(DrillPlan.of(42, 50, 3)).isNotEqualTo(DrillPlan.of(43, 50, 3));
    }

    @Test
    void every_combination_comes_once_before_any_comes_again() {
        List<DrillRound> plan = DrillPlan.of(7, 2 * COMBINATIONS, 3);

        assertThat(plan.subList(0, COMBINATIONS))
                .extracting(round -> round.moments().keySet())
                .doesNotHaveDuplicates();
        assertThat(plan.subList(COMBINATIONS, 2 * COMBINATIONS))
                .extracting(round -> round.moments().keySet())
                .doesNotHaveDuplicates();
    }

    @Test
    void a_longer_plan_begins_with_the_shorter_one_of_its_seed() {
        assertThat(DrillPlan.of(7, 30, 3).subList(0, 5)).isEqualTo(DrillPlan.of(7, 5, 3));
    }

    @Test
    void every_broker_is_killed_capture_also_returns_and_both_wait_points_come() {
        List<DrillRound> plan = DrillPlan.of(1, 100, 3);

        assertThat(plan).extracting(DrillRound::broker).contains(0, 1, 2).doesNotContain(3);
        assertThat(plan).extracting(DrillRound::captureReturns).contains(true, false);
        assertThat(plan).extracting(DrillRound::applierDies).contains(true, false);
        assertThat(plan).extracting(DrillRound::waitPoint).contains("AFTER_SYNC", "AFTER_COMMIT");
    }
}
