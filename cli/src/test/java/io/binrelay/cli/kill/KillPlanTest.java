package io.binrelay.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.binrelay.relay.service.Stage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillPlanTest {
    private static final int ONCE_EACH = 18;

    @Test
    void the_same_seed_gives_the_same_plan_and_another_seed_another() {
        assertThat(KillPlan.of(42, 50, 2)).isEqualTo(KillPlan.of(42, 50, 2)).isNotEqualTo(KillPlan.of(43, 50, 2));
    }

    @Test
    void every_victim_and_every_stage_comes_before_any_comes_a_second_time() {
        List<Round> plan = KillPlan.of(7, ONCE_EACH, 2);

        assertThat(plan).extracting(Round::victim).contains(Victim.values());
        assertThat(plan).extracting(Round::stage).contains(Stage.values());
        assertThat(plan).filteredOn(round -> round.stage() != null).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void every_victim_comes_in_the_first_five_rounds(long seed) {
        assertThat(KillPlan.of(seed, 5, 2)).extracting(Round::victim).containsExactlyInAnyOrder(Victim.values());
    }

    @Test
    void a_short_plan_is_the_beginning_of_a_long_one() {
        assertThat(KillPlan.of(7, 100, 2)).startsWith(KillPlan.of(7, 5, 2).toArray(Round[]::new));
    }

    @Test
    void every_stage_belongs_to_exactly_one_victim() {
        assertThat(Arrays.stream(Victim.values()).flatMap(victim -> victim.stages().stream()))
                .containsExactlyInAnyOrder(Stage.values());
    }

    @Test
    void rounds_tell_who_when_and_where() {
        assertThat(new Round(3, Victim.APPLIER, 1, Stage.INTENT_RECORDED, 2))
                .hasToString("round 3: kill applier 2 at pass 2 of INTENT_RECORDED");
        assertThat(new Round(4, Victim.SOURCE, 1, null, 500)).hasToString("round 4: kill source after 500 ms of load");
    }
}
