package io.binrelay.relay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltAtStageTest {
    private final List<Integer> halts = new ArrayList<>();

    @Test
    void the_process_ends_the_nth_time_and_only_then() {
        HaltAtStage stages = HaltAtStage.parse("INTENT_RECORDED:3", halts::add);
        stages.reached(Stage.INTENT_RECORDED);
        stages.reached(Stage.STATEMENT_DONE_NOT_RECORDED);
        stages.reached(Stage.INTENT_RECORDED);
        assertThat(halts).isEmpty();
        stages.reached(Stage.INTENT_RECORDED);
        assertThat(halts).containsExactly(137);
        stages.reached(Stage.INTENT_RECORDED);
        assertThat(halts).hasSize(1);
    }

    @Test
    void without_a_number_it_is_the_first_time() {
        HaltAtStage.parse("FRAGMENTS_COMMITTED", halts::add).reached(Stage.FRAGMENTS_COMMITTED);
        assertThat(halts).containsExactly(137);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOWHERE", "INTENT_RECORDED:0", "INTENT_RECORDED:", "intent_recorded"})
    void what_names_no_stage_is_refused_with_the_list_of_stages(String text) {
        assertThatThrownBy(() -> HaltAtStage.parse(text, halts::add))
                .isInstanceOf(BinrelayException.class)
                .hasMessageStartingWith("System property binrelay.halt.at = '" + text
                        + "': allowed is STAGE or STAGE:n, with a stage of [READ_NOT_PRODUCED, ");
    }

    @Test
    void without_the_property_nothing_is_watched() {
        assertThat(HaltAtStage.ofSystemProperty()).isSameAs(Stages.UNWATCHED);
    }
}
