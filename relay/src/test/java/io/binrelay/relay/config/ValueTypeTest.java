package io.binrelay.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
    @ParameterizedTest
    @CsvSource({"1024,1024", "64K,65536", "16 MiB,16777216", "1GiB,1073741824", "2M,2097152"})
    void sizes_are_read_with_and_without_units(String text, long bytes) {
        assertThat(ValueType.bytes(0, Long.MAX_VALUE).parser().apply(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1kb", "1.5M", "9223372036854775807G", "99999999999999999999", "MiB"})
    void what_is_no_size_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.bytes(0, Long.MAX_VALUE).parser().apply(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "", "3306x", "0x10"})
    void what_is_no_port_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.port().parser().apply(text));
    }

    @Test
    void a_port_to_listen_on_may_be_any_or_none() {
        assertThat(ValueType.portOrOff().parser().apply("off")).isEmpty();
        assertThat(ValueType.portOrOff().parser().apply("0")).hasValue(0);
        assertThat(ValueType.portOrOff().parser().apply("8080")).hasValue(8080);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.portOrOff().parser().apply("65536"));
    }

    @Test
    void constants_are_written_in_lower_case_with_hyphens() {
        ValueType<SslMode> type = ValueType.choice(SslMode.class);
        assertThat(type.allowed()).isEqualTo("one of disabled, preferred, required, verify-ca, verify-identity");
        assertThat(type.parser().apply("verify-ca")).isEqualTo(SslMode.VERIFY_CA);
        assertThatIllegalArgumentException().isThrownBy(() -> type.parser().apply("VERIFY_CA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a/b", "..", "\u00e4"})
    void names_that_cannot_be_topics_are_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.name().parser().apply(text));
    }

    @Test
    void flags_are_true_or_false_and_nothing_else() {
        assertThat(ValueType.flag().parser().apply("true")).isTrue();
        assertThat(ValueType.flag().parser().apply("false")).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.flag().parser().apply("yes"));
    }
}
