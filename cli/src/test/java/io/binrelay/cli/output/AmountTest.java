package io.binrelay.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0.0 s",
        "0, 0.0 s",
        "449, 0.4 s",
        "9_999, 10.0 s",
        "10_000, 10 s",
        "59_999, 59 s",
        "60_000, 1 min 0 s",
        "3_599_999, 59 min 59 s",
        "7_500_000, 2 h 5 min",
        "356_400_000, 4 d 3 h"
    })
    void a_duration_has_two_units_at_most(String millis, String expected) {
        assertThat(Amount.duration(Duration.ofMillis(Long.parseLong(millis.replace("_", "")))))
                .isEqualTo(expected);
    }

    @Test
    void thousands_are_separated() {
        assertThat(Amount.count(1_234_567)).isEqualTo("1,234,567");
    }
}
