package io.binrelay.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogSizeTest {
    private final LogSize size = new LogSize(300_000, 40, 240);

    @Test
    void what_is_behind_an_offset_is_taken_from_the_mean_and_none_is_none() {
        assertThat(size.bytesBehind(220)).isEqualTo(30_000);
        assertThat(size.bytesBehind(240)).isZero();
        assertThat(size.bytesBehind(250)).as("newer than the last look").isZero();
        assertThat(new LogSize(0, 7, 7).bytesBehind(7)).isZero();
    }

    @Test
    void who_wants_what_is_deleted_is_behind_by_all_there_is() {
        assertThat(size.bytesBehind(3)).isEqualTo(300_000);
    }

    @Test
    void a_log_does_not_end_before_it_begins() {
        assertThatThrownBy(() -> new LogSize(1, 5, 4)).hasMessage("1 bytes from offset 5 to 4");
    }
}
