package io.binrelay.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GtidCollectorTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    @ParameterizedTest
    @EnumSource(Family.class)
    void comes_to_the_same_set_as_adding_one_by_one(Family family) {
        SplittableRandom random = new SplittableRandom(7);
        GtidCollector collector = new GtidCollector(family);
        GtidSet expected = GtidSet.empty(family);
        long next = 1;
        for (int i = 0; i < 2_000; i++) {
            next = random.nextInt(20) == 0 ? next + random.nextInt(5) : next + 1;
            int server = random.nextInt(50) == 0 ? 1 : 0;
            String gtid = family == Family.MYSQL
                    ? (server == 0 ? A : B) + (random.nextInt(100) == 0 ? ":tag" : "") + ":" + next
                    : server + "-1-" + next;
            collector.add(gtid);
            expected = expected.add(gtid);
            if (random.nextInt(300) == 0) {
                assertThat(collector.set()).isEqualTo(expected);
            }
        }
        assertThat(collector.set()).isEqualTo(expected);
    }

    @Test
    void what_is_no_gtid_is_refused() {
        assertThatThrownBy(() -> new GtidCollector(Family.MYSQL).add("nonsense"))
                .isInstanceOf(IllegalArgumentException.class);
        GtidCollector collector = new GtidCollector(Family.MYSQL);
        collector.add("nonsense:5");
        assertThatThrownBy(collector::set).isInstanceOf(IllegalArgumentException.class);
    }
}
