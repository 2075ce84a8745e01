package io.binrelay.relay.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SslModeTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost"})
    void a_preference_does_not_hold_over_the_loopback_interface(String host) {
        assertThat(SslMode.PREFERRED.towards(host)).isEqualTo(SslMode.DISABLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void a_preference_holds_towards_other_hosts(String host) {
        assertThat(SslMode.PREFERRED.towards(host)).isEqualTo(SslMode.PREFERRED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PREFERRED")
    void what_is_demanded_is_done_everywhere(SslMode mode) {
        assertThat(mode.towards("127.0.0.1")).isEqualTo(mode);
    }

    @Test
    void never_means_never() {
        assertThat(SslMode.DISABLED.towards("192.0.2.1")).isEqualTo(SslMode.DISABLED);
    }
}
