package io.binrelay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void version_is_the_version_of_the_build() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("(?s)binrelay \\d+\\.\\d+\\.\\d+\\S*\nJava .*");
    }

    @Test
    void an_unknown_verb_is_a_usage_error_that_names_it() {
        CommandRun run = CommandRun.of("aplier");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("binrelay: ", "'aplier'", "Try 'binrelay --help'.");
    }
}
