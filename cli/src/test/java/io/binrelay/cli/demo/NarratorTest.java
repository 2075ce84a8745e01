package io.binrelay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private final StringWriter text = new StringWriter();

    @Test
    void steps_are_numbered_and_what_belongs_to_them_is_indented() {
        Narrator narrator = narrator(false);

        narrator.step("Start the servers");
        narrator.say("A broker.");
        narrator.step("Compare");

        assertThat(text).hasToString("\n[1/2] Start the servers\n   A broker.\n\n[2/2] Compare\n");
    }

    @Test
    void progress_is_a_line_each_where_lines_cannot_be_rewritten() {
        Narrator narrator = narrator(false);

        narrator.progress("10 tx/s");
        narrator.progress("12 tx/s");

        assertThat(text).hasToString("   10 tx/s\n   12 tx/s\n");
    }

    @Test
    void progress_is_rewritten_in_place_on_a_terminal_and_ends_before_the_next_sentence() {
        Narrator narrator = narrator(true);

        narrator.progress("10 tx/s");
        narrator.progress("12 tx/s");
        narrator.say("Done.");

        assertThat(text).hasToString("\r\u001b[2K   10 tx/s\r\u001b[2K   12 tx/s\n   Done.\n");
    }

    @Test
    void after_silence_only_the_last_words_are_told() {
        Narrator narrator = narrator(true);

        narrator.silence();
        narrator.step("never");
        narrator.say("never");
        narrator.progress("never");
        narrator.last("Stopped.");

        assertThat(text).hasToString("Stopped.\n");
    }

    private Narrator narrator(boolean terminal) {
        return new Narrator(new PrintWriter(text), terminal, 2);
    }
}
