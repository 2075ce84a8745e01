package io.binrelay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void contenders_take_turns_and_every_second_round_goes_backwards() throws Exception {
        List<String> order = new ArrayList<>();
        Rounds rounds = new Rounds(3, line -> {});
        for (String name : List.of("a", "b")) {
            rounds.contender(name, () -> {
                order.add(name);
                return new Measurement(1, 10, order.size(), 1, 0);
            });
        }

        rounds.run();

        assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
        assertThat(rounds.spread("a", Measurement::wallSeconds)).isEqualTo(new Spread(1, 4, 5));
    }

    @Test
    void warm_up_passes_are_not_counted() throws Exception {
        int[] passes = new int[1];
        Rounds rounds = new Rounds(1, line -> {}).contender("a", () -> new Measurement(1, 10, ++passes[0], 1, 0));

        rounds.warmUp(2, "a");
        rounds.run();

        assertThat(rounds.spread("a", Measurement::wallSeconds)).isEqualTo(new Spread(3, 3, 3));
    }
}
