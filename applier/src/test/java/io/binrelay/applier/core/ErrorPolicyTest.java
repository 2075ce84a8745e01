package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "1205, HY000, 0, RETRY",
        "1213, 40001, 9, RETRY",
        "1213, 40001, 10, STOP",
        "2013, HY000, 500, RECONNECT",
        "2006, HY000, 0, RECONNECT",
        "0, 08S01, 0, RECONNECT",
        "0, 08003, 0, RECONNECT",
        "1053, 08S01, 0, RECONNECT",
        "1927, 70100, 0, RECONNECT",
        "3169, HY000, 0, RECONNECT",
        "1040, 08004, 0, RECONNECT",
        "1045, 28000, 0, STOP",
        "1062, 23000, 0, STOP",
        "1032, HY000, 0, STOP",
        "1146, 42S02, 0, STOP",
        "1290, HY000, 0, STOP",
        "0, '', 0, STOP"
    })
    void trap70_lock_conflicts_are_retried_and_lost_connections_made_again(
            int errno, String sqlState, int attempt, Reaction expected) {
        assertThat(ErrorPolicy.reaction(errno, sqlState, attempt)).isEqualTo(expected);
    }
}
