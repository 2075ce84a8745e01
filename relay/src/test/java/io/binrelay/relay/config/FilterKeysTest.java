package io.binrelay.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterKeysTest {
    private static final KeyCatalogue KEYS = KeyCatalogue.of("applier", FilterKeys.ofApplier());

    @Test
    void lists_are_set_by_key_or_environment() {
        Configuration configuration = Configuration.load(
                KEYS,
                new ConfigSources(
                        List.of("replicate-do-table= a.t , b.u"), Map.of("BINRELAY_REPLICATE_DO_DB", "shop"), null));

        assertThat(configuration.find(FilterKeys.REPLICATE_DO_TABLE)).contains(List.of("a.t", "b.u"));
        assertThat(configuration.find(FilterKeys.REPLICATE_DO_DB)).contains(List.of("shop"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicate-do-db=a,,b | names of databases, separated by commas, none empty",
                "replicate-ignore-db= | names of databases, separated by commas, none empty",
                "replicate-do-table=shop | tables, each as DATABASE.TABLE, separated by commas, none empty",
                "replicate-ignore-table=shop. | tables, each as DATABASE.TABLE, separated by commas, none empty",
                "replicate-wild-do-table=a.%,b% | patterns with % and _, each as DATABASE.TABLE, separated by commas, none empty",
                "replicate-rewrite-db=a=b | rewrites, each as FROM->TO, separated by commas, none empty",
                "replicate-rewrite-db=->b | rewrites, each as FROM->TO, separated by commas, none empty",
                "replicate-rewrite-db=a-> | rewrites, each as FROM->TO, separated by commas, none empty",
            })
    void a_value_that_is_no_such_list_is_an_error_that_names_key_and_form(String setting, String allowed) {
        String value = setting.strip();

        assertThatThrownBy(() -> Configuration.load(KEYS, new ConfigSources(List.of(value), Map.of(), null)))
                .hasMessageContaining(value.substring(0, value.indexOf('=')) + " = '"
                        + value.substring(value.indexOf('=') + 1) + "' (--set): allowed is " + allowed.strip());
    }
}
