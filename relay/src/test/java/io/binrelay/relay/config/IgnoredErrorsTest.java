package io.binrelay.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off                           | off",
                "OFF                           | off",
                "1062                          | 1062",
                "1062, 1032,1062               | 1032,1062",
                "ddl_exist_errors              | 1007,1008,1050,1051,1054,1060,1061,1068,1091,1146",
                "DDL_EXIST_ERRORS,1062,3819    | 1007,1008,1050,1051,1054,1060,1061,1062,1068,1091,1146,3819",
                "all                           | all",
                "1062,All                      | all"
            })
    void reads_what_servers_read_and_mixtures(String text, String meant) {
        assertThat(IgnoredErrors.parse(text)).hasToString(meant);
    }

    @Test
    void an_error_that_no_server_has_said_is_none_of_all() {
        assertThat(IgnoredErrors.parse("all").contains(1062)).isTrue();
        assertThat(IgnoredErrors.parse("all").contains(0)).isFalse();
        assertThat(IgnoredErrors.parse("1062").contains(1032)).isFalse();
        assertThat(IgnoredErrors.NONE.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1062,", "off,1062", "dup", "62", "2013", "70000", "-1062", "1062 1032"})
    void what_is_no_error_of_a_server_is_refused_with_what_would_be_one(String text) {
        ConfigSources sources = new ConfigSources(List.of("apply.skip.errors=" + text), Map.of(), null);
        KeyCatalogue keys = KeyCatalogue.of("applier", List.of(ApplierKeys.APPLY_SKIP_ERRORS));
        assertThatThrownBy(() -> Configuration.load(keys, sources))
                .hasMessageContaining("apply.skip.errors")
                .hasMessageContaining(
                        "allowed is off, or error numbers of a server (1000 to 65535, without the client's"
                                + " 2000 to 2999), all and ddl_exist_errors, separated by commas");
    }
}
