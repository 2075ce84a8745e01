package io.binrelay.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binrelay.schemas.model.FilePosition;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Test
    void the_ends_of_the_log_have_names() {
        assertThat(parse("earliest")).isEqualTo(new Place.Earliest());
        assertThat(parse("latest")).isEqualTo(new Place.Latest());
    }

    @Test
    void digits_are_an_offset() {
        assertThat(parse("4711")).isEqualTo(new Place.Offset(4711));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binlog.000003:154", "mysql-bin.000003:154", "db1.example-bin.000003:154"})
    void a_file_with_a_number_and_an_offset_is_a_position(String text) {
        assertThat(parse(text)).isEqualTo(new Place.Position(FilePosition.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:23",
                "3E11FA47-71CA-11E1-9E33-C80AA9429562:23",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:tag_1:23",
                "0-1-23"
            })
    void gtids_of_both_families_are_known(String text) {
        assertThat(parse(text)).isEqualTo(new Place.Gtid(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-04T05:06:07Z",
                "2026-03-04T06:06:07+01:00",
                "2026-03-04T06:06:07",
                "2026-03-04 06:06:07",
            })
    void a_time_without_zone_is_local(String text) {
        assertThat(parse(text)).isEqualTo(new Place.Time(Instant.parse("2026-03-04T05:06:07Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-04T05:06:07Z", "binlog:5", "-1", "0-1", "3e11fa47:5"})
    void all_else_is_refused_with_what_is_allowed(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no place in the log. Allowed is " + Place.ALLOWED);
    }

    private static Place parse(String text) {
        return Place.parse(text, ZONE);
    }
}
