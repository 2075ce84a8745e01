package io.binrelay.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
    @Test
    void breaks_at_blanks_and_never_inside_a_word() {
        assertThat(Paragraph.wrap("one two three fourteenletters five", 9))
                .containsExactly("one two", "three", "fourteenletters", "five");
    }

    @Test
    void a_line_may_be_as_long_as_the_width() {
        assertThat(Paragraph.wrap("one two", 7)).containsExactly("one two");
    }

    @Test
    void nothing_is_one_empty_line() {
        assertThat(Paragraph.wrap("", 7)).containsExactly("");
    }
}
