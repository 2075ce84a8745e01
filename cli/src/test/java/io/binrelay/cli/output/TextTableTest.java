package io.binrelay.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columns_are_as_wide_as_their_widest_cell_and_numbers_go_to_the_right() {
        TextTable table = new TextTable()
                .column("server")
                .column("rows", TextTable.Align.RIGHT)
                .column("verdict")
                .row("source", "7", "")
                .row("replica1", "12345", "identical");

        assertThat(table.lines())
                .containsExactly(
                        "server     rows  verdict",
                        "--------  -----  ---------",
                        "source        7",
                        "replica1  12345  identical");
    }

    @Test
    void a_row_of_another_width_is_refused() {
        TextTable table = new TextTable().column("server").column("rows");

        assertThatThrownBy(() -> table.row("source"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells for 2 columns");
    }

    @Test
    void a_column_behind_rows_is_refused() {
        TextTable table = new TextTable().column("server").row("source");

        assertThatThrownBy(() -> table.column("rows"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("column 'rows' is added behind the first row");
    }
}
