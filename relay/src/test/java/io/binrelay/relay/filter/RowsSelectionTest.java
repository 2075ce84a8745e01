package io.binrelay.relay.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events are words: {@code Ma} maps table a, {@code a} is rows of it, {@code a!} ends the statement. */
class RowsSelectionTest {
    private final RowsSelection<String> selection = new RowsSelection<>(rows -> rows + "!");
    private final List<String> given = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "Ma a!,                   Ma a!",
        "Mx x!,                   ''",
        "Ma Mx a x!,              Ma a!",
        "Ma Mx a a x!,            Ma a a!",
        "Mx Ma x a!,              Ma a!",
        "Ma Mx Mb a x b x!,       Ma Mb a b!",
        "Ma Mx x!,                Ma",
        "Ma Mx a x! Mb b!,        Ma a! Mb b!",
        "Ma a a! Mx x! Ma Mx a x!, Ma a a! Ma a!",
    })
    void every_statement_of_which_rows_are_kept_still_ends(String events, String kept) {
        give(events);

        assertThat(String.join(" ", given)).isEqualTo(kept);
    }

    @Test
    void rows_of_a_statement_that_is_kept_whole_are_given_on_at_once() {
        give("Ma a");

        assertThat(given).containsExactly("Ma", "a");
    }

    @Test
    void what_is_held_back_is_given_on_when_the_transaction_ends() {
        give("Ma Mx a");
        selection.finish(given::add);

        assertThat(given).containsExactly("Ma", "a!");
    }

    @Test
    void a_table_left_out_that_comes_behind_rows_and_ends_their_statement_is_no_silent_loss() {
        assertThatThrownBy(() -> give("Ma a Mx x!"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("end a statement behind rows that are kept");
    }

    private void give(String events) {
        for (String event : events.split(" ", -1)) {
            boolean kept = !event.contains("x");
            if (event.startsWith("M")) {
                selection.tableMap(event, kept, given::add);
            } else {
                selection.rows(event, kept, event.endsWith("!"), given::add);
            }
        }
    }
}
