package io.binrelay.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class ColumnLabelsTest {
    @Test
    void labelsComeInOrder() {
        assertThat(ColumnLabels.parse("enum('small','medium','large')")).containsExactly("small", "medium", "large");
    }

    @Test
    void quotesCommasParenthesesAndEmptyLabelsAreKept() {
        assertThat(ColumnLabels.parse("set('it''s','a,b',')','','''')")).containsExactly("it's", "a,b", ")", "", "'");
    }

    @Test
    void escapesAreUndone() {
        assertThat(ColumnLabels.parse("enum('a\\\\b','c\\nd','e\\rf','\\0')"))
                .containsExactly("a\\b", "c\nd", "e\rf", "\0");
    }

    @Test
    void aLabelWithoutEndIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ColumnLabels.parse("enum('a"))
                .withMessage("a label has no end in: enum('a");
    }
}
