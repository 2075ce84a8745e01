package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "8.0.15, MySQL 8.0.15",
        "9.7.4-log, MySQL 9.7.4",
        "11.4.5-MariaDB-log, MariaDB 11.4.5",
        "5.5.5-10.11.6-MariaDB-0+deb12u1, MariaDB 10.11.6",
        "5.5.62, MySQL 5.5.62"
    })
    void versions_are_read_as_servers_write_them(String text, String expected) {
        assertThat(ServerVersion.parse(text)).hasToString(expected);
    }

    @Test
    void what_is_no_version_is_refused() {
        assertThatThrownBy(() -> ServerVersion.parse("server"))
                .hasMessage("'server' is not the version of a MySQL or MariaDB server");
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.15, 8.0.15, true",
        "8.0.36, 8.0.15, true",
        "8.0.15, 8.0.36, false",
        "8.4.0, 8.0.36, true",
        "8.4.1, 8.4.3, true",
        "8.0.36, 8.4.0, false",
        "9.7.4, 8.4.0, true",
        "11.4.5-MariaDB, 11.4.9-MariaDB, true",
        "10.11.6-MariaDB, 11.4.5-MariaDB, false",
        "11.4.5-MariaDB, 8.0.15, false"
    })
    void a_replica_replays_what_is_not_newer_and_of_its_family(String replica, String source, boolean expected) {
        assertThat(ServerVersion.parse(replica).canReplay(ServerVersion.parse(source)))
                .isEqualTo(expected);
    }
}
