package io.binrelay.applier.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavepointTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            SAVEPOINT "s" | SAVEPOINT `s`
            ROLLBACK TO "a""b`c" | ROLLBACK TO `a"b``c`
            SAVEPOINT `a"b"` | SAVEPOINT `a"b"`
            SAVEPOINT "ä" | SAVEPOINT `ä`
            SAVEPOINT s | SAVEPOINT s
            """)
    void trap32_the_name_reads_the_same_without_ansi_quotes(String text, String expected) {
        byte[] forReplica = SavepointText.forReplica(text.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(forReplica, StandardCharsets.UTF_8)).isEqualTo(expected);
    }
}
